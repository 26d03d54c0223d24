import { foreignContent } from '../content-kind.js';
import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import type { CardFacts } from '../design/card-facts.js';
import type { Card } from '../generated/ast.js';
import { type Damage, resplitCards, splitCards } from '../text/card-table.js';
import { MOST_FALLBACKS } from './parse-card-at.js';
import { type CardProblem, isReadable, ParsedText, type TextFacts } from './parsed-text.js';

export { stockCardParser } from './parse-card-at.js';
export { type CardProblem, ParsedText } from './parsed-text.js';

/**
 * Parses a text. With the `previous` result of an earlier text all that the
 * edit did not touch is taken over; the result is the same. Cards are parsed
 * at once when `whole` says so, else when they are asked for.
 */
export function parseText(text: string, deck: boolean, previous?: ParsedText, dialect: Dialect = NGSPICE, whole = true): ParsedText {
  const next = previous !== undefined && previous.deck === deck && previous.dialect === dialect ? reparse(text, previous) : undefined;
  const parsed = next ?? parseFresh(text, deck, dialect);
  // Trees that are not kept are made when the design looks at them.
  if (whole && parsed.keepsTrees) parsed.parseAll();
  // Which cards the stock parser was asked for depends on their order then.
  if (next !== undefined && parsed.problems.size > MOST_FALLBACKS) return parseText(text, deck, undefined, dialect, whole);
  return parsed;
}

function parseFresh(text: string, deck: boolean, dialect: Dialect): ParsedText {
  const facts = textFacts(text, deck, dialect, strayIn(text, 0, text.length));
  return new ParsedText(facts, splitCards(isReadable(facts) ? text : '', deck, dialect));
}

/** The new version of a text whose cards were kept; undefined when it is better to begin anew. */
function reparse(text: string, previous: ParsedText): ParsedText | undefined {
  if (!previous.keepsTrees || !isReadable(previous) || previous.problems.size >= MOST_FALLBACKS) return undefined;
  const damage = damageBetween(previous.text, text);
  const facts = textFacts(text, previous.deck, previous.dialect, strayAfter(previous, text, damage));
  if (!isReadable(facts)) return undefined;
  const { table, kept, keptAtEnd } = resplitCards(text, previous.deck, previous.table, damage, previous.dialect);
  const { root, cards: oldCards } = previous.handOver();
  const oldCount = previous.count;
  const windowEnd = table.count - keptAtEnd;
  const moved = table.count - oldCount;
  const cards = new Array<Card | undefined>(table.count);
  const known = new Array<CardFacts | undefined>(table.count);
  const take = (from: number, to: number) => {
    cards[to] = oldCards[from];
    known[to] = previous.facts[from];
  };
  for (let i = 0; i < kept; i++) take(i, i);
  // A card of the window that lies before the edit is cut as before.
  const { start, end } = previous.table;
  const same = (i: number) => i < oldCount && i < windowEnd && table.end[i]! <= damage.prefix && table.start[i] === start[i] && table.end[i] === end[i];
  let untouched = kept;
  while (same(untouched)) {
    take(untouched, untouched);
    untouched++;
  }
  for (let i = windowEnd; i < table.count; i++) take(i - moved, i);
  const problems = new Map<number, CardProblem[]>();
  for (const [index, list] of previous.problems) {
    if (index < untouched) problems.set(index, list);
    else if (index + moved >= windowEnd) problems.set(index + moved, list);
  }
  return new ParsedText(facts, table, root, { cards, facts: known, problems });
}

/** Pieces of texts are compared at once, which is faster than character by character. */
const PIECE = 4096;

/** What lies between the common beginning and the common end of two texts. */
function damageBetween(old: string, text: string): Damage {
  const shorter = Math.min(old.length, text.length);
  let prefix = 0;
  while (prefix + PIECE <= shorter && old.slice(prefix, prefix + PIECE) === text.slice(prefix, prefix + PIECE)) prefix += PIECE;
  while (prefix < shorter && old.charCodeAt(prefix) === text.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  const most = shorter - prefix;
  while (suffix + PIECE <= most && old.slice(old.length - suffix - PIECE, old.length - suffix) === text.slice(text.length - suffix - PIECE, text.length - suffix)) suffix += PIECE;
  while (suffix < most && old.charCodeAt(old.length - 1 - suffix) === text.charCodeAt(text.length - 1 - suffix)) suffix++;
  return { prefix, suffixStart: text.length - suffix, shift: text.length - old.length };
}

function textFacts(text: string, deck: boolean, dialect: Dialect, strayAt: number | undefined): TextFacts {
  const encrypted = isEncrypted(text);
  const foreign = encrypted ? undefined : foreignContent(text, !deck);
  return { text, deck, dialect, binaryAt: encrypted || foreign !== undefined ? undefined : binaryContent(text), encrypted, foreign, strayAt };
}

/** Whether a text says at its beginning that it is encrypted. */
export function isEncrypted(text: string): boolean {
  return ENCRYPTED.test(text.slice(0, 200));
}

/** LTspice encrypts libraries as text and, in its own collection, in binary form. */
const ENCRYPTED = /^\*[ \t]*LTspice Encrypted File|^\s*<Binary File>/im;

/** Control characters that no text holds; tabs, line ends, form feeds and a last Ctrl-Z are no reason to doubt. */
const STRAYS = /[\u0000-\u0008\u000b\u000e-\u001f]/g;
const LAST_CONTROL_Z = /^\u001a\s*$/;

/** The first control character of `text[from, to)`. */
function strayIn(text: string, from: number, to: number): number | undefined {
  const stray = new RegExp(STRAYS);
  stray.lastIndex = from;
  for (let found = stray.exec(text); found !== null && found.index < to; found = stray.exec(text)) {
    if (found[0] !== '\u001a' || text.length - found.index > PIECE || !LAST_CONTROL_Z.test(text.slice(found.index))) return found.index;
  }
  return undefined;
}

/** The first control character after an edit; only the edited part is searched when the text had none. */
function strayAfter(previous: ParsedText, text: string, damage: Damage): number | undefined {
  if (previous.strayAt !== undefined || previous.text.includes('\u001a', previous.text.length - PIECE)) return strayIn(text, 0, text.length);
  // The search must not run on to the end of a long text that has none.
  return text.slice(damage.prefix, damage.suffixStart).search(STRAYS) < 0 ? undefined : strayIn(text, damage.prefix, text.length);
}

/** Offset of the first control character when the text is binary: every tenth character of its beginning is one. */
export function binaryContent(text: string): number | undefined {
  const head = text.slice(0, 4096);
  const found = head.match(STRAYS);
  return found !== null && found.length * 10 >= head.length ? head.search(STRAYS) : undefined;
}
