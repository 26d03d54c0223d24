import { afterLineEnd, isLineEnd, SPACE, TAB } from '../text/characters.js';

/** The lines of a text as an editor counts them: where each begins, and where it ends before its line end. */
export class PhysicalLines {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly count: number;

  constructor(readonly text: string) {
    let size = 1024;
    let start = new Int32Array(size);
    let end = new Int32Array(size);
    let count = 0;
    let from = 0;
    const { length } = text;
    for (let at = 0; ; at++) {
      if (at < length && !isLineEnd(text.charCodeAt(at))) continue;
      if (count === size) {
        size *= 2;
        start = grown(start, size);
        end = grown(end, size);
      }
      start[count] = from;
      end[count++] = at;
      if (at >= length) break;
      from = afterLineEnd(text, at, length);
      at = from - 1;
    }
    this.start = start.slice(0, count);
    this.end = end.slice(0, count);
    this.count = count;
  }

  /** The line that holds an offset. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** A line without its line end. */
  content(line: number): string {
    return this.text.slice(this.start[line]!, this.end[line]!);
  }

  /** The line end of a line; empty at the last one. */
  lineEnd(line: number): string {
    return this.text.slice(this.end[line]!, line + 1 < this.count ? this.start[line + 1]! : this.text.length);
  }

  /** Where the blanks and tabs end that a line begins with. */
  margin(line: number): number {
    let at = this.start[line]!;
    const end = this.end[line]!;
    while (at < end && isSpace(this.text.charCodeAt(at))) at++;
    return at;
  }
}

function grown(old: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(size);
  next.set(old);
  return next;
}

/** A blank or a tab: of what the scanner takes for blanks, only these are exchanged. */
export function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** A text without the blanks and tabs at its end. */
export function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return end === text.length ? text : text.slice(0, end);
}
