import { BLOCK_LENGTH, type Column } from './column.js';

/** Samples under an entry of the lowest level. */
export const PYRAMID_BLOCK = 64;
/** Entries of a level under one of the next. */
export const PYRAMID_FAN_OUT = 4;

/** Least and greatest value of a range; `min > max` when it has no number. */
export interface Range {
  min: number;
  max: number;
}

interface Level {
  min: Float64Array;
  max: Float64Array;
  count: number;
}

/**
 * Least and greatest values of a column by blocks of 64 samples and fan-out 4:
 * a third of a byte a sample, and any range of samples costs a few dozen
 * comparisons. NaN samples are left out.
 */
export class Pyramid {
  private readonly levels: Level[] = [];
  /** Samples that complete entries of level 0 stand for. */
  private covered = 0;

  constructor(private readonly column: Column) {}

  /** Takes in what the column has gained. */
  update(): void {
    while (this.covered + PYRAMID_BLOCK <= this.column.length) {
      const range = { min: Infinity, max: -Infinity };
      this.scan(this.covered, this.covered + PYRAMID_BLOCK, range);
      this.push(0, range.min, range.max);
      this.covered += PYRAMID_BLOCK;
    }
  }

  /** Widens `range` by the samples from `from` to before `to`. */
  query(from: number, to: number, range: Range): void {
    const first = Math.ceil(from / PYRAMID_BLOCK);
    const last = Math.min(Math.floor(to / PYRAMID_BLOCK), this.levels[0]?.count ?? 0);
    if (first >= last) {
      this.scan(from, to, range);
      return;
    }
    this.scan(from, first * PYRAMID_BLOCK, range);
    this.scan(last * PYRAMID_BLOCK, to, range);
    this.climb(first, last, range);
  }

  /** Entries of level 0, going up a level wherever four of them are whole. */
  private climb(first: number, last: number, range: Range): void {
    let level = 0;
    let from = first;
    let to = last;
    for (;;) {
      const up = this.levels[level + 1];
      const upFrom = Math.ceil(from / PYRAMID_FAN_OUT);
      const upTo = Math.min(Math.floor(to / PYRAMID_FAN_OUT), up?.count ?? 0);
      if (!up || upFrom >= upTo) {
        this.take(level, from, to, range);
        return;
      }
      this.take(level, from, upFrom * PYRAMID_FAN_OUT, range);
      this.take(level, upTo * PYRAMID_FAN_OUT, to, range);
      from = upFrom;
      to = upTo;
      level++;
    }
  }

  private take(level: number, from: number, to: number, range: Range): void {
    const { min, max } = this.levels[level]!;
    for (let i = from; i < to; i++) {
      if (min[i]! < range.min) range.min = min[i]!;
      if (max[i]! > range.max) range.max = max[i]!;
    }
  }

  private scan(from: number, to: number, range: Range): void {
    let at = from;
    while (at < to) {
      const block = this.column.block(Math.floor(at / BLOCK_LENGTH));
      const start = at % BLOCK_LENGTH;
      const end = Math.min(BLOCK_LENGTH, start + to - at);
      let { min, max } = range;
      for (let i = start; i < end; i++) {
        const value = block[i]!;
        if (value < min) min = value;
        if (value > max) max = value;
      }
      range.min = min;
      range.max = max;
      at += end - start;
    }
  }

  private push(number: number, min: number, max: number): void {
    const level = (this.levels[number] ??= { min: new Float64Array(256), max: new Float64Array(256), count: 0 });
    if (level.count === level.min.length) {
      level.min = grown(level.min);
      level.max = grown(level.max);
    }
    level.min[level.count] = min;
    level.max[level.count] = max;
    level.count++;
    if (level.count % PYRAMID_FAN_OUT === 0) {
      let least = Infinity;
      let most = -Infinity;
      for (let i = level.count - PYRAMID_FAN_OUT; i < level.count; i++) {
        least = Math.min(least, level.min[i]!);
        most = Math.max(most, level.max[i]!);
      }
      this.push(number + 1, least, most);
    }
  }
}

function grown(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
