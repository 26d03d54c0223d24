import type { FormatSettings } from '@nodal/protocol';
import type { ParsedText } from '../syntax/parsed-text.js';
import { HEAD_UNKNOWN, isElementHead } from '../text/card-head.js';
import { BACKSLASH, beginsCommentLine, DOT, isLetter, PLUS } from '../text/characters.js';
import { CardScanner } from '../text/scanner.js';
import { type CardLine, cardLines, tokensOf } from './card-layout.js';
import { alignRows, alignTable, lengthWith, type Row, rowText } from './columns.js';
import type { FormatEdit, FormatPart } from './format-text.js';
import { type Depths, depthsOf, eachCommand } from './indentation.js';
import { isSpace, PhysicalLines, trimmed } from './physical-lines.js';
import { wrapLine } from './wrap.js';

/** Runs of more blank lines are cut to this many. */
const MOST_BLANK_LINES = 2;

/** What the dialect and the moment allow. */
export interface FormatMode {
  /** Margins of lines stay. */
  fixed: boolean;
  /** The plus sign of a continuation stands in the first column. */
  plusFirst: boolean;
  typing: boolean;
}

/** Whose each line is: nobody's, a card's, a card's that is left alone, or of what holds no cards. */
const FREE = 0, CARD = 1, UNTOUCHED = 2, OUTSIDE = 3;

/** A card whose words may be set anew, with its lines. */
interface Laid {
  index: number;
  first: number;
  last: number;
  lines: CardLine[];
}

/** One run of the formatter over a text. */
export class Formatting {
  private readonly lines: PhysicalLines;
  private readonly scanner = new CardScanner();
  private readonly depths: Depths;
  /** Whose a line is, what it becomes (undefined: as it is), and how many blocks stand around it. */
  private readonly owner: Uint8Array;
  private readonly becomes: (string | undefined)[];
  private readonly deleted: Uint8Array;
  private readonly depth: Uint8Array;
  /** Lines that are formatted together. */
  private readonly extents: { from: number; to: number }[] = [];
  private readonly newline: string;
  /** Whether some lines end with a carriage return alone, as old systems wrote them. */
  private readonly loneReturns: boolean;

  constructor(private readonly parsed: ParsedText, private readonly options: FormatSettings, private readonly mode: FormatMode) {
    this.lines = new PhysicalLines(parsed.text);
    this.scanner.dialect = parsed.dialect;
    this.depths = depthsOf(parsed, mode.typing);
    const { count } = this.lines;
    this.owner = new Uint8Array(count);
    this.becomes = new Array<string | undefined>(count);
    this.deleted = new Uint8Array(count);
    this.depth = new Uint8Array(count);
    this.newline = this.lines.lineEnd(0) || '\n';
    this.loneReturns = /\r(?!\n)/.test(parsed.text);
  }

  edits(part: FormatPart | undefined): FormatEdit[] {
    this.claimOutside();
    const laid = this.claimCards();
    this.scripts();
    this.layOut(laid);
    this.freeLines();
    if (!this.mode.typing && !this.loneReturns) this.lastLine();
    return this.collect(part);
  }

  /** What the line that somebody has just begun gets at its start. */
  newLine(line: number): FormatEdit | undefined {
    const { lines, owner, parsed: { text } } = this;
    if (line <= 0 || line >= lines.count || owner[line] === OUTSIDE) return undefined;
    const start = lines.start[line]!;
    const margin = lines.margin(line);
    const blank = margin === lines.end[line]!;
    if (!blank && !this.goesOn(line)) return undefined;
    const newText = blank ? this.marginOf(line, false) : `${this.marginOf(line, true)}+ `;
    return newText === text.slice(start, margin) ? undefined : { start, end: margin, newText };
  }

  /** Whether the line can be nothing else than the rest of the card before it. */
  private goesOn(line: number): boolean {
    const { lines, parsed: { text } } = this;
    const before = lines.margin(line - 1);
    if (before === lines.end[line - 1]! || beginsCommentLine(text, before)) return false;
    const code = text.charCodeAt(lines.margin(line));
    return !isLetter(code) && code !== DOT && code !== PLUS && !beginsCommentLine(text, lines.margin(line));
  }

