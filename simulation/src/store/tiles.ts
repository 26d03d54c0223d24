import { TILE_COLUMNS, type TileReply, type TileRequest } from '@nodal/protocol';
import { type Axis, indexOf, type Sweep } from './axis.js';
import type { Column } from './column.js';
import type { Pyramid, Range } from './pyramid.js';

/** What a trace is drawn from. */
export interface Trace {
  column: Column;
  pyramid: Pyramid;
}

/** A column of the grid with more samples than this is reduced to first, min, max and last. */
const RAW_SAMPLES = 4;

/** Points of a tile under way: x relative to the tile's start. */
interface Points {
  x: number[];
  y: number[];
}

/**
 * The answer to a tile request (VIEWS: absolute grid, one neighbour on each
 * side). Sweeps of a nested analysis follow each other with a NaN between them.
 */
export function makeTiles(request: TileRequest, axis: Axis, traces: readonly Trace[]): TileReply {
  const all: Points = { x: [], y: [] };
  const counts: number[] = [];
  for (const { level, index } of request.tiles) {
    const grid = new Grid(request, level, index);
    const ranges = axis.sweeps.map((sweep) => columnsOf(axis, sweep, grid));
    for (const trace of traces) {
      const before = all.x.length;
      axis.sweeps.forEach((sweep, s) => {
        const start = all.x.length;
        addSweep(all, axis, sweep, grid, ranges[s]!, trace);
        // A gap only where there is something on both sides of it.
        if (start > before && all.x.length > start) {
          all.x.splice(start, 0, 0);
          all.y.splice(start, 0, NaN);
        }
      });
      counts.push(all.x.length - before);
    }
  }
  const total = all.x.length;
  const buffer = new ArrayBuffer(total * 12);
  new Float64Array(buffer, 0, total).set(all.y);
  new Float32Array(buffer, total * 8, total).set(all.x);
  return { id: request.id, points: axis.column.length, tiles: request.tiles, counts, buffer };
}

/** The absolute grid of one tile. Edges are numbered over the whole axis, so neighbours share theirs exactly. */
class Grid {
  readonly log: boolean;
  private readonly origin: number;
  private readonly width: number;
  private readonly first: number;

  constructor(request: TileRequest, level: number, index: number) {
    this.log = request.log;
    this.origin = request.origin;
    this.width = request.span / 2 ** level / TILE_COLUMNS;
    this.first = index * TILE_COLUMNS;
  }

  /** Where column `c` of the tile begins, in axis units. */
  edge(c: number): number {
    const at = this.position(c);
    return this.log ? 10 ** at : at;
  }

  /** Middle of column `c` relative to the tile's start. */
  middle(c: number): number {
    return (c + 0.5) * this.width;
  }

  /** An axis value relative to the tile's start; no number where there is no logarithm. */
  relative(x: number): number {
    return (this.log ? Math.log10(x) : x) - this.position(0);
  }

  private position(c: number): number {
    return this.origin + (this.first + c) * this.width;
  }
}

/** Places (in rising axis order) at which each column begins; one more for the tile's end. */
function columnsOf(axis: Axis, sweep: Sweep, grid: Grid): Int32Array {
  const places = new Int32Array(TILE_COLUMNS + 1);
  let place = 0;
  for (let c = 0; c <= TILE_COLUMNS; c++) {
    place = axis.below(sweep, grid.edge(c), place);
    places[c] = place;
  }
  return places;
}

function addSweep(out: Points, axis: Axis, sweep: Sweep, grid: Grid, places: Int32Array, trace: Trace): void {
  const count = sweep.end - sweep.first;
  const raw = (place: number): void => {
    const index = indexOf(sweep, place);
    const x = grid.relative(axis.column.get(index));
    if (!Number.isFinite(x)) return;
    out.x.push(x);
    out.y.push(trace.column.get(index));
  };
  const begin = places[0]!;
  const end = places[TILE_COLUMNS]!;
  if (begin > 0) raw(begin - 1);
  const range: Range = { min: 0, max: 0 };
  for (let c = 0; c < TILE_COLUMNS; c++) {
    const from = places[c]!;
    const to = places[c + 1]!;
    if (to - from <= RAW_SAMPLES) {
      for (let place = from; place < to; place++) raw(place);
      continue;
    }
    const first = indexOf(sweep, from);
    const last = indexOf(sweep, to - 1);
    range.min = Infinity;
    range.max = -Infinity;
    trace.pyramid.query(Math.min(first, last), Math.max(first, last) + 1, range);
    const middle = grid.middle(c);
    const empty = range.min > range.max;
    out.x.push(middle, middle, middle, middle);
    out.y.push(trace.column.get(first), empty ? NaN : range.min, empty ? NaN : range.max, trace.column.get(last));
  }
  if (end < count) raw(end);
}
