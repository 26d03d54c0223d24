import type { ParsedText } from '../syntax/parsed-text.js';
import { isBlank, isLineEnd } from '../text/characters.js';

/** The words behind the keyword of a `.model` or `.subckt` card, with the absolute place of the first. */
export interface BriefName {
  name: string;
  start: number;
  end: number;
  /** The word behind the name; empty when there is none. */
  type: string;
}

/**
 * Reads the name that a card declares without parsing the card, as an index of
 * a library does; undefined where the card is not as plain as nearly all are.
 */
export function briefName(parsed: ParsedText, index: number): BriefName | undefined {
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
  return { name: text.slice(start, end), start, end, type: text.slice(typeStart, typeEnd) };
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
