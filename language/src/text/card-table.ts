import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import { afterLineEnd, beginsCommentLine, continuationAfter, DOT, isBlank, isLineEnd, lineEndAt, skipBlanks } from './characters.js';
import { firstLineLooksLikeCard } from './first-line.js';

/**
 * Where the cards of a text stand. A card reaches from its first character to
 * the end of its last line, continuation lines included, comments at the end
 * included, the final line end not.
 */
export interface CardTable {
  count: number;
  /** Offsets of the cards' first characters, `count` of them. */
  start: Int32Array;
  end: Int32Array;
  /** The title line of a deck; undefined for a part, for an empty line, and where the first line is a card. */
  title: { start: number; end: number } | undefined;
  /** Set when the first line of a deck is read as a card although SPICE takes it for the title. */
  cardInPlaceOfTitle: boolean;
  /** `.control` blocks, which hold commands and no cards: from the end of the `.control` card to the start of `.endc` or the end of the text. */
  controls: { start: number; end: number; closed: boolean }[];
  /** The first thing after `.end` that is no comment. */
  afterEnd: { start: number; end: number } | undefined;
}

/** Grows by doubling; the splitter does not know the number of cards before. */
class Offsets {
  values = new Int32Array(256);
  count = 0;
  push(value: number): void {
    if (this.count === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count++] = value;
  }
}

function isKeywordAt(text: string, at: number, end: number, keyword: string): boolean {
  if (at + keyword.length > end) return false;
  for (let i = 0; i < keyword.length; i++) {
    const code = text.charCodeAt(at + i);
    if ((code >= 65 && code <= 90 ? code | 0x20 : code) !== keyword.charCodeAt(i)) return false;
  }
  const next = at + keyword.length;
  return next >= end || isBlank(text.charCodeAt(next)) || isLineEnd(text.charCodeAt(next));
}

/** Splits a text into cards in one pass. */
export function splitCards(text: string, deck: boolean, _dialect: Dialect = NGSPICE): CardTable {
  const starts = new Offsets();
  const ends = new Offsets();
  const limit = text.length;
  const table: CardTable = { count: 0, start: starts.values, end: ends.values, title: undefined, cardInPlaceOfTitle: false, controls: [], afterEnd: undefined };
  let at = 0;
  if (deck && limit > 0) {
    const end = lineEndAt(text, 0, limit);
    if (firstLineLooksLikeCard(text.slice(0, end))) {
      table.cardInPlaceOfTitle = true;
    } else {
      let last = end;
      let first = skipBlanks(text, 0, end);
      while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
      if (first > last) first = last;
      if (last > first) table.title = { start: first, end: last };
      at = afterLineEnd(text, end, limit);
    }
  }
  while (at < limit) {
    at = skipBlanks(text, at, limit);
    if (at >= limit) break;
    if (isLineEnd(text.charCodeAt(at))) {
      at = afterLineEnd(text, at, limit);
      continue;
    }
    if (beginsCommentLine(text, at)) {
      at = afterLineEnd(text, lineEndAt(text, at, limit), limit);
      continue;
    }
    const start = at;
    let end = lineEndAt(text, at, limit);
    for (let plus = continuationAfter(text, end, limit); plus >= 0; plus = continuationAfter(text, end, limit)) {
      end = lineEndAt(text, plus, limit);
    }
    starts.push(start);
    ends.push(end);
    at = afterLineEnd(text, end, limit);
    if (text.charCodeAt(start) !== DOT) continue;
    if (isKeywordAt(text, start, end, '.end')) {
      table.afterEnd = firstContent(text, at);
      break;
    }
    if (isKeywordAt(text, start, end, '.control')) {
      const close = findEndOfControl(text, at);
      table.controls.push({ start: end, end: close, closed: close < limit });
      at = close;
    }
  }
  table.count = starts.count;
  table.start = starts.values.slice(0, starts.count);
  table.end = ends.values.slice(0, ends.count);
  return table;
}

function findEndOfControl(text: string, from: number): number {
  const limit = text.length;
  let at = from;
  while (at < limit) {
    at = skipBlanks(text, at, limit);
    const end = lineEndAt(text, at, limit);
    if (text.charCodeAt(at) === DOT && isKeywordAt(text, at, end, '.endc')) return at;
    at = afterLineEnd(text, end, limit);
  }
  return limit;
}

/** The first line from `from` on that is neither blank nor a comment. */
function firstContent(text: string, from: number): { start: number; end: number } | undefined {
  const limit = text.length;
  let at = from;
  while (at < limit) {
    at = skipBlanks(text, at, limit);
    const end = lineEndAt(text, at, limit);
    if (at < end && !beginsCommentLine(text, at)) return { start: at, end };
    at = afterLineEnd(text, end, limit);
  }
  return undefined;
}
