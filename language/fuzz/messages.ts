import type { CoverageCounts } from './coverage.js';
import type { Failure } from './failure.js';
import type { FuzzCase } from './fuzz-case.js';

/** What a worker is started with. */
export interface WorkerData {
  root: string;
  corpus: string | undefined;
  inputs: number;
  seed: number;
  coverage: boolean;
  /** Two numbers that the watchdog reads: the input at work (-1 for none) and when it was begun, in milliseconds of the clock. */
  pulse: SharedArrayBuffer;
}

/** From the main thread to a worker. */
export type Order =
  /** Run the inputs `[from, to)`, and answer `done`. */
  | { kind: 'run'; from: number; to: number }
  /** Try one input by itself, and answer `tried`. */
  | { kind: 'try'; input: FuzzCase }
  /** Send what was covered, and answer `covered`. */
  | { kind: 'finish' };

/** From a worker to the main thread. */
export type Answer =
  /** It can begin. */
  | { kind: 'ready' }
  | { kind: 'done' }
  | { kind: 'failed'; index: number; failure: Failure }
  | { kind: 'tried'; failure: Failure | undefined; milliseconds: number }
  | { kind: 'covered'; counts: CoverageCounts | undefined };
