import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import type { Card, Netlist } from '../generated/ast.js';
import { type CardTable, splitCards } from '../text/card-table.js';
import { type ScanProblem } from '../text/token-buffer.js';
import { adoptCards } from './card-builder.js';
import { CardParser, TOO_DEEP } from './parse-card.js';
import { unexpected } from './parser-module.js';
import { setRange } from './ranges.js';
import { StockCardParser } from './stock-card-parser.js';

/** Something wrong with a card's syntax; offsets are relative to the card. */
export interface CardProblem {
  code: ScanProblem['code'] | 'syntax-error';
  start: number;
  end: number;
  message: string;
}

/** What the parser gives for one text. Nothing in it depends on other documents. */
export interface ParsedText {
  text: string;
  /** Whether the text was read as a deck, with a title line. */
  deck: boolean;
  /** The dialect that the text was read in. */
  dialect: Dialect;
  table: CardTable;
  netlist: Netlist;
  /** The cards with syntax problems. */
  problems: Map<Card, CardProblem[]>;
  /** Set when the text is binary; no card is read then. */
  binaryAt: number | undefined;
  /** Whether it is a library that LTspice has encrypted: its cards cannot be read. */
  encrypted: boolean;
  /** A control character in a text that is otherwise readable. */
  strayAt: number | undefined;
  /** How many cards were parsed for this text, and not taken over from the text before. */
  cardsParsed: number;
}

/** The stock parser is slow on long cards: above this many characters a malformed card is taken up to the error. */
const LONGEST_FALLBACK = 5_000;
/** The stock parser's time and memory double with each level of nested lists (12 levels: 2 s). */
const DEEPEST_FALLBACK = 4;
/** The stock parser takes 60 µs and more a card: a text with more malformed cards than this gets plain errors for the rest. */
const MOST_FALLBACKS = 1_000;

const parser = new CardParser();
let stock: StockCardParser | undefined;

/** The stock parser of this process, made at its first use (100 ms). */
export function stockCardParser(): StockCardParser {
  return (stock ??= new StockCardParser());
}

/**
 * Parses a text. With the `previous` result of an earlier text the trees of all
 * cards that the edit did not touch are taken over; the result is the same.
 */
export function parseText(text: string, deck: boolean, previous?: ParsedText, dialect: Dialect = NGSPICE): ParsedText {
  const binaryAt = binaryContent(text);
  const encrypted = ENCRYPTED.test(text.slice(0, 200));
  const table = splitCards(binaryAt === undefined && !encrypted ? text : '', deck, dialect);
  const stray = STRAY.exec(text);
  const netlist = { $type: 'Netlist', cards: [], title: undefined } as unknown as { -readonly [K in keyof Netlist]: Netlist[K] };
  const result: ParsedText = { text, deck, dialect, table, netlist, problems: new Map(), binaryAt, encrypted, strayAt: stray === null ? undefined : stray.index, cardsParsed: 0 };
  parser.scanner.dialect = dialect;
  const cards = new Array<Card>(table.count);
  const reuse = previous === undefined || previous.dialect !== dialect ? undefined : new CardReuse(previous, text);
  for (let i = 0; i < table.count; i++) {
    const start = table.start[i]!;
    const end = table.end[i]!;
    const old = reuse?.find(start, end);
    if (old === undefined) {
      // The words of a card are slices of the text they were cut from and keep all of it alive: after an
      // edit they are cut from a copy of the card, or each keystroke would hold one more version of the document.
      cards[i] = reuse === undefined ? parseCardAt(text, start, end, result) : parseCardAt(detached(text, start, end), 0, end - start, result);
      result.cardsParsed++;
      continue;
    }
    cards[i] = old;
    const problems = previous!.problems.get(old);
    if (problems !== undefined) result.problems.set(old, problems);
  }
  netlist.cards = cards;
  adoptCards(netlist, cards);
  if (table.title !== undefined) {
    const title = { $type: 'Title', $container: netlist, $containerProperty: 'title', text: text.slice(table.title.start, table.title.end) } as unknown as Netlist['title'];
    setRange(title!, table.title.start, table.title.end);
    netlist.title = title;
  }
  return result;
}

