import { lastAtMost } from './ascending.js';
import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import { type Block, blockOfCard, blockOfComment } from './blocks.js';
import { type CardHead, cardHeadAt, HEAD_BLOCK, HEAD_CONTROL, HEAD_END } from './card-head.js';
import { afterLineEnd, beginsCommentLine, continuedAt, DOLLAR, DOT, isBlank, isLineEnd, lineEndAt, skipBlanks } from './characters.js';
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
  /** What each card is by its first word. */
  head: Uint8Array;
  /** The title line of a deck; undefined for a part, for an empty line, and where the first line is a card. */
  title: { start: number; end: number } | undefined;
  /** Set when the first line of a deck is read as a card although SPICE takes it for the title. */
  cardInPlaceOfTitle: boolean;
  /** `.control` blocks, which hold commands and no cards: from the end of the `.control` card to the start of `.endc` or the end of the text. */
  controls: { start: number; end: number; closed: boolean }[];
  /** Other blocks that hold no cards. */
  blocks: Block[];
  /** The first thing after `.end` that is no comment. */
  afterEnd: { start: number; end: number } | undefined;
}

/** A table with how it came to be: the cards `[kept, count - keptAtEnd)` were cut anew, the others taken over. */
export interface Resplit {
  table: CardTable;
  kept: number;
  keptAtEnd: number;
}

/** What an edit left as it was: the first `prefix` characters, and all from `suffixStart` of the new text on, which stood `shift` characters before. */
export interface Damage {
  prefix: number;
  suffixStart: number;
  shift: number;
}

/** Grows by doubling; the splitter does not know the number of cards before. */
class Cards {
  start = new Int32Array(256);
  end = new Int32Array(256);
  head = new Uint8Array(256);
  count = 0;

  push(start: number, end: number, head: CardHead): void {
    if (this.count === this.start.length) this.grow(this.count * 2);
    this.start[this.count] = start;
    this.end[this.count] = end;
    this.head[this.count++] = head;
  }

  private grow(size: number): void {
    const { start, end, head } = this;
    this.start = new Int32Array(size);
    this.end = new Int32Array(size);
    this.head = new Uint8Array(size);
    this.start.set(start);
    this.end.set(end);
    this.head.set(head);
  }
}

/** Splits a text into cards in one pass. */
export function splitCards(text: string, deck: boolean, dialect: Dialect = NGSPICE): CardTable {
  const splitter = new Splitter(text, deck, dialect);
  splitter.split(splitter.begin(), undefined, undefined);
  return splitter.table();
}

/**
 * Splits a text that an edit has changed. It begins at the last card that the
 * edit cannot reach, and ends where a card begins that stood in the old text
 * as well: from there on both texts are cut alike.
 */
export function resplitCards(text: string, deck: boolean, old: CardTable, damage: Damage, dialect: Dialect = NGSPICE): Resplit {
  const splitter = new Splitter(text, deck, dialect);
  // What ends a card is the beginning of the next one, of which two characters are looked at.
  let first = lastAtMost(old.start, damage.prefix - 3);
  // The card that closes a block may no longer do so: what opens the block stands before it.
  while (first > 0 && closesBlock(old, old.start[first]!)) first--;
  const from = first <= 0 ? splitter.begin() : old.start[first]!;
  const kept = Math.max(first, 0);
  if (first > 0) splitter.keepBeginning(old);
  const met = splitter.split(from, old, damage);
  const table = splitter.table();
  const tail = met < 0 ? 0 : old.count - met;
  const count = kept + table.count + tail;
  const joined: CardTable = {
    count,
    start: new Int32Array(count), end: new Int32Array(count), head: new Uint8Array(count),
    title: table.title, cardInPlaceOfTitle: table.cardInPlaceOfTitle, controls: [], blocks: [], afterEnd: table.afterEnd,
  };
  joined.start.set(old.start.subarray(0, kept));
  joined.end.set(old.end.subarray(0, kept));
  joined.head.set(old.head.subarray(0, kept));
  joined.start.set(table.start, kept);
  joined.end.set(table.end, kept);
  joined.head.set(table.head, kept);
  for (const block of old.controls) if (kept > 0 && block.start < from) joined.controls.push(block);
  for (const block of table.controls) joined.controls.push(block);
  for (const block of old.blocks) if (kept > 0 && block.start < from) joined.blocks.push(block);
  for (const block of table.blocks) joined.blocks.push(block);
  if (met >= 0) {
    const { shift } = damage;
    joined.head.set(old.head.subarray(met), kept + table.count);
    for (let i = met, to = kept + table.count; i < old.count; i++, to++) {
      joined.start[to] = old.start[i]! + shift;
      joined.end[to] = old.end[i]! + shift;
    }
    const metAt = old.start[met]!;
    for (const block of old.controls) if (block.start > metAt) joined.controls.push({ ...block, start: block.start + shift, end: block.end + shift });
    for (const block of old.blocks) if (block.start >= metAt) joined.blocks.push({ ...block, start: block.start + shift, end: block.end + shift });
    joined.afterEnd = old.afterEnd && { start: old.afterEnd.start + shift, end: old.afterEnd.end + shift };
  }
  return { table: joined, kept, keptAtEnd: tail };
}

