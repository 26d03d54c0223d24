/**
 * Random numbers that depend on a seed and the number of the input alone, so
 * that any input can be made again by itself, whichever worker made it first.
 */
export class Random {
  private state: number;

  constructor(seed: number, stream: number) {
    this.state = mixed(mixed(seed | 0) ^ Math.imul(stream | 0, 0x9e3779b1) ^ Math.floor(stream / 2 ** 32));
  }

  /** An integer from 0 up to `limit`, which does not belong to the range. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** From 0 up to 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Whether something that happens once in `n` times happens. */
  oneIn(n: number): boolean {
    return this.below(n) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Mostly small, now and then large: 1 up to `most`. */
  size(most: number): number {
    return 1 + Math.floor((most - 1) * this.fraction() ** 3 + 0.5);
  }
}

function mixed(value: number): number {
  let x = value + 0x7f4a7c15;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
