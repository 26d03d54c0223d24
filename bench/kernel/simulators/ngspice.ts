import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRaw } from '@nodal/simulation/raw/reader';
import { type BenchCircuit, ngspiceDeck } from '../circuit.js';
import { CannotRun, magnitudes, type Process, type Sample } from './sample.js';

export const NGSPICE = process.env.NGSPICE ?? 'ngspice';
/** Longer than any circuit takes, so that a process that waits for its terminal is ended. */
const PATIENCE = 600_000;

/** The first line in which ngspice says its version; undefined where it is not installed. */
export function ngspiceVersion(): string | undefined {
  const { error, stdout } = spawnSync(NGSPICE, ['--version'], { encoding: 'utf8' });
  return error ? undefined : /ngspice-\S+/.exec(stdout)?.[0] ?? 'ngspice';
}

/**
 * Its own clock, `Total analysis time`, which runs from the set-up of the matrix
 * to the last point and is a clock on the wall.
 */
export function runNgspice(circuit: BenchCircuit, folder: string, { reltol, vectors = false }: { reltol?: number; vectors?: boolean } = {}): Process {
  const deck = join(folder, 'ngspice.cir');
  const raw = join(folder, 'ngspice.raw');
  writeFileSync(deck, ngspiceDeck(circuit, { reltol, ...(vectors ? { raw } : {}) }));
  const { stdout, stderr, error } = spawnSync(NGSPICE, ['-n', '-b', deck], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, timeout: PATIENCE });
  if (error) throw new CannotRun(error.message);
  const runs = [parseUsage(stdout + stderr)];
  if (!vectors) return { runs };
  const plot = readRaw(readFileSync(raw)).at(-1)!;
  rmSync(raw);
  const columns = plot.vectors.map(({ name }, i) => ({ name: name.toLowerCase(), values: plot.complex ? magnitudes(plot.columns[i]!) : plot.columns[i]! }));
  // An operating point has no axis; the others begin with it.
  return { runs, vectors: circuit.analysis === 'op' ? [{ name: 'point', values: new Float64Array([0]) }, ...columns] : columns };
}

/** What `rusage all` prints, in ngspice and in what is built from it. */
export function parseUsage(text: string): Sample {
  const figure = (name: string) => Number(new RegExp(`^${name} = (\\S+)`, 'm').exec(text)?.[1]);
  const seconds = figure('Total analysis time \\(seconds\\)');
  const iterations = figure('Total iterations');
  if (!(seconds >= 0) || !(iterations > 0) || /simulation\(s\) aborted|Timestep too small|doAnalyses:/i.test(text)) {
    throw new CannotRun(text.split('\n').find((line) => /error|abort|too small|singular|doAnalyses/i.test(line))?.trim() ?? 'nothing was computed');
  }
  return { seconds, iterations, points: figure('Accepted timepoints'), rejected: figure('Rejected timepoints') };
}
