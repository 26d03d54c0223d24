import type { RunDiagnostic, RunEvent, Statistics, Vector } from './generated/index.js';

/**
 * Messages between a host (extension, command line) and the solver's worker.
 * The worker owns the WASM instance; events and chunks go straight to the store
 * by the port of `SolverConnect`, and the host gets the events too.
 */

/** Overrides of one run, as of `--set`, that need no new elaboration: path → number. */
export type Overrides = Record<string, number>;

/**
 * Host → worker, first: the solver's code, a compiled `WebAssembly.Module` or its
 * bytes, so that it is compiled once. With `warmUp` the worker runs small circuits
 * until the first run is asked for.
 */
export interface SolverPrepare { type: 'prepare'; module: object; warmUp?: boolean }
/** Host → worker: a `MessagePort` to the store. Without one, chunks go to the host. */
export interface SolverConnect { type: 'connect'; port: object }

/** Host → worker: start every analysis of a circuit, or one. */
export interface SolverStart {
  type: 'start';
  run: number;
  /** The encoded circuit. */
  circuit: Uint8Array;
  /** Index of the job; all when absent. They run in ngspice's order: AC, DC, OP, TRAN. */
  job?: number;
  overrides?: Overrides;
}
/** Host → worker: stop the run; what is computed stays. Also polled within `advance`. */
export interface SolverStop { type: 'stop'; run: number }
export type SolverRequest = SolverPrepare | SolverConnect | SolverStart | SolverStop;

/** A run of points of a plot. Columns stand one after the other; a complex one takes two doubles a point. */
export interface Chunk {
  plot: number;
  /** Index of the first point. */
  first: number;
  points: number;
  /** By vector: `points` doubles, or `2 * points` for a complex one. */
  columns: Float64Array[];
}

export type RunOutcome = 'done' | 'failed' | 'stopped';

/** Worker → host: what happens in a run. Progress is sent at most every 50 ms. */
export type SolverEvent =
  | { type: 'event'; run: number; event: RunEvent }
  | { type: 'chunk'; run: number; chunk: Chunk }
  /** The solver's code is ready to run. */
  | { type: 'ready' }
  | { type: 'finished'; run: number; outcome: RunOutcome; /** after a panic: what to report */ crash?: string };

export type { RunDiagnostic, RunEvent, Statistics, Vector };
