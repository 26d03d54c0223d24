import type { Column } from './column.js';

/** Consecutive points whose axis values do not turn: one inner sweep of a nested analysis. */
export interface Sweep {
  first: number;
  /** One past the last point. */
  end: number;
  /** Whether the axis falls. */
  falling: boolean;
}

/**
 * The axis of a plot, cut into sweeps on which it is monotone, so that points
 * are found by binary search. A transient or AC plot is one sweep; a nested
 * `.dc` has one for each value of the outer source.
 */
export class Axis {
  readonly sweeps: Sweep[] = [];
  from = Infinity;
  to = -Infinity;
  private seen = 0;

  constructor(readonly column: Column) {}

  /** Takes in what the column has gained. */
  update(): void {
    for (; this.seen < this.column.length; this.seen++) {
      const x = this.column.get(this.seen);
      if (x < this.from) this.from = x;
      if (x > this.to) this.to = x;
      const sweep = this.sweeps[this.sweeps.length - 1];
      if (sweep) {
        const step = x - this.column.get(this.seen - 1);
        if (sweep.end - sweep.first === 1 && step !== 0) sweep.falling = step < 0;
        if (step === 0 || step < 0 === sweep.falling) {
          sweep.end = this.seen + 1;
          continue;
        }
      }
      this.sweeps.push({ first: this.seen, end: this.seen + 1, falling: false });
    }
  }

  /**
   * Number of points of a sweep, counted in rising axis order, that lie below
   * `x`: the place of the first one that does not. `hint` is a place where to
   * begin to look; the search gallops from there.
   */
  below(sweep: Sweep, x: number, hint = 0): number {
    const count = sweep.end - sweep.first;
    const isBelow = (place: number): boolean => this.column.get(indexOf(sweep, place)) < x;
    let low = Math.min(hint, count);
    let high = count;
    if (low > 0 && !isBelow(low - 1)) {
      high = low;
      low = 0;
    } else {
      for (let step = 1; low < count; step *= 2) {
        const probe = Math.min(low + step, count);
        if (probe === count || !isBelow(probe - 1)) {
          high = probe;
          break;
        }
        low = probe;
      }
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBelow(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Index into the columns of the point at a place in rising axis order. */
export function indexOf(sweep: Sweep, place: number): number {
  return sweep.falling ? sweep.end - 1 - place : sweep.first + place;
}
