import { build } from 'esbuild';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import type { PlotSummary, RunEvent } from '@nodal/protocol';
import { solverBytes } from './solver.fixture.js';
import { nodePlatform } from './worker/platform.node.js';
import { SimulationHost } from './worker-host.js';

/** The real workers in real threads, bundled as the extension has them. */
const folder = mkdtempSync(join(tmpdir(), 'nodal-workers-'));
let host: SimulationHost;

beforeAll(async () => {
  await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: { solver: 'worker/solver-worker.node.ts', store: 'store/store-worker.node.ts' },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['nodal-source'],
    logLevel: 'error',
  });
  host = new SimulationHost({
    platform: nodePlatform({ solver: join(folder, 'solver.js'), store: join(folder, 'store.js') }),
    loadSolver: (module) => Promise.resolve(solverBytes(module)),
    memoryLimit: 64,
    folder,
  });
});

afterAll(() => {
  host.close();
  rmSync(folder, { recursive: true });
});

const circuit = (deck: string): Uint8Array => encodeCircuit(elaborateText(deck).circuit!);
/** Hours of work for any machine. */
const ENDLESS = circuit('endless\nv1 in 0 sin(0 1 1k)\nr1 in out 1k\nc1 out 0 1u\n.tran 1u 1000000 0 1u\n.end\n');
const SHORT = circuit('short\nv1 in 0 dc 1 ac 1\nr1 in out 1k\nc1 out 0 1n\n.op\n.ac dec 5 1 1meg\n.end\n');

/** A cube of resistors and diodes, one Newton iteration of which takes seconds. */
function cube(side: number): Uint8Array {
  const lines = ['cube', '.model dm d is=1e-14', 'i1 0 n0_0_0 1'];
  const name = (...place: number[]): string => `n${place.join('_')}`;
  for (let x = 0; x < side; x++) {
    for (let y = 0; y < side; y++) {
      for (let z = 0; z < side; z++) {
        const place = [x, y, z];
        const id = place.join('_');
        lines.push(`d${id} ${name(...place)} 0 dm`);
        for (const axis of [0, 1, 2]) {
          const next = place.map((at, index) => (index === axis ? at + 1 : at));
          if (next[axis]! < side) lines.push(`r${axis}_${id} ${name(...place)} ${name(...next)} 1k`);
        }
      }
    }
  }
  return circuit([...lines, '.save v(n0_0_0)', '.op', '.end', ''].join('\n'));
}

describe('the built solver in threads', () => {
  test('a run is stopped within one long Newton iteration, and the next one begins', async () => {
    const { finished, stop } = host.run({ circuit: cube(22), key: 'cube' });
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 1500);
    });
    stop();
    expect((await finished).outcome).toBe('stopped');
    expect((await host.run({ circuit: SHORT, key: 'short' }).finished).outcome).toBe('done');
  });

  test('a run leaves in many chunks, is stopped, and keeps every point', async () => {
    const events: RunEvent[] = [];
    const seen: PlotSummary[] = [];
    const { run, finished, stop } = host.run({ circuit: ENDLESS, key: 'endless', onEvent: (event) => events.push(event) });
    await new Promise<void>((resolve) => {
      host.store.listen({
        changed(_run, plots) {
          seen.push(plots[0]!);
          // Beyond the memory limit, so that some of it is in the file.
          if (seen.length >= 10 && plots[0]!.points > 4_000_000) resolve();
        },
      });
    });
    stop();
    const { outcome, plots, crash } = await finished;
    expect({ outcome, crash }).toEqual({ outcome: 'stopped', crash: undefined });
    expect(new Set(seen.map(({ points }) => points)).size).toBeGreaterThan(5);
    expect(seen[0]!.points).toBeLessThan(1_000_000);
    const [plot] = plots;
    expect(plot).toMatchObject({ finished: true, complete: false, end: 1_000_000 });
    const last = events[events.length - 1]!;
    expect(last).toMatchObject({ event: 'plotFinished', points: plot!.points, complete: false });
    const [tail] = await host.store.columns(run, 0, [0], plot!.points - 2);
    expect(tail![1]).toBe(plot!.to);
    expect(tail![0]).toBeLessThan(tail![1]!);
    const [head] = await host.store.columns(run, 0, [0], 0, 2);
    expect(head![0]).toBe(0);
    host.store.remove(run);
  });

  test('the worker is kept for the next run', async () => {
    const { run, finished } = host.run({ circuit: SHORT, key: 'short' });
    const { outcome, plots } = await finished;
    expect(outcome).toBe('done');
    expect(plots.map(({ analysis, points, complete }) => [analysis, points, complete])).toEqual([['ac', 31, true], ['op', 1, true]]);
    const out = plots[0]!.vectors.findIndex(({ name }) => name === 'v(out)');
    const { counts, buffer } = await host.store.tiles({ id: 1, run, plot: plots[0]!.plot, vectors: [out], part: 'phase', log: true, origin: 0, span: 8, tiles: [{ level: 0, index: 0 }] });
    const phases = new Float64Array(buffer, 0, counts[0]);
    expect(phases[0]).toBeCloseTo(0, 3);
    expect(phases[phases.length - 1]).toBeGreaterThan(-90);
    expect(phases[phases.length - 1]).toBeLessThan(-80);
  });

  test('bytes that are no circuit end the run with a diagnostic', async () => {
    const events: RunEvent[] = [];
    const { finished } = host.run({ circuit: Uint8Array.of(1, 2, 3), key: 'none', onEvent: (event) => events.push(event) });
    expect(await finished).toEqual({ outcome: 'failed', plots: [] });
    expect(events).toMatchObject([{ event: 'diagnosed', diagnostic: { code: 'malformed-circuit' } }]);
  });

  test('a crash of the solver is told with its place, and the next run has a new worker', async () => {
    const { circuit: broken } = elaborateText('broken\nv1 in 0 1\nr1 in 0 1k\n.op\n.end\n');
    // No elaboration makes an index that is not there; the solver's own check is the panic.
    broken!.devices.terminals[0] = 1_000_000;
    const crashed = await host.run({ circuit: encodeCircuit(broken!), key: 'broken' }).finished;
    expect(crashed.outcome).toBe('failed');
    expect(crashed.crash).toMatch(/^The solver crashed: panicked at .*\.rs:\d+/);
    expect((await host.run({ circuit: SHORT, key: 'short' }).finished).outcome).toBe('done');
  });

  test('no temporary file of the results has a name', () => {
    expect(readdirSync(folder).filter((name) => name.startsWith('nodal-results'))).toEqual([]);
  });
});
