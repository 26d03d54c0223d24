import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import type { Circuit, RunEvent, SolverModule } from '@nodal/protocol';
import { simulate } from './simulate.js';
import { solver } from './solver.fixture.js';

export type Deck = readonly [name: string, text: string];

/** A deck's circuit, and its bytes. */
export function encoded(deck: string): { circuit: Circuit; bytes: Uint8Array } {
  const { circuit, all } = elaborateText(deck);
  expect(circuit, all.map(({ message }) => message).join('\n')).toBeDefined();
  return { circuit: circuit!, bytes: encodeCircuit(circuit!) };
}

/** FNV-1a over the high words and the low words, as `solver-wasm/native` prints it. */
function hash(column: Float64Array): string {
  let low = 0x811c9dc5;
  let high = 0x811c9dc5;
  const words = new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
  for (let i = 0; i < words.length; i += 2) {
    low = Math.imul(low ^ words[i]!, 0x01000193);
    high = Math.imul(high ^ words[i + 1]!, 0x01000193);
  }
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Tests that the native solver and a module for WebAssembly give the same bits on decks. */
export function giveTheSameBits(decks: readonly Deck[], module: SolverModule): void {
  // The native solver, compiled with little optimisation: the same bits even so.
  const workspace = join(import.meta.dirname, '../../solver-wasm');
  const folder = mkdtempSync(join(tmpdir(), 'nodal-bits-'));
  let program: string;

  beforeAll(() => {
    const built = spawnSync('cargo', ['tested', '--message-format', 'json'], { cwd: workspace, encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(built.status, built.stderr).toBe(0);
    program = /"executable":"([^"]+)"/.exec(built.stdout)![1]!;
  }, 600_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  // A raw file is made of the title, the plots' descriptions and the columns; hashes of the columns stand for their bits.
  test.each([...decks])('%s: native and WASM give the same bits', async (_name, deck) => {
    const { bytes } = encoded(deck);
    const file = join(folder, 'circuit.bin');
    writeFileSync(file, bytes);
    const { stdout, status } = spawnSync(program, [file], { encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(status).toBe(0);
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as RunEvent | { event: 'columns'; plot: number; hashes: string[] });
    const events: RunEvent[] = [];
    const { plots, outcome } = await simulate(bytes, { engine: await solver(module), onEvent: (event) => events.push(event) });
    expect(outcome).toBe('done');
    const native = lines.flatMap((line) => (line.event === 'columns' ? [{ plot: line.plot, hashes: line.hashes }] : []));
    expect(plots.map(({ plot, columns }) => ({ plot, hashes: columns.map(hash) }))).toEqual(native);
    // Progress follows the clock, and so do seconds.
    const told = (all: { event: string }[]) => all.filter(({ event }) => ['plotStarted', 'table', 'measured', 'diagnosed'].includes(event));
    // The engine gives plots that are like others the vectors of those.
    const described = new Map<number, RunEvent & { event: 'plotStarted' }>();
    for (const line of lines) {
      if (line.event !== 'plotStarted') continue;
      described.set(line.plot, line);
      if (line.like === undefined) continue;
      line.vectors = described.get(line.like)!.vectors;
      delete line.like;
    }
    for (const event of events) if (event.event === 'plotStarted') delete event.like;
    expect(told(events)).toEqual(told(lines));
  });
}
