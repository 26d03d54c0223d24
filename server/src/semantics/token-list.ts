/** A symbol, since what is known of a tree is no part of it. */
const TOKENS = Symbol('tokens');

/** The tokens of a card stay with its tree, which lives as long as the card is not edited. */
interface WithTokens {
  [TOKENS]?: { key: string; data: Int32Array };
}

/** Tokens of a text, as features collect them: absolute offsets, a type and modifiers, in any order within a card. */
export class TokenList {
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly type: number[] = [];
  readonly modifiers: number[] = [];

  get count(): number {
    return this.start.length;
  }

  add(start: number, end: number, type: number, modifiers = 0): void {
    if (end <= start) return;
    this.start.push(start);
    this.end.push(end);
    this.type.push(type);
    this.modifiers.push(modifiers);
  }

  /** Adds the tokens that were kept with a card for the same key; false when there are none. */
  addKnown(card: object, key: string, base: number): boolean {
    const known = (card as WithTokens)[TOKENS];
    if (known?.key !== key) return false;
    const { data } = known;
    for (let i = 0; i < data.length; i += 4) this.add(base + data[i]!, base + data[i + 1]!, data[i + 2]!, data[i + 3]!);
    return true;
  }

  /** Keeps the tokens from `from` on with their card; `key` is all that they depend on beside the card. */
  keepKnown(card: object, key: string, from: number, base: number): void {
    const data = new Int32Array((this.count - from) * 4);
    for (let i = from, at = 0; i < this.count; i++) {
      data[at++] = this.start[i]! - base;
      data[at++] = this.end[i]! - base;
      data[at++] = this.type[i]!;
      data[at++] = this.modifiers[i]!;
    }
    (card as WithTokens)[TOKENS] = { key, data };
  }

  /** Brings the tokens from `from` on into the order of the text; of two that overlap the first stays. */
  sortFrom(from: number): void {
    let sorted = true;
    for (let i = from + 1; i < this.count && sorted; i++) sorted = this.start[i]! >= this.end[i - 1]!;
    if (sorted) return;
    const order = Array.from({ length: this.count - from }, (_, i) => from + i).sort((a, b) => this.start[a]! - this.start[b]! || a - b);
    const rows = order.map((i) => [this.start[i]!, this.end[i]!, this.type[i]!, this.modifiers[i]!] as const);
    this.start.length = this.end.length = this.type.length = this.modifiers.length = from;
    let last = -1;
    for (const [start, end, type, modifiers] of rows) {
      if (start < last) continue;
      this.add(start, end, type, modifiers);
      last = end;
    }
  }

  /**
   * As LSP wants them: five numbers for each, relative to the one before, none
   * longer than its line.
   */
  encode(text: string): number[] {
    const data: number[] = [];
    let line = 0;
    let lineStart = 0;
    let at = 0;
    let lastLine = 0;
    let lastStart = 0;
    for (let i = 0; i < this.count; i++) {
      let from = this.start[i]!;
      const end = this.end[i]!;
      while (from < end) {
        for (; at < from; at++) {
          if (!endsLine(text, at)) continue;
          line++;
          lineStart = at + 1;
        }
        let to = from;
        while (to < end && text.charCodeAt(to) !== 10 && text.charCodeAt(to) !== 13) to++;
        if (to > from) {
          const character = from - lineStart;
          data.push(line - lastLine, line === lastLine ? character - lastStart : character, to - from, this.type[i]!, this.modifiers[i]!);
          lastLine = line;
          lastStart = character;
        }
        from = to;
        while (from < end && (text.charCodeAt(from) === 10 || text.charCodeAt(from) === 13)) from++;
      }
    }
    return data;
  }
}

/** Whether a line ends with the character at `at`: the second of `\r\n`, or one alone. */
function endsLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10);
}