/** A part of a text that does not keep the whole in memory. */
function detached(text: string, start: number, end: number): string {
  return ` ${text.slice(start, end)}`.slice(1);
}

function parseCardAt(text: string, start: number, end: number, into: ParsedText): Card {
  const fast = parser.parse(text, start, end);
  const scanned = parser.scanner.tokens.problems;
  const problems: CardProblem[] = scanned.map((problem) => ({ ...problem, start: problem.start - start, end: problem.end - start, message: problemMessage(problem, text) }));
  let card = fast;
  if (card === undefined) {
    const stopped = parser.stoppedAt;
    if (end - start <= LONGEST_FALLBACK && nesting(text, start, end) <= DEEPEST_FALLBACK && into.problems.size < MOST_FALLBACKS) {
      const parsed = stockCardParser().parseCard(text.slice(start, end));
      card = parsed.card;
      for (const error of parsed.errors) problems.push({ code: 'syntax-error', ...error });
    } else {
      problems.push({ code: 'syntax-error', start: stopped.start - start, end: stopped.end - start, message: parser.tooDeep ? TOO_DEEP : unexpected(text.slice(stopped.start, stopped.end)) });
    }
    card ??= parser.recovered();
  }
  if (problems.length > 0) into.problems.set(card, problems);
  return card;
}

/** How deep parentheses are nested in a card, quotes and comments not looked at. */
function nesting(text: string, start: number, end: number): number {
  let depth = 0;
  let deepest = 0;
  for (let i = start; i < end; i++) {
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
    case 'dollar-node': return `"${text.slice(problem.start, problem.end)}" is read as a node, as PSpice does; for ngspice a comment begins here.`;
  }
}

const ENCRYPTED = /^\*\s*LTspice Encrypted File/im;

/** Control characters that no text holds; tabs, line ends, form feeds and a last Ctrl-Z are no reason to doubt. */
const STRAY = /[\u0000-\u0008\u000b\u000e-\u0019\u001b-\u001f]|\u001a(?!\s*$)/;
const STRAYS = /[\u0000-\u0008\u000b\u000e-\u0019\u001b-\u001f]/g;

/** Offset of the first control character when the text is binary: every tenth character of its beginning is one. */
function binaryContent(text: string): number | undefined {
  const head = text.slice(0, 4096);
  const found = head.match(STRAYS);
  return found !== null && found.length * 10 >= head.length ? head.search(STRAYS) : undefined;
}

/** Finds the cards of the text before that the edit between two texts did not touch. */
class CardReuse {
  private readonly prefix: number;
  private readonly suffixStart: number;
  private readonly shift: number;
  private index = 0;

  constructor(private readonly previous: ParsedText, text: string) {
    const old = previous.text;
    const shorter = Math.min(old.length, text.length);
    let prefix = 0;
    while (prefix < shorter && old.charCodeAt(prefix) === text.charCodeAt(prefix)) prefix++;
    let suffix = 0;
    while (suffix < shorter - prefix && old.charCodeAt(old.length - 1 - suffix) === text.charCodeAt(text.length - 1 - suffix)) suffix++;
    this.prefix = prefix;
    this.suffixStart = text.length - suffix;
    this.shift = text.length - old.length;
  }

  /** The old card with the text of the new card `[start, end)`. Calls must come in the order of the text. */
  find(start: number, end: number): Card | undefined {
    const before = end <= this.prefix;
    if (!before && start < this.suffixStart) return undefined;
    const oldStart = before ? start : start - this.shift;
    const oldEnd = before ? end : end - this.shift;
    const { table, netlist } = this.previous;
    while (this.index < table.count && table.start[this.index]! < oldStart) this.index++;
    if (this.index < table.count && table.start[this.index] === oldStart && table.end[this.index] === oldEnd) return netlist.cards[this.index];
    return undefined;
  }
}
