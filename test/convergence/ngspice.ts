import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawPlot } from '@nodal/simulation/raw/raw-plot';
import { RawFileError, readRaw } from '@nodal/simulation/raw/reader';
import { type HardCircuit, judge, type Plot } from './deck.js';

/** How a simulator came to its operating point, as far as it says. */
export type Way = 'direct' | 'gmin' | 'source' | 'transient' | 'failed';

export interface NgspiceResult {
  readonly way: Way;
  /** Whether it comes to one of the answers. */
  readonly solved: boolean;
  readonly worst: string;
}

const NGSPICE = process.env.NGSPICE ?? 'ngspice';
/** Milliseconds; the hardest of them keep ngspice busy for longer without a result. */
const PATIENCE = 60_000;

export function hasNgspice(): boolean {
  return !spawnSync(NGSPICE, ['--version']).error;
}

/** The deck on a real ngspice with its default options. */
export function runOnNgspice(circuit: HardCircuit, folder: string): NgspiceResult {
  const deck = join(folder, `${circuit.name}.cir`);
  const raw = join(folder, `${circuit.name}.raw`);
  writeFileSync(deck, circuit.text);
  const { stdout, stderr } = spawnSync(NGSPICE, ['-n', '-b', '-r', raw, deck], { encoding: 'utf8', timeout: PATIENCE, maxBuffer: 1 << 28 });
  const way = wayOf(stdout + stderr);
  // The raw file of a run that was given up has no count of its points.
  const aborted = /Timestep too small|simulation\(s\) aborted/.exec(stdout + stderr)?.[0];
  if (aborted || !existsSync(raw)) {
    rmSync(raw, { force: true });
    return { way: aborted ? way : 'failed', solved: false, worst: aborted ?? 'no result' };
  }
  const plot = lastPlot(raw);
  rmSync(raw);
  if (!plot || plot.points === 0) return { way: 'failed', solved: false, worst: 'no result' };
  const columns: Plot = new Map(plot.vectors.map(({ name }, i) => [name.toLowerCase(), plot.columns[i]!]));
  const { error, worst } = judge(circuit, columns);
  return { way, solved: error <= 1, worst };
}

/** Undefined where the file was not written to its end. */
function lastPlot(raw: string): RawPlot | undefined {
  try {
    return readRaw(readFileSync(raw)).at(-1);
  } catch (error) {
    if (error instanceof RawFileError) return undefined;
    throw error;
  }
}

/** From the messages of ngspice 39: each rung of its ladder is announced. */
function wayOf(text: string): Way {
  if (/Transient op finished successfully/.test(text)) return 'transient';
  if (/Transient op started/.test(text) || /source stepping failed/i.test(text)) return 'failed';
  if (/Starting .*source stepping/i.test(text)) return 'source';
  return /Starting dynamic gmin stepping/.test(text) ? 'gmin' : 'direct';
}
