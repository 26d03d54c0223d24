import { describe, expect, test } from 'vitest';
import { TILE_COLUMNS } from '@nodal/protocol';
import { randomNumbers, storeOf, tilesOf } from './store.fixture.js';

/** Unevenly spaced points from 0 to 1, and values with rare spikes. */
function spiky(points: number, seed: number): { time: Float64Array; v: Float64Array } {
  const random = randomNumbers(seed);
  const time = new Float64Array(points);
  const v = new Float64Array(points);
  let t = 0;
  for (let i = 0; i < points; i++) {
    time[i] = t;
    // Steps over six decades, as a transient with an adaptive step has them.
    t += 10 ** (-6 * random());
    v[i] = Math.sin(i / 500) + (random() < 1e-3 ? 50 * (random() - 0.5) : 0);
  }
  for (let i = 0; i < points; i++) time[i]! /= t;
  return { time, v };
}

describe('tiles', () => {
  test('2,000 random windows lose no spike', () => {
    const { time, v } = spiky(100_000, 7);
    const store = storeOf({ time, v }, { chunk: 777 });
    const random = randomNumbers(3);
    for (let n = 0; n < 2000; n++) {
      const level = Math.floor(random() * 14);
      const index = Math.floor(random() * 2 ** level);
      const { points } = tilesOf(store, { tiles: [{ level, index }] });
      const start = index * (1 / 2 ** level);
      const end = (index + 1) * (1 / 2 ** level);
      let min = Infinity;
      let max = -Infinity;
      let inside = 0;
      for (let i = lowerBound(time, start); i < time.length && time[i]! < end; i++) {
        min = Math.min(min, v[i]!);
        max = Math.max(max, v[i]!);
        inside++;
      }
      const drawn = points[0]![0]!.filter(({ x }) => x >= 0 && x < end - start);
      const seen = drawn.map(({ y }) => y);
      if (inside > 0) {
        expect([Math.min(...seen), Math.max(...seen)]).toEqual([min, max]);
      }
      expect(seen.length).toBeLessThanOrEqual(4 * TILE_COLUMNS);
    }
  });

  test('a tile that is asked for again has the same columns, and neighbours share their edges', () => {
    const { time, v } = spiky(20_000, 1);
    const store = storeOf({ time, v });
    const whole = tilesOf(store, { tiles: [{ level: 3, index: 2 }, { level: 3, index: 3 }] });
    const alone = tilesOf(store, { tiles: [{ level: 3, index: 3 }] });
    expect(whole.points[1]).toEqual(alone.points[0]);
    // The neighbour to the right of the first tile is the second tile's first sample, and the other way round.
    const left = whole.points[0]![0]!;
    const right = whole.points[1]![0]!;
    const border = 3 / 8;
    const first = lowerBound(time, border);
    expect(left[left.length - 1]!.y).toBe(v[first]);
    expect(right[0]!.y).toBe(v[first - 1]);
  });

  test('few samples are sent as they are, with one neighbour on each side', () => {
    const store = storeOf({ time: Float64Array.of(0, 1, 2, 3, 4, 5), v: Float64Array.of(0, 10, 20, 30, 40, 50) });
    const { points, reply } = tilesOf(store, { origin: 0, span: 8, tiles: [{ level: 2, index: 1 }] });
    expect(points[0]![0]).toEqual([{ x: -1, y: 10 }, { x: 0, y: 20 }, { x: 1, y: 30 }, { x: 2, y: 40 }]);
    expect(reply.points).toBe(6);
  });

  test('a dense column is first, min, max and last at its middle', () => {
    const time = Float64Array.from({ length: 10 }, (_, i) => i * 1e-4);
    const v = Float64Array.of(1, 5, -3, 2, 2, 2, 2, 2, 2, 4);
    const { points } = tilesOf(storeOf({ time, v }), { span: 1 });
    const middle = Math.fround(0.5 / TILE_COLUMNS);
    expect(points[0]![0]).toEqual([1, -3, 5, 4].map((y) => ({ x: middle, y })));
  });

  test('a logarithmic grid is in decades', () => {
    const frequency = Float64Array.from({ length: 31 }, (_, i) => 10 ** (i / 10));
    const v = Float64Array.from(frequency, (f) => 2 * f);
    const { points } = tilesOf(storeOf({ frequency, v }, { analysis: 'dc' }), { log: true, origin: 0, span: 4, tiles: [{ level: 2, index: 1 }] });
    const run = points[0]![0]!;
    expect(run.length).toBe(12);
    run.forEach(({ x, y }, i) => {
      expect(x).toBeCloseTo((i - 1) / 10, 6);
      expect(y).toBe(2 * frequency[i + 9]!);
    });
  });

  test('points without a logarithm are left out', () => {
    const { points } = tilesOf(storeOf({ x: Float64Array.of(-1, 0, 1, 10), v: Float64Array.of(1, 2, 3, 4) }), { log: true, origin: 0, span: 2 });
    expect(points[0]![0]!.map(({ y }) => y)).toEqual([3, 4]);
  });

  test('decibels and the unwrapped phase of a complex vector', () => {
    const frequency = Float64Array.from({ length: 9 }, (_, i) => i);
    // A delay: the phase falls by 100° a point.
    const h = new Float64Array(18);
    for (let i = 0; i < 9; i++) {
      h[2 * i] = 10 * Math.cos((-100 * i * Math.PI) / 180);
      h[2 * i + 1] = 10 * Math.sin((-100 * i * Math.PI) / 180);
    }
    const store = storeOf({ frequency, h }, { analysis: 'ac', complex: true, chunk: 2 });
    const of = (part: 'value' | 'decibel' | 'phase'): number[] => tilesOf(store, { part, span: 16 }).points[0]![0]!.map(({ y }) => y);
    of('value').forEach((y) => expect(y).toBeCloseTo(10, 12));
    of('decibel').forEach((y) => expect(y).toBeCloseTo(20, 12));
    of('phase').forEach((y, i) => expect(y).toBeCloseTo(-100 * i, 9));
  });

  test('the sweeps of a nested analysis are separated, also falling ones', () => {
    const x = Float64Array.of(3, 2, 1, 3, 2, 1);
    const v = Float64Array.of(30, 20, 10, 31, 21, 11);
    const { points } = tilesOf(storeOf({ x, v }, { analysis: 'dc' }), { span: 4 });
    expect(points[0]![0]!.map(({ y }) => y)).toEqual([10, 20, 30, NaN, 11, 21, 31]);
  });

  test('tiles are the same while the columns grow block by block', () => {
    const { time, v } = spiky(3000, 5);
    const slow = storeOf({ time, v }, { chunk: 1 });
    const fast = storeOf({ time, v }, { chunk: 3000 });
    const tiles = [{ level: 0, index: 0 }, { level: 4, index: 5 }];
    expect(tilesOf(slow, { tiles }).points).toEqual(tilesOf(fast, { tiles }).points);
  });

  test('an empty plot gives empty tiles', () => {
    const store = storeOf({ time: new Float64Array(0), v: new Float64Array(0) });
    expect(tilesOf(store, {}).points).toEqual([[[]]]);
  });
});

function lowerBound(array: Float64Array, x: number): number {
  let low = 0;
  let high = array.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (array[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
