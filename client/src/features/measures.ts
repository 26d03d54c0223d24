/** A measure of a run. */
export interface Measured {
  name: string;
  analysis: string;
  /** Null when it failed. */
  value: number | null;
  reason: string | null;
  origin: number;
}
