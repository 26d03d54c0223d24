import type { Dialect } from '../dialect/dialect.js';
import type { Card } from '../generated/ast.js';
import type { ScanProblem } from '../text/token-buffer.js';
import { CardParser, TOO_DEEP } from './parse-card.js';
import type { CardProblem } from './parsed-text.js';
import { unexpected } from './parser-module.js';
import { StockCardParser } from './stock-card-parser.js';

/** The stock parser is slow on long cards: above this many characters a malformed card is taken up to the error. */
const LONGEST_FALLBACK = 5_000;
/** The stock parser's time and memory double with each level of nested lists (12 levels: 2 s). */
const DEEPEST_FALLBACK = 4;
/** The stock parser takes 60 µs and more a card: a text with more malformed cards than this gets plain errors for the rest. */
export const MOST_FALLBACKS = 1_000;

const NONE: CardProblem[] = [];

let stock: StockCardParser | undefined;

/** The stock parser of this process, made at its first use (100 ms). */
export function stockCardParser(): StockCardParser {
  return (stock ??= new StockCardParser());
}

/** Makes the tree of one card: by the fast parser, and where that gives up by the stock one. */
export class CardsToTrees {
  private readonly parser = new CardParser();

  /** `malformed` is how many malformed cards the text had before this one. */
  parse(whole: string, from: number, to: number, dialect: Dialect, malformed: number): { card: Card; problems: CardProblem[] } {
    // The words of a card are slices of the text they were cut from and keep all of it alive: they are cut
    // from a copy of the card, or each keystroke would hold one more version of the document.
    const text = detached(whole, from, to);
    const { parser } = this;
    parser.scanner.dialect = dialect;
    const fast = parser.parse(text, 0, text.length);
    const scanned = parser.scanner.tokens.problems;
    if (fast !== undefined && scanned.length === 0) return { card: fast, problems: NONE };
    const problems: CardProblem[] = scanned.map((problem) => ({ ...problem, message: problemMessage(problem, text) }));
    let card = fast;
    if (card === undefined) {
      const stopped = parser.stoppedAt;
      const tooDeep = parser.tooDeep;
      if (text.length <= LONGEST_FALLBACK && malformed < MOST_FALLBACKS && nesting(text) <= DEEPEST_FALLBACK) {
        const parsed = stockCardParser().parseCard(text, dialect);
        card = parsed.card;
        for (const error of parsed.errors) problems.push({ code: 'syntax-error', ...error });
      } else {
        problems.push({ code: 'syntax-error', start: stopped.start, end: stopped.end, message: tooDeep ? TOO_DEEP : unexpected(text.slice(stopped.start, stopped.end)) });
      }
      card ??= parser.recovered();
    }
    return { card, problems };
  }
}

/** A part of a text that does not keep the whole in memory. */
function detached(text: string, start: number, end: number): string {
  return ` ${text.slice(start, end)}`.slice(1);
}

/** How deep parentheses are nested in a card, quotes and comments not looked at. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 40) deepest = Math.max(deepest, ++depth);
    else if (code === 41 && depth > 0) depth--;
  }
  return deepest;
}

function problemMessage(problem: ScanProblem, text: string): string {
  switch (problem.code) {
    case 'unclosed-quote': return `The quote is not closed: add a ${text.charAt(problem.start)} before the end of the line.`;
    case 'unclosed-brace': return 'The expression is not closed: add a "}" where it ends.';
    case 'unclosed-parenthesis': return 'The parenthesis is not closed: add a ")" where the list ends.';
    case 'stray-parenthesis': return 'This ")" closes nothing. Remove it, or add the "(" that it belongs to.';
    case 'stray-equals-sign': return 'Nothing that can be assigned stands before this "=", so it is passed over. Write NAME=VALUE, or remove it.';
    case 'dollar-node': return `"${text.slice(problem.start, problem.end)}" is read as a node, as PSpice does; for ngspice a comment begins here.`;
  }
}
