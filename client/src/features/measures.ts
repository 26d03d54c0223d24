/** A measure of a run. */
export interface Measured {
  name: string;
  analysis: string;
  /** Null when it failed. */
  value: number | null;
  /** SI unit, `dB`, `rad`, or empty. */
  unit: string;
  reason: string | null;
  origin: number;
}
