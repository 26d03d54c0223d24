import { TILE_COLUMNS, type TileReply, type TileRequest } from '@nodal/protocol';
import type { Points } from '@nodal/drawing/chart/trace';

/** The points of one vector in one tile; x relative to the tile's start. */
export interface TileTrace {
  x: Float32Array;
  y: Float64Array;
  low: number;
  high: number;
  /** How many points of the plot the answer had seen, and whether more can change this tile. */
  seen: number;
  final: boolean;
}

export interface TilePlace {
  level: number;
  index: number;
}

interface Tile extends TilePlace {
  traces: Map<number, TileTrace>;
  used: number;
}

/** Levels that are never dropped: whatever happens, there is something to draw. */
export const KEPT_LEVELS = 3;
const MOST_TILES = 600;
/** A level beyond which float32 offsets and double positions have nothing more to tell. */
export const DEEPEST_LEVEL = 40;

/**
 * The tiles of one part (value, decibel, phase) of a plot on an absolute grid:
 * level L has tiles of `span / 2^L`, tile i begins at `origin + i · span / 2^L`.
 * Coordinates are the axis's values, or their log10.
 */
export class TileCache {
  private readonly tiles = new Map<string, Tile>();
  private clock = 0;
  origin = 0;
  span = 1;
  private placed = false;

  constructor(readonly part: TileRequest['part'], readonly log: boolean) {}

  /**
   * Fits the grid to an axis that may still grow. When the axis has outgrown
   * it, the span is doubled: a tile keeps its place and becomes one of the next level.
   */
  fit(from: number, to: number): void {
    if (!(to > from)) return;
    if (!this.placed) {
      this.origin = from;
      this.span = to - from;
      this.placed = true;
      return;
    }
    while (to > this.origin + this.span * (1 + 1e-9) || from < this.origin - this.span * (1 + 1e-9)) {
      this.span *= 2;
      const before = [...this.tiles.values()];
      this.tiles.clear();
      for (const tile of before) {
        tile.level++;
        this.tiles.set(keyOf(tile), tile);
      }
    }
  }

  /** Drops everything; the next `fit` places the grid anew. */
  clear(): void {
    this.tiles.clear();
    this.placed = false;
  }

  tileSpan(level: number): number {
    return this.span / 2 ** level;
  }

  start({ level, index }: TilePlace): number {
    return this.origin + index * this.tileSpan(level);
  }

  /** The level at which a pixel of the window is one to two columns of a tile. */
  levelFor(windowSpan: number, pixels: number): number {
    const level = Math.ceil(Math.log2((this.span * Math.max(1, pixels)) / (windowSpan * TILE_COLUMNS)) - 1e-9);
    return Math.min(DEEPEST_LEVEL, Math.max(0, level));
  }

  /** The tiles of a level that touch a range, from left to right. */
  covering(level: number, from: number, to: number): TilePlace[] {
    const span = this.tileSpan(level);
    const first = Math.floor((from - this.origin) / span);
    const last = Math.max(first, Math.ceil((to - this.origin) / span - 1e-9) - 1);
    return Array.from({ length: Math.min(last - first + 1, 64) }, (_, offset) => ({ level, index: first + offset }));
  }

  trace(place: TilePlace, vector: number): TileTrace | undefined {
    const tile = this.tiles.get(keyOf(place));
    if (tile) tile.used = ++this.clock;
    return tile?.traces.get(vector);
  }

  /** The vectors that a tile lacks, or has from before the plot grew into it. */
  missing(place: TilePlace, vectors: readonly number[], points: number): number[] {
    return vectors.filter((vector) => {
      const trace = this.trace(place, vector);
      return trace === undefined || (!trace.final && trace.seen < points);
    });
  }

