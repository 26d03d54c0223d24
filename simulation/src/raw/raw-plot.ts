/** One plot of a raw file, as it stands there. */
export interface RawPlot {
  title: string;
  /** As written in the file; ngspice's `Sat Nov 21 05:20:10  2026`. */
  date: string;
  /** `Transient Analysis`, `AC Analysis` … */
  plotname: string;
  /** `real` or `complex`, then what else the file says. */
  flags: string[];
  complex: boolean;
  vectors: RawVector[];
  points: number;
  /** By vector: `points` doubles, or pairs (real, imaginary) when the plot is complex. */
  columns: Float64Array[];
}

export interface RawVector {
  name: string;
  /** `voltage`, `current`, `time`, `frequency`, `notype` … */
  quantity: string;
  /** What follows on the vector's line, such as `grid=3`. */
  options: string[];
}
