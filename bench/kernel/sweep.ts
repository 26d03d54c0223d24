import type { BenchCircuit } from './circuit.js';
import { errorOf, interpolated, named, span, worst } from './difference.js';
import { encodeForNodal, runWasm } from './simulators/nodal.js';
import { runNgspice } from './simulators/ngspice.js';
import { attempt, CannotRun, type Curve, median, type Process } from './simulators/sample.js';

/** The reference's reltol is so many times smaller than the tightest one of the sweep. */
const TIGHTER = 100;

/** What one simulator makes of a circuit at one tolerance. */
export interface Point {
  readonly reltol: number;
  /** Root mean square over time of the worst saved vector, of its span. */
  readonly error: number;
  /** Median seconds of solving, cold. */
  readonly seconds: number;
  readonly points: number;
}

export interface Sweep {
  readonly simulator: 'ngspice' | 'Nodal';
  readonly points: readonly Point[];
  /** What the errors are measured against. */
  readonly reference: string;
  readonly cannot?: string;
}

export interface Swept {
  readonly circuit: BenchCircuit;
  readonly sweeps: readonly Sweep[];
  /** How far the two references are from each other: below this an error of either says nothing. NaN without two. */
  readonly references: number;
}

/** Sweeps reltol on both simulators; the runs of a tolerance are made in turn. */
export function sweep(circuit: BenchCircuit, rounds: number, folder: string): Swept {
  const { reltols, closedForm } = circuit.accuracy!;
  const tight = reltols.at(-1)! / TIGHTER;
  const run = {
    Nodal: (reltol: number, vectors: boolean): Process => runWasm(encodeForNodal(circuit, reltol), folder, 1, vectors ? { vectors: circuit.save } : {}),
    ngspice: (reltol: number, vectors: boolean): Process => runNgspice(circuit, folder, { reltol, vectors }),
  };
  const names = ['ngspice', 'Nodal'] as const;
  const own = names.map((simulator) => closedForm ?? attempt(() => run[simulator](tight, true).vectors!));
  // A simulator that gives up at the reference's tolerance is measured against the other's.
  const references = own.map((reference, i) => (reference instanceof CannotRun ? own[1 - i]! : reference));
  const measured = new Map<string, { error: number; seconds: number[]; points: number } | CannotRun>();
  for (let round = 0; round < rounds; round++) {
    for (const reltol of reltols) {
      names.forEach((simulator, i) => {
        const key = `${simulator} ${reltol}`;
        const before = measured.get(key);
        const reference = references[i]!;
        if (before instanceof CannotRun || reference instanceof CannotRun) return;
        const process = attempt(() => run[simulator](reltol, round === 0));
        if (process instanceof CannotRun) measured.set(key, process);
        else if (before) before.seconds.push(process.runs[0]!.seconds);
        else measured.set(key, { error: errorAgainst(circuit, process.vectors!, reference), seconds: [process.runs[0]!.seconds], points: process.runs[0]!.points });
      });
    }
    console.error(`round ${round + 1} of ${rounds}: ${circuit.name}`);
  }
  const sweeps = names.map((simulator, i): Sweep => {
    const points = reltols.flatMap((reltol) => {
      const entry = measured.get(`${simulator} ${reltol}`);
      return entry && !(entry instanceof CannotRun) ? [{ reltol, error: entry.error, seconds: median(entry.seconds), points: entry.points }] : [];
    });
    const failed = [references[i]!, ...reltols.map((reltol) => measured.get(`${simulator} ${reltol}`))].find((each) => each instanceof CannotRun);
    return { simulator, points, reference: closedForm ? 'the closed form' : `${own[i] instanceof CannotRun ? 'the other\'s' : 'its own'} run at reltol ${tight.toExponential(0)}`, ...(failed ? { cannot: failed.message } : {}) };
  });
  const [theirs, ours] = own;
  const both = !closedForm && Array.isArray(theirs) && Array.isArray(ours);
  return { circuit, sweeps, references: both ? errorAgainst(circuit, ours as Curve[], theirs as Curve[]) : NaN };
}

type Reference = readonly Curve[] | Readonly<Record<string, (time: number) => number>>;

function errorAgainst(circuit: BenchCircuit, run: readonly Curve[], reference: Reference): number {
  const time = run[0]!.values;
  return worst(circuit.save, (name) => {
    const values = named(run, name);
    if (!values) return Infinity;
    if (!Array.isArray(reference)) return errorOf(time, values, (reference as Readonly<Record<string, (time: number) => number>>)[name]!, span(values));
    const theirs = named(reference as readonly Curve[], name);
    return theirs ? errorOf(time, values, interpolated((reference as readonly Curve[])[0]!.values, theirs), span(theirs)) : Infinity;
  }).error;
}

/**
 * The seconds that a simulator needs for an error: interpolated between the
 * points of its sweep with logarithms on both axes. An error beyond the sweep
 * gets its nearest end, said by `beyond`.
 */
export function secondsAt(points: readonly Point[], error: number): { seconds: number; beyond: boolean } | undefined {
  const sorted = [...points].filter((point) => point.error > 0 && Number.isFinite(point.error)).sort((a, b) => b.error - a.error);
  if (sorted.length === 0) return undefined;
  if (error >= sorted[0]!.error) return { seconds: sorted[0]!.seconds, beyond: true };
  for (let i = 1; i < sorted.length; i++) {
    const [loose, tight] = [sorted[i - 1]!, sorted[i]!];
    if (error < tight.error) continue;
    const part = Math.log(loose.error / error) / Math.log(loose.error / tight.error);
    return { seconds: Math.exp(Math.log(loose.seconds) + part * Math.log(tight.seconds / loose.seconds)), beyond: false };
  }
  return { seconds: sorted.at(-1)!.seconds, beyond: true };
}
