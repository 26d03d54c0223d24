import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { SolverRequest, StoreRequest } from '@nodal/protocol';
import { scriptedEngine, type ScriptedJob } from './engine.fixture.js';
import { StoreWorker } from './store/store-worker.js';
import { SolverWorker } from './worker/solver-worker.js';
import type { Port, WorkerHandle, WorkerPlatform } from './worker/port.js';
import { SimulationHost } from './worker-host.js';

/** An empty WebAssembly module; the scripted engine needs no code. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The workers' code in this thread, joined by real message ports; the n-th solver runs the n-th script. */
function threadless(scripts: ScriptedJob[][], options: { deaf?: boolean } = {}): { platform: WorkerPlatform; started: string[] } {
  const started: string[] = [];
  let solvers = 0;
  const platform: WorkerPlatform = {
    start(script): WorkerHandle {
      started.push(script);
      const { port1, port2 } = new MessageChannel();
      const inner = port2 as unknown as Port;
      if (script === 'store') {
        const worker = new StoreWorker({ port: inner });
        inner.onmessage = ({ data }) => worker.receive(data as StoreRequest);
      } else {
        const jobs = scripts[Math.min(solvers++, scripts.length - 1)]!;
        const worker = new SolverWorker({
          port: inner,
          createEngine: () => Promise.resolve(scriptedEngine(jobs)),
          pause: () => new Promise((resolve) => setImmediate(resolve)),
        });
        inner.onmessage = ({ data }) => {
          if (options.deaf && (data as SolverRequest).type === 'stop') return;
          worker.receive(data as SolverRequest);
        };
      }
      return {
        post: (message, transfer) => port1.postMessage(message, transfer as ArrayBuffer[]),
        onMessage: (listener) => void port1.on('message', listener),
        onFailure: () => {},
        terminate: () => port1.close(),
      };
    },
    channel() {
      const { port1, port2 } = new MessageChannel();
      return [port1, port2];
    },
  };
  return { platform, started };
}

async function withHost(scripts: ScriptedJob[][], body: (host: SimulationHost, started: string[]) => Promise<void>, options: { deaf?: boolean } = {}): Promise<void> {
  const { platform, started } = threadless(scripts, options);
  const host = new SimulationHost({ platform, loadSolver: () => Promise.resolve(EMPTY), memoryLimit: 100 });
  try {
    await body(host, started);
  } finally {
    host.close();
  }
}

const CIRCUIT = { circuit: new Uint8Array(), key: 'deck' };

