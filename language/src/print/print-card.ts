import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import type { Argument, Assignment, Call, Card, Group, Operand } from '../generated/ast.js';
import { cardKindOf, type CardKind } from '../text/card-kind.js';
import { BACKSLASH, isBlank, QUOTE, SPACE } from '../text/characters.js';
import { isListWord } from '../text/scanner.js';
import { breakLines, type Piece } from './break-lines.js';

export interface CardLayout {
  /** Longest line; a single word may be longer. */
  width: number;
  /** Blanks before the card and before its continuation lines. */
  indent: number;
  dialect?: Dialect;
}

/**
 * Prints a card from its tree alone. What the scanner hides (commas,
 * parentheses without meaning, comments) is not in the tree; of separators
 * those are printed that the parser needs to give the same tree again.
 */
export function printCard(card: Card, layout: CardLayout): string {
  return breakLines(new CardPrinter(card, layout.dialect ?? NGSPICE).pieces, layout.width, layout.indent);
}

/** An argument as it stands on a card, in one line. */
export function printArgument(argument: Argument, card: Card): string {
  const printer = new CardPrinter(card, NGSPICE, false);
  printer.argument(argument, '', false);
  return printer.pieces.map(({ before, text }) => before + text).join('');
}

function firstWord(card: Card): string {
  switch (card.$type) {
    case 'ElementCard': return card.name;
    case 'DirectiveCard': return card.keyword;
    case 'UnknownCard': return card.word;
  }
}

class CardPrinter {
  readonly pieces: Piece[] = [];
  private readonly kind: CardKind;
  /** Lists of numbers behind the name of a waveform are easier to read with blanks. */
  private readonly waveforms: boolean;
  /** Operands so far, as the scanner counts them. */
  private operands = 0;

  constructor(private readonly card: Card, private readonly dialect: Dialect, whole = true) {
    const word = firstWord(card);
    this.kind = cardKindOf(word, 0, word.length);
    this.waveforms = card.$type === 'ElementCard' && /^[vi]/i.test(card.name);
    if (!whole) return;
    this.pieces.push({ before: '', text: word, stays: true });
    this.list(card.arguments, ' ', ' ', false);
  }

  /** Adds text to the last piece, so that no line ends between. */
  private glue(text: string): void {
    const last = this.pieces[this.pieces.length - 1];
    if (last === undefined) this.pieces.push({ before: '', text, stays: true });
    else last.text += text;
  }

  /** `first` stands before the first argument: a blank behind a card's name, nothing behind a parenthesis. */
  private list(list: readonly Argument[], first: string, separator: string, inCall: boolean): void {
    list.forEach((argument, i) => {
      this.argument(argument, i === 0 && first === '' ? '' : this.between(list[i - 1], argument, i === list.length - 1, separator, inCall), inCall);
    });
  }

  /** What parts two arguments: a blank, or a comma where behind a blank something else would begin. */
  private between(previous: Argument | undefined, next: Argument, isLast: boolean, separator: string, inCall: boolean): string {
    const start = startOf(next);
    if (start.startsWith('$') || start.startsWith('//')) {
      if (this.kind.fileNames) return this.operands === 0 ? ' ' : '';
      const node = !inCall && this.operands < this.kind.nodes && /^\$[a-z]+_\w/i.test(start);
      return node ? ' ' : ',';
    }
    if (previous === undefined || this.kind.fileNames) return ' ';
    const word = previous.$type === 'Assignment' ? previous.value : previous;
    if (word?.$type === 'Word') {
      // `pulse (0 5)` is a call; a word and a group have a comma between.
      if (next.$type === 'Group' && (this.kind.functionBody || isListWord(word.text))) return ',';
      // `.param x 1` gives x a value; `.param x,y` does not.
      if (this.kind.parameters && this.operands === 1 && previous.$type === 'Word' && !(next.$type === 'Expression' && isLast)) return ',';
    }
    return separator;
  }

  /** Adds an argument behind the separator; without one it is glued to what stands before. */
  argument(argument: Argument, before: string, inCall: boolean): void {
    if (argument.$type === 'Assignment') return this.assignment(argument, before, inCall);
    this.operand(argument, before, false);
    if (!inCall && argument.$type !== 'Group') this.operands++;
  }

  private assignment({ target, value }: Assignment, before: string, inCall: boolean): void {
    this.operand(target, before, false);
    this.glue('=');
    if (!inCall) this.operands++;
    if (value !== undefined) this.operand(value, '', true);
  }

  private operand(operand: Operand, before: string, isValue: boolean): void {
    switch (operand.$type) {
      case 'Call': return this.call(operand, before, isValue);
      case 'Group': return this.group(operand, before);
      default: {
        const { text } = operand;
        // Behind a line's end the value in `.param x 1` would be looked at as an assignment.
        const value = this.kind.parameters && this.operands === 1 && operand.$type === 'Expression';
        this.add(text, before, value || text.startsWith('$') || text.startsWith('//'));
        if (operand.$type !== 'Word' && isUnclosed(text)) this.pieces[this.pieces.length - 1]!.endsLine = true;
        // A backslash at the end of a line would continue the card there.
        if (this.joins(text)) this.pieces[this.pieces.length - 1]!.endsInBackslash = true;
      }
    }
  }

  /** Whether a line that ends with this text is continued by its backslash. */
  private joins(text: string): boolean {
    const { backslashes } = this.dialect;
    if (backslashes === 'none' || text.charCodeAt(text.length - 1) !== BACKSLASH) return false;
    const previous = text.length > 1 ? text.charCodeAt(text.length - 2) : SPACE;
    return previous === BACKSLASH || (backslashes === 'any' && isBlank(previous));
  }

  private add(text: string, before: string, stays: boolean): void {
    if (before === '') this.glue(text);
    else this.pieces.push({ before, text, stays });
  }

  private call(call: Call, before: string, isValue: boolean): void {
    this.add(call.callee, before, call.callee.startsWith('$') || call.callee.startsWith('//'));
    // `r=table (x=1)` is a list; without the blank it is an expression.
    const inner = call.arguments.map((argument) => printArgument(argument, this.card)).join(',');
    this.glue(isValue && isListWord(call.callee) && /[=<>?*&|]/.test(inner) ? ' (' : '(');
    this.list(call.arguments, '', this.waveforms && !isValue ? ' ' : ',', true);
    if (!isOpen(call)) this.glue(')');
  }

  private group(group: Group, before: string): void {
    this.add('(', before, false);
    this.list(group.arguments, '', ',', false);
    if (!isOpen(group)) this.glue(')');
  }
}

/** The first characters of an argument. */
function startOf(argument: Argument): string {
  const operand = argument.$type === 'Assignment' ? argument.target : argument;
  switch (operand.$type) {
    case 'Call': return operand.callee;
    case 'Group': return '(';
    default: return operand.text;
  }
}

/** Whether a list ends with the card and not with its parenthesis, as its range shows. */
function isOpen(list: Call | Group): boolean {
  const last = list.arguments[list.arguments.length - 1] as unknown as { $end?: number } | undefined;
  const end = (list as unknown as { $end?: number }).$end;
  return last?.$end !== undefined && end !== undefined && end <= last.$end;
}

/** Whether a quoted text or an expression lacks its end, so that its line is its end. */
function isUnclosed(text: string): boolean {
  const first = text.charAt(0);
  if (first === '"' || first.charCodeAt(0) === QUOTE) return text.length < 2 || !text.slice(1).includes(first);
  if (first !== '{') return false;
  let depth = 0;
  for (const character of text) depth += character === '{' ? 1 : character === '}' ? -1 : 0;
  return depth > 0;
}
