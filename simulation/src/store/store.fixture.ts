import type { Chunk, TileReply, TileRequest, Vector } from '@nodal/protocol';
import { ResultStore, type StoreOptions } from './result-store.js';

/** A vector of a plot for tests. */
export function vector(name: string, complex = false): Vector {
  return { name, quantity: name === 'time' ? 'time' : 'voltage', unit: name === 'time' ? 's' : 'V', complex, raw: true, node: null, device: null };
}

/** A store with one plot, 0 of run 1, fed in chunks of the given size. */
export function storeOf(columns: Record<string, Float64Array>, options: StoreOptions & { analysis?: string; chunk?: number; complex?: boolean } = {}): ResultStore {
  const store = new ResultStore(options);
  const names = Object.keys(columns);
  const vectors = names.map((name, i) => vector(name, i > 0 && options.complex === true));
  store.event(1, { event: 'plotStarted', plot: 0, job: 0, analysis: options.analysis ?? 'tran', title: 'test', vectors, dimensions: [] });
  const total = columns[names[0]!]!.length;
  const size = options.chunk ?? 1000;
  for (let first = 0; first < total; first += size) {
    const points = Math.min(size, total - first);
    const chunk: Chunk = {
      plot: 0,
      first,
      points,
      columns: names.map((name, i) => {
        const width = vectors[i]!.complex ? 2 : 1;
        return columns[name]!.slice(first * width, (first + points) * width);
      }),
    };
    store.chunk(1, chunk);
  }
  return store;
}

/** Asks for tiles of plot 0 of run 1. */
export function tilesOf(store: ResultStore, request: Partial<TileRequest>): { points: { x: number; y: number }[][][]; reply: TileReply } {
  const full: TileRequest = { id: 1, run: 1, plot: 0, vectors: [1], part: 'value', log: false, origin: 0, span: 1, tiles: [{ level: 0, index: 0 }], ...request };
  const reply = store.tiles(full);
  const total = reply.counts.reduce((sum, count) => sum + count, 0);
  const y = new Float64Array(reply.buffer, 0, total);
  const x = new Float32Array(reply.buffer, total * 8, total);
  let at = 0;
  const points = full.tiles.map((_, t) =>
    full.vectors.map((_, v) => {
      const count = reply.counts[t * full.vectors.length + v]!;
      const run = Array.from({ length: count }, (_, i) => ({ x: x[at + i]!, y: y[at + i]! }));
      at += count;
      return run;
    }),
  );
  return { points, reply };
}

/** Numbers in [0, 1) from a seed, the same on every machine (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
