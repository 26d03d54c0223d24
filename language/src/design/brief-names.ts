import type { ParsedText } from '../syntax/parsed-text.js';
import { isBlank, isLineEnd } from '../text/characters.js';

/** The words behind the keyword of a `.model` or `.subckt` card, with the absolute place of the first. */
export interface BriefName {
  name: string;
  start: number;
  end: number;
  /** The name in lower case. */
  key: string;
  /** The word behind the name in lower case. */
  type: string;
}

/** The index of a library: of each card what it declares, null where it must be parsed for that. */
const known = new WeakMap<ParsedText, (BriefName | null)[]>();

/** What a card declares, from the index of its text. */
export function briefNameOf(parsed: ParsedText, index: number): BriefName | undefined {
  let names = known.get(parsed);
  if (names === undefined) known.set(parsed, (names = new Array<BriefName | null>(parsed.count)));
  return (names[index] ??= briefName(parsed, index) ?? null) ?? undefined;
}

/**
 * Reads the name that a card declares without parsing the card, as an index of
 * a library does; undefined where the card is not as plain as nearly all are.
 */
function briefName(parsed: ParsedText, index: number): BriefName | undefined {
  const { text, table } = parsed;
  const cardEnd = table.end[index]!;
  let at = table.start[index]!;
  while (at < cardEnd && isPlain(text.charCodeAt(at))) at++;
  const start = nextWord(text, at, cardEnd);
  if (start < 0) return undefined;
  let end = start;
  while (end < cardEnd && isPlain(text.charCodeAt(end))) end++;
  const typeStart = nextWord(text, end, cardEnd);
  if (typeStart < 0) return undefined;
  let typeEnd = typeStart;
  while (typeEnd < cardEnd && isPlain(text.charCodeAt(typeEnd))) typeEnd++;
  if (!endsPlainly(text, typeEnd, cardEnd)) return undefined;
  const name = text.slice(start, end);
  return { name, start, end, key: name.toLowerCase(), type: text.slice(typeStart, typeEnd).toLowerCase() };
}

/** Where a word begins behind blanks; -1 where something else does. */
function nextWord(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && isBlank(text.charCodeAt(at))) at++;
  return at > from && at < limit && isPlain(text.charCodeAt(at)) ? at : -1;
}

/** Letters, digits and what else names consist of: nothing that could quote, group, assign or begin a comment. */
function isPlain(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 64 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45 || code === 46 || code === 43 || code === 35 || code === 33 || code === 37;
}

function endsPlainly(text: string, at: number, limit: number): boolean {
  if (at >= limit) return true;
  const code = text.charCodeAt(at);
  return isBlank(code) || isLineEnd(code) || code === 40;
}
