/** Kinds of tokens. Kinds from `WHITESPACE` on are hidden from the parser. */
export const ELEMENT = 1, DIRECTIVE = 2, UNKNOWN = 3, CALLEE = 4, EXPRESSION = 5, STRING = 6, WORD = 7;
export const OPEN = 8, CLOSE = 9, EQUALS = 10;
export const WHITESPACE = 11, CONTINUATION = 12, COMMENT = 13, SEPARATOR = 14;

/** What the scanner finds wrong in a card, with absolute offsets into the scanned text. */
export interface ScanProblem {
  code: 'unclosed-quote' | 'unclosed-brace' | 'unclosed-parenthesis' | 'stray-parenthesis' | 'stray-equals-sign' | 'dollar-node';
  start: number;
  end: number;
}

/** The tokens of one card in typed arrays; one buffer is used again for card after card. */
export class TokenBuffer {
  count = 0;
  kind = new Uint8Array(256);
  start = new Int32Array(256);
  end = new Int32Array(256);
  problems: ScanProblem[] = [];

  clear(): void {
    this.count = 0;
    if (this.problems.length > 0) this.problems = [];
  }

  push(kind: number, start: number, end: number): void {
    if (this.count === this.kind.length) this.grow();
    this.kind[this.count] = kind;
    this.start[this.count] = start;
    this.end[this.count++] = end;
  }

  private grow(): void {
    const size = this.kind.length * 2;
    const kind = new Uint8Array(size);
    const start = new Int32Array(size);
    const end = new Int32Array(size);
    kind.set(this.kind);
    start.set(this.start);
    end.set(this.end);
    this.kind = kind;
    this.start = start;
    this.end = end;
  }
}
