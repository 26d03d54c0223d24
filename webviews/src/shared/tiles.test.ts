import { describe, expect, it } from 'vitest';
import type { TileReply, TileRequest } from '@nodal/protocol';
import { TileCache } from './tile-cache.js';
import { TileScheduler, type Demand } from './tile-scheduler.js';

/** An answer in which each tile has, for each vector, points at its start, middle and end (as neighbours) with the level as value. */
function answer(request: TileRequest): TileReply {
  const x: number[] = [];
  const y: number[] = [];
  const counts: number[] = [];
  for (const { level } of request.tiles) {
    const span = request.span / 2 ** level;
    for (let v = 0; v < request.vectors.length; v++) {
      x.push(0, span / 2, span);
      y.push(level, level + 10, level);
      counts.push(3);
    }
  }
  const buffer = new ArrayBuffer(x.length * 12);
  new Float64Array(buffer, 0, y.length).set(y);
  new Float32Array(buffer, y.length * 8, x.length).set(x);
  return { id: request.id, points: 100, tiles: request.tiles, counts, buffer };
}

function demand(cache: TileCache, changes: Partial<Demand> = {}): Demand {
  return {
    run: 1, plot: 0, points: 100, finished: true, appendOnly: true, axis: { from: 0, to: 1024 }, window: { from: 0, to: 1024 },
    pixels: 1024, panning: 0, zooming: 0, layers: [{ cache, vectors: [1, 2] }], ...changes,
  };
}

function cacheOver(from: number, to: number): TileCache {
  const cache = new TileCache('value', false);
  cache.fit(from, to);
  return cache;
}

/** Answers everything until nothing is asked any more; the tiles in the order of the questions. */
function serve(scheduler: TileScheduler, sent: TileRequest[], wanted: Demand): string[] {
  const order: string[] = [];
  scheduler.frame(wanted);
  while (sent.length > 0) {
    expect(scheduler.inFlight).toBeLessThanOrEqual(2);
    const request = sent.shift()!;
    order.push(...request.tiles.map(({ level, index }) => `${level}:${index}`));
    expect(scheduler.receive(answer(request))).toBe(true);
    scheduler.frame(wanted);
  }
  return order;
}

describe('tiles', () => {
  it('have one to two columns a pixel', () => {
    const cache = cacheOver(0, 1024);
    expect(cache.levelFor(1024, 256)).toBe(0);
    expect(cache.levelFor(1024, 257)).toBe(1);
    expect(cache.levelFor(1024, 1024)).toBe(2);
    expect(cache.levelFor(1, 1024)).toBe(12);
    expect(cache.levelFor(1e-30, 1024)).toBe(40);
  });

  it('are asked for: the whole, the visible, around it, the parents', () => {
    const sent: TileRequest[] = [];
    const scheduler = new TileScheduler((request) => sent.push(request));
    const cache = cacheOver(0, 1024);
    const order = serve(scheduler, sent, demand(cache, { window: { from: 256, to: 384 }, pixels: 256, panning: 1, zooming: 1 }));
    expect(order.slice(0, 2)).toEqual(['0:0', '3:2']);
    expect(order).toEqual(['0:0', '3:2', '4:4', '4:5', '3:3', '3:4', '3:1', '2:1', '1:0', '2:0']);
  });

  it('are at most two questions at a time, and none twice', () => {
    const sent: TileRequest[] = [];
    const scheduler = new TileScheduler((request) => sent.push(request));
    const cache = cacheOver(0, 1024);
    for (let i = 0; i < 5; i++) scheduler.frame(demand(cache));
    expect(sent).toHaveLength(2);
    expect(sent[0]!.tiles).not.toEqual(sent[1]!.tiles);
    serve(scheduler, sent, demand(cache));
    expect(scheduler.frame(demand(cache))).toBe(false);
    expect(sent).toHaveLength(0);
  });

  it('of a stale question are dropped', () => {
    const sent: TileRequest[] = [];
    const scheduler = new TileScheduler((request) => sent.push(request));
    const cache = cacheOver(0, 1024);
    scheduler.frame(demand(cache));
    scheduler.reset();
    expect(scheduler.receive(answer(sent[0]!))).toBe(false);
    expect(cache.lines(1, 0, 0, 1024)).toEqual([]);
  });

  it('are asked for again only where a run has grown', () => {
    const sent: TileRequest[] = [];
    const scheduler = new TileScheduler((request) => sent.push(request));
    const cache = cacheOver(0, 1024);
    const before = demand(cache, { finished: false, axis: { from: 0, to: 600 }, pixels: 1024 });
    serve(scheduler, sent, before);
    const after = serve(scheduler, sent, { ...before, points: 200, axis: { from: 0, to: 700 } });
    expect(after).toContain('0:0');
    expect(after).toContain('2:2');
    expect(after).not.toContain('2:0');
    expect(after).not.toContain('2:1');
  });

  it('hold eight traces at most in an answer', () => {
    const sent: TileRequest[] = [];
    const scheduler = new TileScheduler((request) => sent.push(request));
    const cache = cacheOver(0, 1024);
    const vectors = Array.from({ length: 20 }, (_, i) => i + 1);
    scheduler.frame(demand(cache, { layers: [{ cache, vectors }] }));
    for (const request of sent) expect(request.tiles.length * request.vectors.length).toBeLessThanOrEqual(8);
    serve(scheduler, sent, demand(cache, { layers: [{ cache, vectors }] }));
    for (const vector of vectors) expect(cache.extent(vector)).toEqual({ low: 0, high: 10 });
  });

  it('that are missing are replaced by the nearest ancestor', () => {
    const sent: TileRequest[] = [];
    const scheduler = new TileScheduler((request) => sent.push(request));
    const cache = cacheOver(0, 1024);
    serve(scheduler, sent, demand(cache, { pixels: 256 }));
    const lines = cache.lines(1, 2, 300, 400);
    // One point more on each side of the tile 256 … 512.
    expect(lines.map(([run]) => Array.from(run!.x))).toEqual([[0, 512, 1024]]);
    expect(lines.map(([run]) => Array.from(run!.y))).toEqual([[0, 10, 0]]);
  });

  it('keep their places when the axis outgrows the grid', () => {
    const sent: TileRequest[] = [];
    const scheduler = new TileScheduler((request) => sent.push(request));
    const cache = cacheOver(0, 10);
    serve(scheduler, sent, demand(cache, { axis: { from: 0, to: 10 }, window: { from: 0, to: 10 }, pixels: 256 }));
    cache.fit(0, 35);
    expect(cache.span).toBe(40);
    expect(cache.trace({ level: 2, index: 0 }, 1)?.y[1]).toBe(10);
    expect(cache.trace({ level: 0, index: 0 }, 1)).toBeUndefined();
  });

  it('split an ancestor where it has gaps', () => {
    const cache = cacheOver(0, 100);
    const x = [0, 60, 100, 0, 0, 60, 100];
    const y = [1, 2, 3, NaN, 4, 5, 6];
    const buffer = new ArrayBuffer(x.length * 12);
    new Float64Array(buffer, 0, 7).set(y);
    new Float32Array(buffer, 56, 7).set(x);
    cache.store({ id: 1, points: 6, tiles: [{ level: 0, index: 0 }], counts: [7], buffer }, [1], 6, () => true);
    expect(cache.lines(1, 1, 55, 90).map(([run]) => Array.from(run!.y))).toEqual([[1, 2, 3], [4, 5, 6]]);
  });
});
