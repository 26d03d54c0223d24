import type { Dialect } from '../../src/dialect/dialect.js';
import type { Argument, Card, Operand } from '../../src/generated/ast.js';
import { CardParser } from '../../src/syntax/parse-card.js';
import type { Ranged } from '../../src/syntax/ranges.js';
import { CardScanner } from '../../src/text/scanner.js';
import { joinedString, tokenText } from '../../src/text/token-text.js';
import { CALLEE, CLOSE, DIRECTIVE, ELEMENT, EQUALS, EXPRESSION, OPEN, STRING, type TokenBuffer, UNKNOWN, WORD } from '../../src/text/token-buffer.js';
import type { Oracle } from './oracle.js';

const scanner = new CardScanner();
const parser = new CardParser();

/**
 * Walking the tree gives the card's tokens, each once and in order, so that the
 * text can be made from the tree; children lie within their parents, in order,
 * and know them. Of a malformed card tokens may be missing.
 */
export const treeHasTheTokens: Oracle = {
  name: 'tree-has-the-tokens',
  every: 1,
  check({ parsed, dialect }) {
    const { netlist, table, text, problems } = parsed;
    if (netlist.cards.length !== table.count) return `${table.count} cards in the text, ${netlist.cards.length} in the tree`;
    if (netlist.title?.text !== (table.title && text.slice(table.title.start, table.title.end))) return `the title is ${netlist.title?.text}`;
    scanner.dialect = dialect;
    for (let i = 0; i < table.count; i++) {
      const card = netlist.cards[i]!;
      const start = table.start[i]!;
      const length = table.end[i]! - start;
      if (card.$container !== netlist || card.$containerIndex !== i) return `card ${i} is not in its place in the tree`;
      const found = problems.get(i);
      for (const problem of found ?? []) {
        if (problem.start < 0 || problem.end > length || problem.end < problem.start) return `card ${i}: ${problem.code} stands at ${problem.start}–${problem.end} of ${length} characters`;
      }
      // The stock parser takes some lists that are not closed without a word, and leaves out what cannot stand in them.
      const malformed = found?.some(({ code }) => code === 'syntax-error' || (code === 'unclosed-parenthesis' && !takenWhole(text, start, table.end[i]!, dialect))) ?? false;
      const tokens = scanner.scan(text, start, table.end[i]!);
      const walk = new Walk(text, start, tokens, malformed);
      const wrong = walk.card(card, length);
      if (wrong !== undefined) return `card ${i} at ${start} (${JSON.stringify(text.slice(start, start + 60))}): ${wrong}`;
    }
    return undefined;
  },
};

function takenWhole(text: string, start: number, end: number, dialect: Dialect): boolean {
  parser.scanner.dialect = dialect;
  return parser.parse(text, start, end) !== undefined;
}

const HEADS = { ElementCard: ELEMENT, DirectiveCard: DIRECTIVE, UnknownCard: UNKNOWN } as const;

/** What the tree has for a token: its text, where lines that continue it have become blanks, or are cut out of a quoted text. */
function imageOf(kind: number, text: string, start: number, end: number): string {
  return kind === EXPRESSION ? tokenText(text, start, end, scanner.backslashes) : kind === STRING ? joinedString(text.slice(start, end)) : text.slice(start, end);
}

class Walk {
  private at = 0;
  private wrong: string | undefined;

  constructor(private readonly text: string, private readonly base: number, private readonly tokens: TokenBuffer, private readonly malformed: boolean) {}

  card(card: Card, length: number): string | undefined {
    const word = card.$type === 'ElementCard' ? card.name : card.$type === 'DirectiveCard' ? card.keyword : card.word;
    this.take(HEADS[card.$type], 0, word.length, word);
    const { $start, $end } = card as unknown as Ranged;
    if ($start !== 0 || $end > length || $end < word.length) this.fail(`the card reaches from ${$start} to ${$end} of ${length} characters`);
    this.list(card, card.arguments, word.length, $end);
    if (!this.malformed && this.at < this.tokens.count) this.fail(`token ${this.at} is not in the tree`);
    return this.wrong;
  }