describe('runs in workers', () => {
  test('results stand in the store when the run is finished', () =>
    withHost([[{ points: 5000, step: 11 }, { points: 3 }]], async (host) => {
      const events: string[] = [];
      const { run, finished } = host.run({ ...CIRCUIT, onEvent: ({ event }) => events.push(event) });
      const end = await finished;
      expect(end.outcome).toBe('done');
      expect(end.plots).toMatchObject([{ points: 5000, finished: true, complete: true, to: 4999 }, { points: 3 }]);
      expect(end.plots[0]!.vectors.map(({ name }) => name)).toEqual(['time', 'v(out)']);
      expect(events[0]).toBe('plotStarted');
      const [values] = await host.store.columns(run, 0, [1], 10, 12);
      expect(values).toEqual(Float64Array.of(100, 110));
    }));

  test('a run that is asked for ends the warm-up', () =>
    withHost([[{ step: 1 }]], async (host, started) => {
      // The script of this engine never ends by itself.
      await host.prewarm();
      const { finished, stop } = host.run(CIRCUIT);
      setTimeout(stop, 50);
      expect((await finished).outcome).toBe('stopped');
      expect(started).toEqual(['store', 'solver']);
    }));

  test('a stopped run is finished as stopped, with all its points', () =>
    withHost([[{ step: 1 }]], async (host) => {
      const { run, finished, stop } = host.run(CIRCUIT);
      await new Promise<void>((resolve) => {
        host.store.listen({ changed: (_run, plots) => plots[0]!.points > 10 && resolve() });
      });
      stop();
      const { outcome, plots } = await finished;
      expect(outcome).toBe('stopped');
      expect(plots[0]).toMatchObject({ finished: true, complete: false });
      const [time] = await host.store.columns(run, 0, [0]);
      expect(time!.length).toBe(plots[0]!.points);
      expect(time![time!.length - 1]).toBe(time!.length - 1);
    }));

  test('views hear of the plot while it grows, and get tiles and values', () =>
    withHost([[{ step: 5 }]], async (host) => {
      const { run, finished, stop } = host.run(CIRCUIT);
      const seen: number[] = [];
      await new Promise<void>((resolve) => {
        host.store.listen({
          changed(_run, plots) {
            seen.push(plots[0]!.points);
            expect(plots[0]!.vectors.length).toBe(2);
            if (seen.length >= 5) resolve();
          },
        });
      });
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
      const request = { id: 77, run, plot: 0, vectors: [1], part: 'value' as const, log: false, origin: 0, span: 8, tiles: [{ level: 0, index: 0 }] };
      const [first, second] = await Promise.all([host.store.tiles(request), host.store.tiles(request)]);
      expect(first).toMatchObject({ id: 77, counts: [9] });
      expect(second.buffer).toEqual(first.buffer);
      expect((await host.store.cursor({ id: 4, run, plot: 0, at: 1.5 }))).toEqual({ id: 4, at: 1.5, values: [1.5, 15] });
      await expect(host.store.columns(run, 9)).rejects.toThrow('no plot 9');
      stop();
      await finished;
    }));

  test('a worker is kept for the next run, and replaced after a crash', () =>
    withHost([[{ points: 2, end: 'crash' }], [{ points: 4 }]], async (host, started) => {
      const crashed = await host.run(CIRCUIT).finished;
      expect(crashed).toMatchObject({ outcome: 'failed', crash: 'The solver crashed: scripted' });
      expect(await host.run(CIRCUIT).finished).toMatchObject({ outcome: 'done', plots: [{ points: 4 }] });
      expect(await host.run(CIRCUIT).finished).toMatchObject({ outcome: 'done' });
      expect(started).toEqual(['store', 'solver', 'solver']);
    }));

  test('a solver that does not hear Stop is ended, and what it sent is kept', () =>
    withHost([[{ step: 1 }], [{ points: 1 }]], async (host) => {
      const { finished, stop } = host.run(CIRCUIT);
      await new Promise<void>((resolve) => {
        host.store.listen({ changed: () => resolve() });
      });
      stop();
      const { outcome, plots } = await finished;
      expect(outcome).toBe('stopped');
      expect(plots[0]!.points).toBeGreaterThan(0);
      expect((await host.run(CIRCUIT).finished).outcome).toBe('done');
    }, { deaf: true }));

  test('a waiting run that is stopped or replaced never begins', () =>
    withHost([[{ points: 300 }]], async (host) => {
      const first = host.run(CIRCUIT);
      const replaced = host.run(CIRCUIT);
      const last = host.run(CIRCUIT);
      expect(await replaced.finished).toEqual({ outcome: 'stopped', plots: [] });
      expect((await first.finished).outcome).toBe('done');
      expect((await last.finished).outcome).toBe('done');
    }));

  test('a solver that cannot be loaded is an answer, and the next run tries again', async () => {
    const { platform } = threadless([[{ points: 1 }]]);
    let tries = 0;
    const host = new SimulationHost({
      platform,
      loadSolver: () => (tries++ === 0 ? Promise.reject(new Error('no such file')) : Promise.resolve(EMPTY)),
      memoryLimit: 100,
    });
    expect(await host.run(CIRCUIT).finished).toMatchObject({ outcome: 'failed', crash: 'The solver cannot be started: no such file' });
    expect((await host.run(CIRCUIT).finished).outcome).toBe('done');
    host.close();
  });

  test('a circuit gets a worker with the module that it needs', async () => {
    const { platform, started } = threadless([[{ points: 1 }], [{ points: 2 }]]);
    const loaded: string[] = [];
    const host = new SimulationHost({ platform, loadSolver: (module) => (loaded.push(module), Promise.resolve(EMPTY)), memoryLimit: 100 });
    const larger = { ...CIRCUIT, circuit: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0) };
    for (const request of [CIRCUIT, larger, larger, CIRCUIT]) expect((await host.run(request).finished).outcome).toBe('done');
    expect(loaded).toEqual(['usual', 'bsim']);
    expect(started).toEqual(['store', 'solver', 'solver']);
    host.close();
  });

  test('a run that is removed while it goes on ends quietly', () =>
    withHost([[{ step: 1 }]], async (host) => {
      const { run, finished, stop } = host.run(CIRCUIT);
      const problems: string[] = [];
      await new Promise<void>((resolve) => {
        host.store.listen({ changed: () => resolve(), problem: (message) => problems.push(message) });
      });
      host.store.remove(run);
      await host.store.plots();
      stop();
      expect(await finished).toEqual({ outcome: 'stopped', plots: [] });
      expect(problems).toEqual([]);
    }));

  test('results of a removed run are gone', () =>
    withHost([[{ points: 3 }]], async (host) => {
      const { run, finished } = host.run(CIRCUIT);
      await finished;
      host.store.remove(run);
      expect(await host.store.plots()).toEqual([]);
    }));
});
