import { describe, expect, test } from 'vitest';
import type { Chunk, RunEvent } from '@nodal/protocol';
import { scriptedEngine, type ScriptedJob } from './engine.fixture.js';
import { runJobs, type RunEnd } from './run-jobs.js';
import { simulate } from './simulate.js';

/** Runs scripted jobs, stopping after some pauses; what the sink got as one list of words. */
async function run(jobs: ScriptedJob[], stopAfter = Infinity): Promise<{ end: RunEnd; log: string[]; events: RunEvent[]; chunks: Chunk[] }> {
  const log: string[] = [];
  const events: RunEvent[] = [];
  const chunks: Chunk[] = [];
  let pauses = 0;
  const end = await runJobs(
    scriptedEngine(jobs),
    { circuit: new Uint8Array() },
    {
      event(event) {
        events.push(event);
        log.push(event.event);
      },
      chunk(chunk) {
        chunks.push(chunk);
        log.push(`chunk ${chunk.first}+${chunk.points}`);
      },
    },
    {
      pause: () => void pauses++,
      get stopped() {
        return pauses >= stopAfter;
      },
    },
  );
  return { end, log: log.filter((word) => word !== 'progress'), events, chunks };
}

describe('jobs of a run', () => {
  test('the first points leave at once, the last ones before the end of the plot', async () => {
    const { end, log } = await run([{ points: 100, step: 10 }]);
    expect(end).toEqual({ outcome: 'done' });
    expect(log.slice(0, 2)).toEqual(['plotStarted', 'chunk 0+10']);
    expect(log[log.length - 1]).toBe('plotFinished');
    expect(log[log.length - 2]).toMatch(/^chunk \d+\+\d+$/);
  });

  test('chunks follow each other without a gap', async () => {
    const { chunks } = await run([{ points: 20_000, step: 7 }]);
    let next = 0;
    for (const { first, points } of chunks) {
      expect(first).toBe(next);
      next += points;
    }
    expect(next).toBe(20_000);
  });

  test('a stopped run keeps all its points and runs no further job', async () => {
    const { end, log, chunks } = await run([{ step: 10 }, { points: 1 }], 5);
    expect(end).toEqual({ outcome: 'stopped' });
    expect(chunks.reduce((sum, { points }) => sum + points, 0)).toBe(50);
    expect(log.filter((word) => word === 'plotStarted').length).toBe(1);
    expect(log[log.length - 1]).toBe('plotFinished');
  });

  test('a failed job does not keep the next one from running', async () => {
    const { end, log } = await run([{ end: 'refuse' }, { points: 1, end: 'failed' }, { points: 1 }]);
    expect(end).toEqual({ outcome: 'failed' });
    expect(log).toEqual(['diagnosed', 'plotStarted', 'chunk 0+1', 'plotFinished', 'plotStarted', 'chunk 0+1', 'plotFinished']);
  });

  test('a crash is told, and what had left stays', async () => {
    const { end, chunks } = await run([{ points: 30, step: 10, end: 'crash' }, { points: 1 }]);
    expect(end).toEqual({ outcome: 'failed', crash: 'The solver crashed: scripted' });
    expect(chunks.length).toBeGreaterThan(0);
  });

  test('progress is told now and then, not at every step', async () => {
    const { events } = await run([{ points: 1000 }]);
    expect(events.filter(({ event }) => event === 'progress').length).toBeLessThan(50);
  });
});

describe('simulate', () => {
  test('answers plots with whole columns', async () => {
    const result = await simulate(new Uint8Array(), { engine: scriptedEngine([{ points: 1000, step: 7 }, { points: 2 }]) });
    expect(result.outcome).toBe('done');
    expect(result.plots.map(({ points, complete }) => [points, complete])).toEqual([[1000, true], [2, true]]);
    expect(result.plots[0]!.columns[1]).toEqual(Float64Array.from({ length: 1000 }, (_, i) => 10 * i));
  });

  test('an aborted run gives what there is', async () => {
    const abort = new AbortController();
    let events = 0;
    const result = await simulate(new Uint8Array(), {
      engine: scriptedEngine([{ step: 3 }]),
      signal: abort.signal,
      onEvent: () => void (++events === 2 && abort.abort()),
    });
    expect(result.outcome).toBe('stopped');
    expect(result.plots[0]).toMatchObject({ complete: false });
    expect(result.plots[0]!.points).toBeGreaterThan(0);
  });
});
