import { describe, expect, test } from 'vitest';
import type { Spill } from './column.js';
import { BLOCK_LENGTH } from './column.js';
import { FileSpill } from './spill.node.js';
import { ResultStore } from './result-store.js';
import { randomNumbers, storeOf, tilesOf, vector } from './store.fixture.js';

const ramp = (length: number, scale = 1): Float64Array => Float64Array.from({ length }, (_, i) => i * scale);

describe('result store', () => {
  test('columns come back as they were fed', () => {
    const time = ramp(200_000, 1e-6);
    const v = ramp(400_000, 3);
    const store = storeOf({ time, v }, { complex: true, analysis: 'ac', chunk: 12_345 });
    const [first, second] = store.columns(1, 0);
    expect(first).toEqual(time);
    expect(second).toEqual(v);
    expect(store.columns(1, 0, [1], 10, 12)[0]).toEqual(Float64Array.of(60, 63, 66, 69));
  });

  test('a small column takes little memory', () => {
    const store = storeOf({ time: ramp(1), v: ramp(1) });
    expect(store.size.memory).toBeLessThan(1024);
  });

  test('a summary tells range, points and where the run is heading', () => {
    const store = storeOf({ time: ramp(11, 0.1), v: ramp(11) });
    expect(store.summaries(1)).toMatchObject([{ run: 1, plot: 0, analysis: 'tran', points: 11, from: 0, to: 1, finished: false }]);
    store.event(1, { event: 'progress', plot: 0, fraction: 0.25, at: 1 });
    expect(store.summaries(1)[0]!.end).toBe(4);
    store.event(1, { event: 'plotFinished', plot: 0, points: 11, complete: true, statistics: { iterations: 1, points: 11, rejected: 0, solve: 0, operatingPoint: '' } });
    expect(store.summaries(1)[0]).toMatchObject({ finished: true, complete: true });
  });

  test('a run that ends without its plot leaves the plot finished and incomplete', () => {
    const store = storeOf({ time: ramp(3), v: ramp(3) });
    store.finish(1, 'stopped');
    expect(store.summaries(1)[0]).toMatchObject({ finished: true, complete: false, points: 3 });
  });

  test('a lost chunk is an error, not a gap', () => {
    const store = storeOf({ time: ramp(3), v: ramp(3) });
    const chunk = { plot: 0, first: 5, points: 1, columns: [Float64Array.of(9), Float64Array.of(9)] };
    expect(() => store.chunk(1, chunk)).toThrow('begins at point 5, but 3 points are there');
    expect(() => store.chunk(1, { ...chunk, first: 3, columns: [Float64Array.of(9)] })).toThrow('has no numbers for v');
    expect(() => store.columns(2, 0)).toThrow('no plot 0 of run 2');
  });

  test('the cursor interpolates between points and holds beyond the ends', () => {
    const store = storeOf({ time: Float64Array.of(0, 1, 3), v: Float64Array.of(10, 20, 40) });
    const at = (x: number): number[] => store.cursor({ id: 1, run: 1, plot: 0, at: x }).values;
    expect(at(0.5)).toEqual([0.5, 15]);
    expect(at(1)).toEqual([1, 20]);
    expect(at(2.5)).toEqual([2.5, 35]);
    expect(at(-1)).toEqual([0, 10]);
    expect(at(9)).toEqual([3, 40]);
    const falling = storeOf({ x: Float64Array.of(3, 1, 0), v: Float64Array.of(40, 20, 10) }, { analysis: 'dc' });
    expect(falling.cursor({ id: 1, run: 1, plot: 0, at: 2.5 }).values).toEqual([2.5, 35]);
    expect(storeOf({ time: ramp(0), v: ramp(0) }).cursor({ id: 1, run: 1, plot: 0, at: 1 }).values).toEqual([]);
  });

  test('above the limit columns go to a file and give the same answers', () => {
    const points = 5 * BLOCK_LENGTH + 1000;
    const time = ramp(points, 1 / points);
    const random = randomNumbers(1);
    const v = Float64Array.from({ length: points }, () => random());
    const inMemory = storeOf({ time, v });
    const spilled = storeOf({ time, v }, { memoryLimit: 2, spill: new FileSpill() });
    expect(spilled.size.disk).toBeGreaterThan(2 * 2 ** 20);
    expect(spilled.size.memory).toBeLessThanOrEqual(3 * 2 ** 20);
    expect(spilled.columns(1, 0)).toEqual(inMemory.columns(1, 0));
    const tiles = [{ level: 0, index: 0 }, { level: 6, index: 9 }, { level: 12, index: 100 }];
    expect(tilesOf(spilled, { tiles }).points).toEqual(tilesOf(inMemory, { tiles }).points);
    spilled.remove(1);
    expect(spilled.size).toEqual({ memory: 0, disk: 0 });
    spilled.close();
    inMemory.close();
  });

  test('a full disk loses nothing and says so', () => {
    const broken: Spill = {
      write: () => { throw new Error('no space left on device'); },
      read: () => { throw new Error('nothing was written'); },
      free: () => {},
      close: () => {},
    };
    const time = ramp(4 * BLOCK_LENGTH);
    const store = storeOf({ time, v: time }, { memoryLimit: 1, spill: broken });
    expect(store.columns(1, 0)[1]).toEqual(time);
    expect(store.problem).toContain('no space left on device');
  });

  test('without a disk the oldest finished runs go, never the one that runs', () => {
    const store = new ResultStore({ memoryLimit: 1 });
    for (const run of [1, 2, 3]) {
      store.event(run, { event: 'plotStarted', plot: 0, job: 0, analysis: 'tran', title: '', vectors: [vector('time')], dimensions: [] });
      store.chunk(run, { plot: 0, first: 0, points: 100_000, columns: [ramp(100_000)] });
      if (run < 3) store.finish(run, 'done');
    }
    expect(store.summaries().map(({ run }) => run)).toEqual([3]);
  });
});
