import { lastAtMost } from './ascending.js';

/** A place as editors count: both from 0, characters in UTF-16 units. */
export interface LinePosition {
  line: number;
  character: number;
}

/** Offsets to lines and back, for one text. `\n`, `\r\n` and a lone `\r` end a line. */
export class LineIndex {
  private readonly starts: Int32Array;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    let capacity = 1024;
    let starts = new Int32Array(capacity);
    let count = 1;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== 10 && code !== 13) continue;
      if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
      if (count === capacity) {
        capacity *= 2;
        const larger = new Int32Array(capacity);
        larger.set(starts);
        starts = larger;
      }
      starts[count++] = at + 1;
    }
    this.starts = starts.slice(0, count);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  positionAt(offset: number): LinePosition {
    const bounded = Math.max(0, Math.min(offset, this.text.length));
    const line = lastAtMost(this.starts, bounded);
    return { line, character: bounded - this.starts[line]! };
  }

  offsetAt(position: LinePosition): number {
    if (position.line < 0) return 0;
    if (position.line >= this.starts.length) return this.text.length;
    const start = this.starts[position.line]!;
    const next = position.line + 1 < this.starts.length ? this.starts[position.line + 1]! : this.text.length;
    return Math.max(start, Math.min(start + position.character, next));
  }
}
