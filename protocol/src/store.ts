import type { Vector } from './generated/index.js';

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

/** A column of at most 4 samples is sent as raw points, a denser one as first, min, max, last. */
export interface TileRequest {
  id: number;
  run: number;
  plot: number;
  /** Indices of the vectors (not the axis). */
  vectors: number[];
  /** Which part of a complex vector. */
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