  /** Lines that hold no cards, and the title. */
  private claimOutside(): void {
    const { parsed: { table, deck, text }, lines, owner } = this;
    if (deck) owner[0] = OUTSIDE;
    for (const { start, end } of table.blocks) for (let line = lines.lineOf(start); line < lines.count && lines.margin(line) < end; line++) owner[line] = OUTSIDE;
    for (const { start, end } of table.controls) for (let line = lines.lineOf(start) + 1; line < lines.count && lines.margin(line) < end; line++) owner[line] = OUTSIDE;
    if (table.afterEnd !== undefined) for (let line = lines.lineOf(table.afterEnd.start); line < lines.count; line++) owner[line] = OUTSIDE;
    // A last Ctrl-Z is the mark of an old system, and what it cannot be is looked at elsewhere.
    if (text.charCodeAt(text.length - 1) === 26) owner[lines.count - 1] = OUTSIDE;
  }

  /** Reads all cards; those that keep their words as they stand get their margin only. */
  private claimCards(): Laid[] {
    const { parsed: { table }, lines, owner, depths, options } = this;
    const laid: Laid[] = [];
    let line = 0;
    for (let i = 0; i < table.count; i++) {
      const start = table.start[i]!;
      const end = table.end[i]!;
      while (lines.end[line]! < start) this.depth[line++] = i > 0 ? depths.after[i - 1]! : 0;
      const first = line;
      while (lines.end[line]! < end) this.depth[line++] = depths.card[i]!;
      const last = line++;
      this.depth[last] = depths.card[i]!;
      if (owner[first] === OUTSIDE || table.head[i] === HEAD_UNKNOWN || lines.margin(first) !== start) {
        for (let of = first; of <= last; of++) owner[of] = UNTOUCHED;
        continue;
      }
      const read = cardLines(this.scanner, lines, start, end, table.head[i]!, options.letterCase);
      if (read === undefined) {
        this.moveOnly(first, last);
        continue;
      }
      for (const { line: of } of read) owner[of] = CARD;
      laid.push({ index: i, first, last, lines: read });
    }
    const after = table.count === 0 ? 0 : depths.after[table.count - 1]!;
    for (; line < lines.count; line++) this.depth[line] = after;
    return laid;
  }

  /** A card that keeps its words: the blanks before it and before its plus signs are set. */
  private moveOnly(first: number, last: number): void {
    const { lines, owner, parsed: { text } } = this;
    this.extents.push({ from: first, to: last });
    for (let line = first; line <= last; line++) {
      owner[line] = UNTOUCHED;
      const margin = lines.margin(line);
      const plus = text.charCodeAt(margin) === PLUS;
      if (line === first || (plus && !this.continuedByBackslash(line))) this.becomes[line] = this.marginOf(line, plus && line > first) + text.slice(margin, lines.end[line]!);
    }
  }

  /** Whether the line before ends in a backslash, so that what stands here may be a part of its last word. */
  private continuedByBackslash(line: number): boolean {
    return line > 0 && trimmed(this.lines.content(line - 1)).charCodeAt(trimmed(this.lines.content(line - 1)).length - 1) === BACKSLASH;
  }

  /** The blanks before a line of a card. */
  private marginOf(line: number, plus: boolean): string {
    if (this.mode.fixed) return this.lines.text.slice(this.lines.start[line]!, this.lines.margin(line));
    return plus && this.mode.plusFirst ? '' : ' '.repeat(this.depth[line]! * this.options.indent);
  }

  /** Commands of scripts are indented, and nothing else. */
  private scripts(): void {
    const { lines, parsed: { text }, becomes, mode } = this;
    if (mode.fixed) return;
    eachCommand(this.parsed, (command, depth, card) => {
      const first = lines.lineOf(command.start);
      const last = lines.lineOf(command.end);
      for (let line = first; line <= last; line++) {
        const margin = lines.margin(line);
        if (line > first && text.charCodeAt(margin) !== PLUS) continue;
        if (line === first && margin !== command.start) continue;
        this.depth[line] = this.depths.card[card]! + depth + 1;
        becomes[line] = ' '.repeat(this.depth[line]! * this.options.indent) + text.slice(margin, lines.end[line]!);
      }
      this.extents.push({ from: first, to: last });
    });
    for (const { start, end, closed } of this.parsed.table.controls) {
      if (!closed) continue;
      let depth = this.depth[lines.lineOf(start)]! + 1;
      for (let line = lines.lineOf(start) + 1; line < lines.count && lines.margin(line) < end; line++) {
        const margin = lines.margin(line);
        if (becomes[line] !== undefined) depth = this.depth[line]!;
        // Comments that stand in the first column were put there, by the key that comments lines out.
        else if (margin > lines.start[line]! && margin < lines.end[line]! && isScriptComment(text, margin)) becomes[line] = ' '.repeat(depth * this.options.indent) + text.slice(margin, lines.end[line]!);
      }
    }
  }