  private fail(message: string): void {
    this.wrong ??= message;
  }

  private list(parent: unknown, list: readonly Argument[], from: number, to: number): void {
    let last = from;
    for (let i = 0; i < list.length && this.wrong === undefined; i++) {
      const node = list[i]!;
      const { $start, $end } = node as unknown as Ranged;
      if (node.$container !== parent || node.$containerIndex !== i || node.$containerProperty !== 'arguments') this.fail(`the ${node.$type} at ${$start} is not in its place`);
      if ($start < last || $end > to || $end <= $start) this.fail(`the ${node.$type} reaches from ${$start} to ${$end}, its place from ${last} to ${to}`);
      last = $end;
      this.argument(node);
    }
  }

  private argument(node: Argument): void {
    if (node.$type !== 'Assignment') return this.operand(node);
    const { $start, $end } = node as unknown as Ranged;
    const target = node.target as unknown as Ranged;
    if (node.target.$container !== node || target.$start !== $start || target.$end > $end) this.fail(`the target of the assignment at ${$start} reaches from ${target.$start} to ${target.$end}`);
    this.operand(node.target);
    const equals = this.take(EQUALS);
    if (node.value === undefined) {
      if (!this.malformed && equals !== $end) this.fail(`the assignment at ${$start} ends at ${$end}, its sign at ${equals}`);
      return;
    }
    const value = node.value as unknown as Ranged;
    if (node.value.$container !== node || value.$start < equals || value.$end !== $end) this.fail(`the value of the assignment at ${$start} reaches from ${value.$start} to ${value.$end}, the assignment to ${$end}`);
    this.operand(node.value);
  }

  private operand(node: Operand): void {
    const { $start, $end } = node as unknown as Ranged;
    switch (node.$type) {
      case 'Word': this.take(WORD, $start, $end, node.text); return;
      case 'Text': this.take(STRING, $start, $end, node.text); return;
      case 'Expression': this.take(EXPRESSION, $start, $end, node.text); return;
      case 'Call':
        this.take(CALLEE, $start, $start + node.callee.length, node.callee);
        return this.inParentheses(node, node.arguments, $end);
      case 'Group': return this.inParentheses(node, node.arguments, $end);
    }
  }

  private inParentheses(node: unknown, list: readonly Argument[], end: number): void {
    const from = this.take(OPEN);
    this.list(node, list, from, end);
    const { tokens, at, base } = this;
    if (at < tokens.count && tokens.kind[at] === CLOSE && tokens.end[at] === base + end) this.at++;
    else if (!this.malformed && at < tokens.count) this.fail(`the list that ends at ${end} is not closed, but goes on`);
  }

  /**
   * Compares the next token with what the tree has; the answer is its end. In a
   * malformed card tokens are passed over, and signs may be missing in the text.
   */
  private take(kind: number, start?: number, end?: number, image?: string): number {
    const { tokens, base } = this;
    if (this.malformed && start === undefined) return 0;
    if (this.malformed) while (this.at < tokens.count && (tokens.kind[this.at] !== kind || (start !== undefined && tokens.start[this.at]! < base + start))) this.at++;
    if (this.at >= tokens.count) {
      this.fail(`the tree has a token of kind ${kind} that the text has not`);
      return 0;
    }
    const i = this.at++;
    const actualStart = tokens.start[i]! - base;
    const actualEnd = tokens.end[i]! - base;
    if (tokens.kind[i] !== kind) this.fail(`token ${i} is of kind ${tokens.kind[i]}, in the tree of kind ${kind}`);
    else if (start !== undefined && (start !== actualStart || end !== actualEnd)) this.fail(`token ${i} reaches from ${actualStart} to ${actualEnd}, in the tree from ${start} to ${end}`);
    else if (image !== undefined && image !== imageOf(kind, this.text, tokens.start[i]!, tokens.end[i]!)) this.fail(`token ${i} has another text in the tree: ${JSON.stringify(image)}`);
    return actualEnd;
  }
}
