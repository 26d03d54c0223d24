import type { BenchCircuit } from './circuit.js';
import { type Difference, differenceOf } from './difference.js';
import { runEecircuit } from './simulators/eecircuit.js';
import { countTransistors, encodeForNodal, runNative, runWasm } from './simulators/nodal.js';
import { runNgspice } from './simulators/ngspice.js';
import { attempt, CannotRun, median, type Process, type Sample } from './simulators/sample.js';

export type Simulator = 'ngspice' | 'native' | 'wasm' | 'eecircuit';
export const SIMULATORS: readonly Simulator[] = ['ngspice', 'native', 'wasm', 'eecircuit'];

/** Runs in one process of WebAssembly: a cold one, and those that show the warm time. */
const RUNS_IN_A_PROCESS = 3;
/** The same where a run of ngspice takes longer than `LONG` seconds: one warm run a process is enough there. */
const RUNS_OF_LONG_ONES = 2;
const LONG = 1;

/** What one simulator needed for a circuit, by rounds. */
export interface Entry {
  /** First runs of fresh processes. */
  cold: Sample[];
  /** Later runs of the same processes. */
  warm: Sample[];
  /** First runs of fresh processes that were warmed up on other circuits. */
  ready: Sample[];
  /** Why there are none. */
  cannot?: string;
}

export interface Result {
  readonly circuit: BenchCircuit;
  /** Diodes and transistors of the circuit. */
  readonly transistors: number;
  readonly entries: Readonly<Record<Simulator, Entry>>;
  /** How far Nodal's saved vectors are from ngspice's, both at their defaults. */
  difference?: Difference;
}

export interface RaceOptions {
  readonly rounds: number;
  readonly folder: string;
  /** The native solver. */
  readonly native: string;
  readonly simulators: ReadonlySet<Simulator>;
}

/** Each simulator in turn, then the next circuit; and all of it again, so that a slow minute of the machine meets all. */
export function race(circuits: readonly BenchCircuit[], options: RaceOptions): Result[] {
  const results = circuits.map((circuit): Result => ({ circuit, transistors: countTransistors(circuit), entries: { ngspice: empty(), native: empty(), wasm: empty(), eecircuit: empty() } }));
  const encoded = new Map<BenchCircuit, Uint8Array | CannotRun>(circuits.map((circuit) => [circuit, attempt(() => encodeForNodal(circuit))]));
  for (let round = 0; round < options.rounds; round++) {
    for (const result of results) {
      const { circuit, entries } = result;
      const compared = round === 0 && circuit.analysis !== 'steps';
      const bytes = encoded.get(circuit)!;
      const nodal = (run: (bytes: Uint8Array) => Process) => {
        if (bytes instanceof CannotRun) throw bytes;
        return run(bytes);
      };
      const theirs = take('ngspice', () => runNgspice(circuit, options.folder, { vectors: compared }));
      const runs = [...(theirs?.runs ?? []), ...entries.wasm.cold].some(({ seconds: took }) => took > LONG) ? RUNS_OF_LONG_ONES : RUNS_IN_A_PROCESS;
      take('native', () => nodal((some) => runNative(options.native, some, options.folder, 1)));
      const ours = take('wasm', () => nodal((some) => runWasm(some, options.folder, runs, compared ? { vectors: circuit.save } : {})));
      if (ours) entries.wasm.ready.push(...nodal((some) => runWasm(some, options.folder, 1, { ready: true })).runs);
      take('eecircuit', () => runEecircuit(circuit, options.folder, runs));
      if (ours?.vectors && theirs?.vectors) result.difference = differenceOf(circuit, ours.vectors, theirs.vectors);
      console.error(`round ${round + 1} of ${options.rounds}: ${circuit.name}  ${SIMULATORS.map((name) => `${name} ${last(entries[name])}`).join('  ')}`);

      function take(simulator: Simulator, run: () => Process): Process | undefined {
        const entry = entries[simulator];
        if (!options.simulators.has(simulator) || entry.cannot) return undefined;
        const process = attempt(run);
        if (process instanceof CannotRun) {
          entry.cannot = process.message;
          return undefined;
        }
        entry.cold.push(process.runs[0]!);
        entry.warm.push(...process.runs.slice(1));
        return process;
      }
    }
  }
  return results;
}

function empty(): Entry {
  return { cold: [], warm: [], ready: [] };
}

function last({ cold, cannot }: Entry): string {
  return cold.length ? `${(cold.at(-1)!.seconds * 1e3).toFixed(0)} ms` : cannot ? '—' : '';
}

/** Median seconds; undefined where there is no run. */
export function seconds(samples: readonly Sample[]): number | undefined {
  return samples.length ? median(samples.map((sample) => sample.seconds)) : undefined;
}
