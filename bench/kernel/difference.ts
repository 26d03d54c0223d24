import type { BenchCircuit } from './circuit.js';
import type { Curve } from './simulators/sample.js';

/** How far a run is from another one. */
export interface Difference {
  /** Of the vector's span (of its largest value for an operating point). */
  readonly error: number;
  readonly vector: string;
}

/** Smaller spans are rounding. */
const SMALLEST_SPAN = 1e-9;

/** The worst of the saved vectors. */
export function differenceOf(circuit: BenchCircuit, ours: readonly Curve[], theirs: readonly Curve[]): Difference {
  return worst(circuit.save, (name) => {
    const [a, b] = [named(ours, name), named(theirs, name)];
    if (!a || !b) return Infinity;
    return circuit.analysis === 'tran' ? errorOf(ours[0]!.values, a, interpolated(theirs[0]!.values, b), span(b)) : staticError(a, b);
  });
}

export function worst(names: readonly string[], error: (name: string) => number): Difference {
  let found: Difference = { error: -1, vector: '' };
  for (const vector of names) {
    const here = error(vector);
    if (!(here <= found.error)) found = { error: here, vector };
  }
  return found;
}

export function named(curves: readonly Curve[], name: string): Float64Array | undefined {
  return curves.find((curve) => curve.name === name)?.values;
}

function staticError(ours: Float64Array, theirs: Float64Array): number {
  if (ours.length !== theirs.length) return Infinity;
  let largest = SMALLEST_SPAN;
  let difference = 0;
  for (let i = 0; i < ours.length; i++) {
    largest = Math.max(largest, Math.abs(theirs[i]!));
    difference = Math.max(difference, Math.abs(ours[i]! - theirs[i]!));
  }
  return difference / largest;
}

/**
 * Root mean square over time of the difference at the run's own points, of
 * `scale`. The run is judged where it has points: what a straight line between
 * two of them misses is no error of the solution. The reference is asked
 * between its own points, so that it has to have many more.
 */
export function errorOf(time: Float64Array, values: Float64Array, reference: (time: number) => number, scale: number): number {
  let sum = 0;
  let before = values[0]! - reference(time[0]!);
  for (let i = 1; i < time.length; i++) {
    const here = values[i]! - reference(time[i]!);
    sum += ((time[i]! - time[i - 1]!) * (before * before + before * here + here * here)) / 3;
    before = here;
  }
  return Math.sqrt(sum / (time.at(-1)! - time[0]!)) / scale;
}

export function span(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return Math.max(high - low, SMALLEST_SPAN);
}

/** The straight lines between points, asked at ascending times. */
export function interpolated(time: Float64Array, values: Float64Array): (at: number) => number {
  let i = 0;
  return (at) => {
    if (at < time[i]!) i = 0;
    while (i + 2 < time.length && time[i + 1]! < at) i++;
    const [from, to] = [time[i]!, time[i + 1] ?? time[i]!];
    if (to === from) return values[i]!;
    return values[i]! + ((values[i + 1]! - values[i]!) * (at - from)) / (to - from);
  };
}
