import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { solver } from '@nodal/simulation/solver.fixture';
import { hardCircuits } from './deck.js';
import { runOnNgspice } from './ngspice.js';
import { runOnNodal } from './nodal.js';

const circuits = hardCircuits(import.meta.dirname);
/** Milliseconds; no measure of speed, but a machine with other work is slow. */
const PATIENCE = 120_000;
/** How many circuits the suite is to have at least, and how many that Newton's method alone, as ngspice has it, does not solve. */
const WANTED = { circuits: 60, beyondNewton: 20 };

describe('hard circuits', () => {
  it.each(circuits.map((circuit) => [circuit.name, circuit] as const))('%s', async (_, circuit) => {
    const { worst, solved } = await runOnNodal(circuit, await solver());
    expect(solved, worst).toBe(true);
  }, PATIENCE);

  it('are many, and many are hard for ngspice', () => {
    expect(circuits.length).toBeGreaterThanOrEqual(WANTED.circuits);
    const folder = mkdtempSync(join(tmpdir(), 'nodal-convergence-'));
    try {
      let beyond = 0;
      for (const circuit of circuits) {
        if (beyond < WANTED.beyondNewton && !circuit.transient && runOnNgspice(circuit, folder).way !== 'direct') beyond++;
      }
      expect(beyond).toBe(WANTED.beyondNewton);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 300_000);
});
