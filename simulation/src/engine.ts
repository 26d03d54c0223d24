import type { Chunk, Overrides, RunDiagnostic, RunEvent } from '@nodal/protocol';

/** What an engine can do, by name, so that what it lacks is said before a run. */
export interface Capabilities {
  /** `op`, `dc`, `ac`, `tran` */
  analyses: string[];
  /** Kinds of devices, as in `Circuit.devices.kind`. */
  devices: string[];
  /** Types of models, as in `Model.kind`. */
  models: string[];
}

/** What solves circuits. */
export interface Engine {
  readonly name: string;
  capabilities(): Capabilities;
  /** Opens an encoded circuit; throws a `CircuitError` when it cannot be simulated. */
  open(circuit: Uint8Array): EngineSession;
}

export type Advance = 'running' | 'done' | 'failed';

/** An open circuit, on which jobs run one at a time. */
export interface EngineSession {
  /** Indices of the circuit's jobs in the order in which they are to be run. */
  readonly jobs: readonly number[];
  /** Begins a job; false when it could not begin, and the events then say why. Throws when an override's path is not in the circuit. */
  start(job: number, overrides?: Overrides): boolean;
  /** Works for about `budget` milliseconds. */
  advance(budget: number): Advance;
  /** Events since the last call, in order. */
  takeEvents(): RunEvent[];
  /** Points since the last call; call until there are none. */
  takeChunk(): Chunk | undefined;
  /** Ends the job where it is; its plot is finished as incomplete. */
  stop(): void;
  /** Changes a number for all jobs that follow. */
  alter(path: string, value: number): void;
  close(): void;
}

/** A circuit that the engine refuses, with the place to blame. */
export class CircuitError extends Error {
  constructor(readonly diagnostic: RunDiagnostic) {
    super(diagnostic.message);
  }
}

/** The engine itself failed; it must not be used again. */
export class EngineCrash extends Error {}