  /** Columns, margins and line ends of the cards, then the comments behind them. */
  private layOut(laid: Laid[]): void {
    const { options, mode } = this;
    const rowsOf = new Map<Laid, Row[]>();
    for (const card of laid) {
      const rows: Row[] = [];
      for (const line of card.lines) {
        const margin = this.marginOf(line.line, false).length;
        const plusMargin = this.marginOf(line.line, true).length + 2;
        // Where margins stay, a plus sign that is new stands in the first column.
        const added = mode.fixed ? 2 : plusMargin;
        for (const piece of wrapLine(line, options.width, margin, line.plus ? plusMargin : added)) rows.push({ line: piece, margin: piece.plus ? (line.plus ? plusMargin : added) : margin });
      }
      rowsOf.set(card, rows);
      if (options.alignColumns) alignTable(rows.filter(({ line }) => line.plus), options.width);
    }
    this.eachBlock(laid, (block) => {
      this.extents.push({ from: block[0]!.first, to: block[block.length - 1]!.last });
      if (options.alignColumns) alignRows(block.map((card) => rowsOf.get(card)![0]!).filter(({ line }) => line.cells > 0), options.width);
    });
    this.write(laid, rowsOf);
  }

  /** Consecutive elements that no blank line and no other card parts; every other card is a block of its own. */
  private eachBlock(laid: Laid[], each: (block: Laid[]) => void): void {
    let block: Laid[] = [];
    for (const card of laid) {
      const before = block[block.length - 1];
      if (before !== undefined && !(this.isElement(before) && this.isElement(card) && card.index === before.index + 1 && this.noBlankLineBetween(before.last, card.first))) {
        each(block);
        block = [];
      }
      block.push(card);
    }
    if (block.length > 0) each(block);
  }

  private isElement({ index }: Laid): boolean {
    return isElementHead(this.parsed.table.head[index]!);
  }

  private noBlankLineBetween(from: number, to: number): boolean {
    for (let line = from + 1; line < to; line++) if (this.lines.margin(line) === this.lines.end[line]!) return false;
    return true;
  }

  /** Writes the lines of the cards; comments of consecutive lines stand below each other. */
  private write(laid: Laid[], rowsOf: Map<Laid, Row[]>): void {
    const columnOf = new Map<CardLine, number>();
    let group: Row[] = [];
    let before = -2;
    let from = 0;
    const endGroup = (): void => {
      if (group.length > 1) this.extents.push({ from, to: before });
      const fitting = group.filter((row) => endOf(row) <= this.options.width);
      let column = 0;
      for (const row of fitting) column = Math.max(column, endOf(row) + 1);
      for (const { line } of fitting) columnOf.set(line, column);
      group = [];
    };
    for (const card of laid) {
      for (const row of rowsOf.get(card)!) {
        const { line } = row.line;
        if (line > before + 1) {
          endGroup();
          from = line;
        }
        before = line;
        if (this.options.alignColumns && row.line.comment !== '') group.push(row);
      }
    }
    endGroup();
    for (const card of laid) this.writeCard(card, rowsOf.get(card)!, columnOf);
  }

  private writeCard(card: Laid, rows: readonly Row[], columnOf: ReadonlyMap<CardLine, number>): void {
    const texts = new Map<number, string>();
    for (const row of rows) {
      const { line: source } = row.line;
      const soFar = texts.get(source);
      const end = this.lines.lineEnd(source) || this.newline;
      texts.set(source, (soFar === undefined ? '' : soFar + end) + this.rowOf(row, soFar !== undefined, columnOf.get(row.line)));
    }
    let changed = false;
    for (const [line, text] of texts) changed ||= text !== this.lines.content(line);
    if (!changed) return;
    if (this.sameCard(card, texts)) for (const [line, text] of texts) this.becomes[line] = text;
    else this.moveOnly(card.first, card.last);
  }

  private rowOf(row: Row, isNew: boolean, column: number | undefined): string {
    const { line, plus, comment, chunks } = row.line;
    const margin = isNew && this.mode.fixed ? '' : this.marginOf(line, plus);
    const words = margin + (plus ? (chunks.length > 0 ? '+ ' : '+') : '') + rowText(row.line);
    return comment === '' ? words : `${words}${' '.repeat(Math.max(1, (column ?? 0) - words.length))}${comment}`;
  }

