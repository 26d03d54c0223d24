/** One run of one circuit on one simulator. */
export interface Sample {
  /** Seconds between the start of the analysis and its last point, set-up of the matrix included, text and decoding not. */
  readonly seconds: number;
  readonly points: number;
  readonly iterations: number;
  /** Time steps that were computed and thrown away. */
  readonly rejected: number;
}

/** The runs of one process: the first is cold, the others find its code compiled. */
export interface Process {
  readonly runs: readonly Sample[];
  /** The vectors of the last run by name, the axis first, if they were asked for; a complex one as magnitudes. */
  readonly vectors?: readonly Curve[];
}

export interface Curve {
  readonly name: string;
  readonly values: Float64Array;
}

/** A simulator that cannot run a circuit, and why. */
export class CannotRun extends Error {}

export function attempt<T>(work: () => T): T | CannotRun {
  try {
    return work();
  } catch (error) {
    if (error instanceof CannotRun) return error;
    throw error;
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** NaN for no numbers. */
export function geometricMean(numbers: readonly number[]): number {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length);
}

/** Magnitudes of (real, imaginary) pairs. */
export function magnitudes(pairs: Float64Array): Float64Array {
  return Float64Array.from({ length: pairs.length / 2 }, (_, i) => Math.hypot(pairs[2 * i]!, pairs[2 * i + 1]!));
}