  /** Takes in an answer. `isFinal` says whether a tile that ends there can still change. */
  store(reply: TileReply, vectors: readonly number[], seen: number, isFinal: (tileEnd: number) => boolean): void {
    const total = reply.counts.reduce((sum, count) => sum + count, 0);
    const y = new Float64Array(reply.buffer, 0, total);
    const x = new Float32Array(reply.buffer, total * 8, total);
    let at = 0;
    reply.tiles.forEach((place, tileIndex) => {
      const key = keyOf(place);
      const tile: Tile = this.tiles.get(key) ?? { ...place, traces: new Map(), used: 0 };
      tile.used = ++this.clock;
      this.tiles.set(key, tile);
      vectors.forEach((vector, vectorIndex) => {
        const count = reply.counts[tileIndex * vectors.length + vectorIndex] ?? 0;
        const values = y.subarray(at, at + count);
        let low = Infinity;
        let high = -Infinity;
        for (const value of values) {
          if (!Number.isFinite(value)) continue;
          if (value < low) low = value;
          if (value > high) high = value;
        }
        tile.traces.set(vector, { x: x.subarray(at, at + count), y: values, low, high, seen, final: isFinal(this.start(place) + this.tileSpan(place.level)) });
        at += count;
      });
    });
    this.evict();
  }

  /** The lowest and highest value of a vector in all of the plot, as far as it has been seen. */
  extent(vector: number): { low: number; high: number } {
    let low = Infinity;
    let high = -Infinity;
    for (const index of [-1, 0]) {
      const trace = this.tiles.get(keyOf({ level: 0, index }))?.traces.get(vector);
      if (!trace) continue;
      low = Math.min(low, trace.low);
      high = Math.max(high, trace.high);
    }
    return { low, high };
  }

  /**
   * What there is to draw of a vector in a range at a level. Where a tile is
   * missing its nearest ancestor takes its place. Each tile is a line of its
   * own: its neighbouring points on both sides make the joins.
   */
  lines(vector: number, level: number, from: number, to: number): Points[][] {
    const lines: Points[][] = [];
    for (const wanted of this.covering(level, from, to)) {
      let place = wanted;
      let trace = this.trace(place, vector);
      while (!trace && place.level > 0) {
        place = { level: place.level - 1, index: Math.floor(place.index / 2) };
        trace = this.trace(place, vector);
      }
      if (!trace || trace.x.length === 0) continue;
      const start = this.start(place);
      if (place === wanted) lines.push([absolute(trace, start, 0, trace.x.length)]);
      else lines.push(...within(trace, start, this.start(wanted), this.start(wanted) + this.tileSpan(wanted.level)));
    }
    return lines;
  }

  private evict(): void {
    if (this.tiles.size <= MOST_TILES) return;
    const droppable = [...this.tiles.entries()].filter(([, tile]) => tile.level > KEPT_LEVELS).sort(([, left], [, right]) => left.used - right.used);
    for (const [key] of droppable.slice(0, this.tiles.size - MOST_TILES)) this.tiles.delete(key);
  }
}

export function keyOf({ level, index }: TilePlace): string {
  return `${level}:${index}`;
}

function absolute(trace: TileTrace, start: number, from: number, to: number): Points {
  const x = new Float64Array(to - from);
  for (let index = from; index < to; index++) x[index - from] = start + trace.x[index]!;
  return { x, y: trace.y.subarray(from, to), start: 0, end: to - from };
}

/** The pieces of an ancestor's trace that lie in a range, with one point more on each side. */
function within(trace: TileTrace, start: number, from: number, to: number): Points[][] {
  const pieces: Points[][] = [];
  const low = from - start;
  const high = to - start;
  let first = -1;
  for (let index = 0; index <= trace.x.length; index++) {
    const ends = index === trace.x.length || Number.isNaN(trace.y[index]!);
    const inside = !ends && trace.x[index]! <= high && (trace.x[index]! >= low || (index + 1 < trace.x.length && trace.x[index + 1]! > low));
    if (inside && first < 0) first = index;
    if (!inside && first >= 0) {
      pieces.push([absolute(trace, start, first, ends ? index : index + 1)]);
      first = -1;
    }
    // A line that passes over the whole range without a point in it.
    else if (!inside && !ends && first < 0 && index > 0 && trace.x[index - 1]! < low && trace.x[index]! > high) {
      pieces.push([absolute(trace, start, index - 1, index + 1)]);
    }
  }
  return pieces;
}