function closesBlock({ controls, blocks }: CardTable, start: number): boolean {
  return controls.some((block) => block.end === start) || blocks.some((block) => block.end === start);
}

class Splitter {
  private readonly cards = new Cards();
  private title: CardTable['title'];
  private cardInPlaceOfTitle = false;
  private readonly controls: CardTable['controls'] = [];
  private readonly blocks: Block[] = [];
  private afterEnd: CardTable['afterEnd'];

  constructor(private readonly text: string, private readonly deck: boolean, readonly dialect: Dialect) {}

  table(): CardTable {
    const { cards, title, cardInPlaceOfTitle, controls, blocks, afterEnd } = this;
    return {
      count: cards.count, start: cards.start.slice(0, cards.count), end: cards.end.slice(0, cards.count), head: cards.head.slice(0, cards.count),
      title, cardInPlaceOfTitle, controls, blocks, afterEnd,
    };
  }

  /** Reads the title line; the offset where the cards begin. */
  begin(): number {
    const { text } = this;
    const limit = text.length;
    if (!this.deck || limit === 0) return 0;
    const end = lineEndAt(text, 0, limit);
    if (firstLineLooksLikeCard(text.slice(0, end))) {
      this.cardInPlaceOfTitle = true;
      return 0;
    }
    let last = end;
    let first = skipBlanks(text, 0, end);
    while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
    if (first > last) first = last;
    if (last > first) this.title = { start: first, end: last };
    return afterLineEnd(text, end, limit);
  }

  /** The first line is that of the old text. */
  keepBeginning(old: CardTable): void {
    this.title = old.title;
    this.cardInPlaceOfTitle = old.cardInPlaceOfTitle;
  }

  /** Cuts from `at` on. The index of the card of `old` that the rest is taken over from, or -1 when all was cut. */
  split(at: number, old: CardTable | undefined, damage: Damage | undefined): number {
    const { text, cards } = this;
    const { backslashes } = this.dialect;
    const limit = text.length;
    const suffixStart = damage === undefined ? Infinity : damage.suffixStart;
    let candidate = 0;
    while (at < limit) {
      at = skipBlanks(text, at, limit);
      if (at >= limit) break;
      if (isLineEnd(text.charCodeAt(at))) {
        at = afterLineEnd(text, at, limit);
        continue;
      }
      if (beginsCommentLine(text, at)) {
        const block = text.charCodeAt(at) === DOLLAR ? blockOfComment(text, at) : undefined;
        if (block !== undefined) this.blocks.push(block);
        at = afterLineEnd(text, block?.end ?? lineEndAt(text, at, limit), limit);
        continue;
      }
      if (at >= suffixStart) {
        const { start, count } = old!;
        const before = at - damage!.shift;
        if (candidate === 0) candidate = lastAtMost(start, before - 1) + 1;
        while (candidate < count && start[candidate]! < before) candidate++;
        if (candidate < count && start[candidate] === before) return candidate;
      }
      const start = at;
      let end = lineEndAt(text, at, limit);
      for (let next = continuedAt(text, end, limit, backslashes); next >= 0; next = continuedAt(text, end, limit, backslashes)) end = lineEndAt(text, next, limit);
      const head = cardHeadAt(text, start, end);
      cards.push(start, end, head);
      at = afterLineEnd(text, end, limit);
      if (head === HEAD_END) {
        this.afterEnd = firstContent(text, at);
        return -1;
      }
      if (head === HEAD_CONTROL) {
        const close = findEndOfControl(text, at);
        this.controls.push({ start: end, end: close, closed: close < limit });
        at = close;
      } else if (head === HEAD_BLOCK) {
        const block = blockOfCard(text, start, end);
        if (block !== undefined) {
          this.blocks.push(block);
          at = block.end;
        }
      }
    }
    return -1;
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
