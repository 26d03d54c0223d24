import type { Vector } from './generated/index.js';
import type { RunOutcome } from './solver-host.js';

/**
 * The result store: runs → plots → vectors. It lives in a worker, owns all
 * columns and answers views with tiles.
 */
export interface PlotSummary {
  run: number;
  plot: number;
  /** `op`, `dc`, `ac`, `tran` */
  analysis: string;
  title: string;
  /** Which step of `.step` it is: `r1=1k`. */
  step?: string;
  vectors: Vector[];
  /** Points so far. */
  points: number;
  /** Range of the axis so far. */
  from: number;
  to: number;
  /** The axis value that the run is heading for, when known. */
  end?: number;
  finished: boolean;
  complete: boolean;
}

/**
 * A column of at most 4 samples is sent as raw points at their true place, a
 * denser one as four points (first, min, max, last) at the column's middle.
 * Tile `index` of level L begins at `origin + index * span / 2^L`; one
 * neighbouring sample is sent on each side of it. Sweeps of a nested analysis
 * follow each other with a point between them whose y is NaN.
 */
export interface TileRequest {
  id: number;
  run: number;
  plot: number;
  /** Indices of the vectors (not the axis). */
  vectors: number[];
  /** Which part of a complex vector; `value` is the magnitude, `phase` in degrees and unwrapped. */
  part: 'value' | 'decibel' | 'phase';
  /** Whether the absolute grid is in log10 of the axis. */
  log: boolean;
  /** Start of the absolute grid and its span at level 0, in axis units (or decades when `log`). */
  origin: number;
  span: number;
  /** Tiles: level L spans span/2^L and holds 256 columns. */
  tiles: { level: number; index: number }[];
}

/**
 * Answer to a TileRequest: for each tile, for each vector, a run of points.
 * `counts[t * vectors.length + v]` points; x is float32 relative to the tile's
 * start, y is float64. One buffer: all y first, then all x.
 */
export interface TileReply {
  id: number;
  /** Number of points of the plot that this answer has seen. */
  points: number;
  tiles: { level: number; index: number }[];
  counts: number[];
  buffer: ArrayBuffer;
}

/** Columns of a tile. */
export const TILE_COLUMNS = 256;

/** Values of all vectors at a place on the axis, by linear interpolation. */
export interface CursorRequest { id: number; run: number; plot: number; at: number }
export interface CursorReply { id: number; at: number; /** one per vector, two for a complex one */ values: number[] }

/** Copies of columns for files and tables; all vectors or all points when not given. */
export interface ColumnsRequest { id: number; run: number; plot: number; vectors?: number[]; from?: number; to?: number }
/** Pairs (real, imaginary) for a complex vector. */
export interface ColumnsReply { id: number; columns: Float64Array[] }

/** Host → store worker. */
export type StoreRequest =
  /** First: megabytes of columns that may stay in memory, and the folder for the temporary file above that (Node only). */
  | { type: 'configure'; memoryLimit: number; folder?: string }
  /** A `MessagePort` by which a solver's worker sends its `SolverEvent`s. */
  | { type: 'connect'; port: object }
  | { type: 'tiles'; request: TileRequest }
  | { type: 'cursor'; request: CursorRequest }
  | { type: 'columns'; request: ColumnsRequest }
  | { type: 'plots'; id: number; run?: number }
  /** The solver's worker was ended, so its own `finished` will not come. */
  | { type: 'finish'; run: number; outcome: RunOutcome }
  /** The results of a run are no longer shown anywhere. */
  | { type: 'remove'; run: number };

/** Store worker → host. */
export type StoreReply =
  | { type: 'tiles'; reply: TileReply }
  | { type: 'cursor'; reply: CursorReply }
  | { type: 'columns'; reply: ColumnsReply }
  | { type: 'plots'; id: number; plots: PlotSummary[] }
  /** Plots of a run have begun, grown or ended; at most every 50 ms. The list of vectors is filled the first time only. */
  | { type: 'changed'; run: number; plots: PlotSummary[] }
  /** All that the run has produced is in the store. Lists of vectors as in `changed`. */
  | { type: 'finished'; run: number; outcome: RunOutcome; plots: PlotSummary[] }
  /** A request cannot be answered (`id`), or results cannot be kept as the settings want. */
  | { type: 'failed'; id?: number; message: string };
