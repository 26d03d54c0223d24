import type { TileReply, TileRequest } from '@nodal/protocol';
import { DEEPEST_LEVEL, KEPT_LEVELS, keyOf, type TileCache, type TilePlace } from './tile-cache.js';

/** At most so many requests are under way; more would only queue up in the host. */
const IN_FLIGHT = 2;
/** A tile of a vector has at most about 1000 points of 12 bytes, so this keeps an answer below 128 kB. */
const TRACES_PER_REQUEST = 8;

/** What the view shows now. */
export interface Demand {
  run: number;
  plot: number;
  /** Points of the plot so far. */
  points: number;
  finished: boolean;
  /** Whether points only come behind the last one; not so for a nested sweep. */
  appendOnly: boolean;
  /** The axis so far, in the frame's coordinate. */
  axis: { from: number; to: number };
  window: { from: number; to: number };
  pixels: number;
  /** Where the window is moving: −1, 0, 1; and whether it is being zoomed in (1) or out (−1). */
  panning: number;
  zooming: number;
  layers: { cache: TileCache; vectors: number[] }[];
}

interface Pending {
  cache: TileCache;
  vectors: number[];
  tiles: TilePlace[];
  points: number;
  isFinal: (tileEnd: number) => boolean;
}

/**
 * Decides which tiles to ask for. The list is made anew each frame, so what the
 * user has left behind is never asked for; an answer to a question that has
 * been dropped is ignored.
 */
export class TileScheduler {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  constructor(private readonly send: (request: TileRequest) => void) {}

  /** Forgets what is under way: another plot is shown. */
  reset(): void {
    this.pending.clear();
  }

  get inFlight(): number {
    return this.pending.size;
  }

  /** Sends what is most needed, as far as there is room. Answers whether anything that is visible is still missing. */
  frame(demand: Demand): boolean {
    let visibleMissing = false;
    for (const want of this.wants(demand)) {
      visibleMissing ||= want.visible;
      if (this.pending.size >= IN_FLIGHT) break;
      this.ask(demand, want.cache, want.tiles, want.vectors);
    }
    return visibleMissing;
  }

  /** Takes in an answer; false when nobody waits for it any more. */
  receive(reply: TileReply): boolean {
    const pending = this.pending.get(reply.id);
    if (!pending) return false;
    this.pending.delete(reply.id);
    pending.cache.store(reply, pending.vectors, pending.points, pending.isFinal);
    return true;
  }

  private *wants(demand: Demand): Generator<{ cache: TileCache; tiles: TilePlace[]; vectors: number[]; visible: boolean }> {
    const { from, to } = demand.window;
    const span = to - from;
    const stages: ((cache: TileCache, level: number) => TilePlace[])[] = [
      // The whole first: it gives the range of the y axis, and something to draw everywhere.
      (cache) => cache.covering(0, demand.axis.from, demand.axis.to),
      (cache, level) => cache.covering(level, from, to),
      (cache, level) => (demand.zooming === 0 ? [] : cache.covering(Math.min(DEEPEST_LEVEL, Math.max(0, level + demand.zooming)), from, to)),
      (cache, level) => cache.covering(level, to, to + span * (demand.panning > 0 ? 2 : 1)),
      (cache, level) => cache.covering(level, from - span * (demand.panning < 0 ? 2 : 1), from),
      (cache, level) => cache.covering(Math.max(0, level - 1), from, to),
      // The coarse levels around the window, which stay.
      (cache, level) => Array.from({ length: Math.min(KEPT_LEVELS, level) }, (_, coarse) => cache.covering(coarse, from - span, to + span)).flat(),
    ];
    for (const [stage, placesOf] of stages.entries()) {
      for (const { cache, vectors } of demand.layers) {
        if (vectors.length === 0) continue;
        const level = cache.levelFor(span, demand.pixels);
        const asked = this.askedTiles(cache);
        const places = placesOf(cache, level).filter((place) => this.touchesAxis(demand, cache, place) && !asked.has(keyOf(place)));
        for (const batch of batches(cache, places, vectors, demand.points)) yield { cache, ...batch, visible: stage <= 1 };
      }
    }
  }

  private touchesAxis(demand: Demand, cache: TileCache, place: TilePlace): boolean {
    const start = cache.start(place);
    return start <= demand.axis.to && start + cache.tileSpan(place.level) >= demand.axis.from;
  }

  private askedTiles(cache: TileCache): Set<string> {
    const keys = new Set<string>();
    for (const pending of this.pending.values()) {
      if (pending.cache === cache) for (const tile of pending.tiles) keys.add(keyOf(tile));
    }
    return keys;
  }

  private ask(demand: Demand, cache: TileCache, tiles: TilePlace[], vectors: number[]): void {
    const id = this.nextId++;
    const { finished, appendOnly, axis } = demand;
    this.pending.set(id, { cache, vectors, tiles, points: demand.points, isFinal: (end) => finished || (appendOnly && end <= axis.to) });
    this.send({ id, run: demand.run, plot: demand.plot, vectors, part: cache.part, log: cache.log, origin: cache.origin, span: cache.span, tiles });
  }
}

/** Tiles that lack the same vectors travel together, as many as an answer may hold. */
function* batches(cache: TileCache, places: TilePlace[], vectors: readonly number[], points: number): Generator<{ tiles: TilePlace[]; vectors: number[] }> {
  let tiles: TilePlace[] = [];
  let lacking: number[] = [];
  for (const place of places) {
    const missing = cache.missing(place, vectors, points).slice(0, TRACES_PER_REQUEST);
    if (missing.length === 0) continue;
    const same = missing.length === lacking.length && missing.every((vector, index) => vector === lacking[index]);
    if (tiles.length > 0 && (!same || (tiles.length + 1) * missing.length > TRACES_PER_REQUEST)) {
      yield { tiles, vectors: lacking };
      tiles = [];
    }
    tiles.push(place);
    lacking = missing;
  }
  if (tiles.length > 0) yield { tiles, vectors: lacking };
}
