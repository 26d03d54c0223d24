import { Column, type Memory } from './column.js';

/**
 * What a view draws of a complex vector, as a column of its own that grows with
 * the vector. `value` is the magnitude, `decibel` 20·log10 of it, `phase` the
 * angle in degrees, unwrapped: a step of more than 180° between neighbours is
 * taken as a turn the other way.
 */
export type PartName = 'value' | 'decibel' | 'phase';

const DEGREES = 180 / Math.PI;

export class Part {
  readonly column: Column;
  /** The last angle before unwrapping, and the turns added so far, in degrees. */
  private angle = NaN;
  private turns = 0;

  /** @param imaginary absent for a real vector, whose imaginary parts are all 0 */
  constructor(private readonly name: PartName, private readonly real: Column, private readonly imaginary: Column | undefined, memory: Memory) {
    this.column = new Column(memory);
  }

  /**
   * Takes in what the vector has gained. @param breaks indices at which a new
   * sweep begins: the phase is not unwrapped across them
   */
  update(breaks: ReadonlySet<number>): void {
    const from = this.column.length;
    const gained = new Float64Array(this.real.length - from);
    for (let i = 0; i < gained.length; i++) {
      gained[i] = this.compute(this.real.get(from + i), this.imaginary?.get(from + i) ?? 0, breaks.has(from + i));
    }
    this.column.append(gained);
  }

  private compute(re: number, im: number, fresh: boolean): number {
    switch (this.name) {
      case 'value': return Math.hypot(re, im);
      case 'decibel': return 20 * Math.log10(Math.hypot(re, im));
      case 'phase': return this.unwrapped(Math.atan2(im, re) * DEGREES, fresh);
    }
  }

  private unwrapped(angle: number, fresh: boolean): number {
    if (fresh || Number.isNaN(this.angle)) this.turns = 0;
    else if (angle - this.angle > 180) this.turns -= 360;
    else if (angle - this.angle < -180) this.turns += 360;
    this.angle = angle;
    return angle + this.turns;
  }
}