  /** Whether a card with new lines has the words and comments that it had. */
  private sameCard(card: Laid, texts: ReadonlyMap<number, string>): boolean {
    const { lines, parsed: { text, table }, scanner, options } = this;
    const margin = lines.margin(card.first) - lines.start[card.first]!;
    let next = '';
    for (let line = card.first; line <= card.last; line++) next += (texts.get(line) ?? lines.content(line)) + (line < card.last ? lines.lineEnd(line) : '');
    const anyCase = options.letterCase !== 'keep';
    const before = tokensOf(scanner, text, lines.start[card.first]! + margin, table.end[card.index]!, anyCase);
    let at = 0;
    while (isSpace(next.charCodeAt(at))) at++;
    return tokensOf(scanner, next, at, next.length, anyCase) === before;
  }

  /** Blank lines and comment lines. */
  private freeLines(): void {
    const { lines, owner, parsed: { text }, becomes, deleted, mode } = this;
    let blank = 0;
    for (let line = 0; line < lines.count; line++) {
      if (owner[line] !== FREE) {
        blank = 0;
        continue;
      }
      const margin = lines.margin(line);
      if (margin === lines.end[line]!) {
        // Without what is between, a carriage return and a line feed would be one line end.
        if (this.loneReturns) continue;
        becomes[line] = '';
        if (mode.typing) continue;
        if (++blank > MOST_BLANK_LINES && line + 1 < lines.count) deleted[line] = 1;
        continue;
      }
      blank = 0;
      if (!beginsCommentLine(text, margin)) continue;
      const moves = margin > lines.start[line]! && !mode.fixed;
      const content = text.slice(moves ? margin : lines.start[line]!, lines.end[line]!);
      const shown = content.trimEnd().endsWith('\\') ? content : trimmed(content);
      becomes[line] = moves ? ' '.repeat(this.depth[line]! * this.options.indent) + shown : shown;
    }
  }

  /** The text ends with one line end. */
  private lastLine(): void {
    const { lines, owner, deleted, becomes } = this;
    let last = lines.count - 1;
    while (last > 0 && owner[last] === FREE && lines.margin(last) === lines.end[last]!) last--;
    if (last === 0 && lines.margin(0) === lines.end[0]!) return;
    if (last === lines.count - 1) {
      if (owner[last] !== OUTSIDE) becomes[last] = (becomes[last] ?? lines.content(last)) + this.newline;
      return;
    }
    for (let line = last + 1; line < lines.count - 1; line++) deleted[line] = 1;
    becomes[lines.count - 1] = '';
  }

  private collect(part: FormatPart | undefined): FormatEdit[] {
    const { lines, becomes, deleted } = this;
    const { from, to } = part === undefined ? { from: 0, to: lines.count - 1 } : this.reach(part);
    const edits: FormatEdit[] = [];
    for (let line = from; line <= to; line++) {
      const start = lines.start[line]!;
      if (deleted[line] === 1) edits.push({ start, end: lines.start[line + 1]!, newText: '' });
      else if (becomes[line] !== undefined) this.edit(edits, start, lines.content(line), becomes[line]!);
    }
    return edits;
  }

  /** The part with all cards and blocks that it touches. */
  private reach(part: FormatPart): { from: number; to: number } {
    let from = Math.max(0, Math.min(part.from, this.lines.count - 1));
    let to = Math.max(from, Math.min(part.to, this.lines.count - 1));
    for (let grew = true; grew;) {
      grew = false;
      for (const extent of this.extents) {
        if (extent.to < from || extent.from > to || (extent.from >= from && extent.to <= to)) continue;
        from = Math.min(from, extent.from);
        to = Math.max(to, extent.to);
        grew = true;
      }
    }
    return { from, to };
  }

  /** The edit that makes one line of another, without what both have at their ends. */
  private edit(edits: FormatEdit[], start: number, old: string, next: string): void {
    if (old === next) return;
    const shorter = Math.min(old.length, next.length);
    let prefix = 0;
    while (prefix < shorter && old.charCodeAt(prefix) === next.charCodeAt(prefix)) prefix++;
    let suffix = 0;
    while (suffix < shorter - prefix && old.charCodeAt(old.length - 1 - suffix) === next.charCodeAt(next.length - 1 - suffix)) suffix++;
    edits.push({ start: start + prefix, end: start + old.length - suffix, newText: next.slice(prefix, next.length - suffix) });
  }
}

/** Where the words of a row end. */
function endOf({ line, margin }: Row): number {
  return margin + lengthWith(line, line.columns);
}

const HASH = 35;

function isScriptComment(text: string, at: number): boolean {
  return text.charCodeAt(at) === HASH || beginsCommentLine(text, at);
}
