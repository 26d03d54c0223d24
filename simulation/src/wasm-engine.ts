import type { Chunk, Overrides, RunDiagnostic, RunEvent, Vector } from '@nodal/protocol';
import type * as Solver from '@nodal/solver-wasm';
import { type Advance, type Capabilities, CircuitError, type Engine, EngineCrash, type EngineSession } from './engine.js';

const ADVANCED: readonly Advance[] = ['running', 'done', 'failed'];

/**
 * The solver in WebAssembly. One instance per JavaScript realm: after a crash
 * its memory cannot be trusted, so the engine refuses further work and its
 * worker has to be replaced.
 */
export class WasmEngine implements Engine {
  readonly name = 'wasm';
  private crash: EngineCrash | undefined;

  private constructor(private readonly solver: typeof Solver) {}

  /** @param module the compiled solver or its bytes; never a URL, which extension hosts cannot always fetch */
  static async create(module: WebAssembly.Module | BufferSource): Promise<WasmEngine> {
    const solver = await import('@nodal/solver-wasm');
    solver.initSync({ module });
    return new WasmEngine(solver);
  }

  capabilities(): Capabilities {
    return JSON.parse(this.guard(() => this.solver.capabilities())) as Capabilities;
  }

  open(circuit: Uint8Array): EngineSession {
    const session = this.guard(() => {
      try {
        return new this.solver.Session(circuit);
      } catch (error) {
        if (typeof error === 'string') throw new CircuitError(JSON.parse(error) as RunDiagnostic);
        throw error;
      }
    });
    return new WasmSession(session, <T>(work: () => T) => this.guard(work));
  }

  /** Texts and `CircuitError`s are the solver's own answers; anything else is a crash. */
  private guard<T>(work: () => T): T {
    if (this.crash) throw this.crash;
    try {
      return work();
    } catch (error) {
      if (error instanceof CircuitError) throw error;
      if (typeof error === 'string') throw new Error(error);
      throw (this.crash = new EngineCrash(error instanceof Error ? error.message : String(error)));
    }
  }
}

class WasmSession implements EngineSession {
  readonly jobs: readonly number[];
  private readonly vectors = new Map<number, Vector[]>();

  constructor(private readonly session: Solver.Session, private readonly guard: <T>(work: () => T) => T) {
    this.jobs = [...guard(() => session.jobs())];
  }

  start(job: number, overrides?: Overrides): boolean {
    return this.guard(() => this.session.start(job, Object.keys(overrides ?? {}), Float64Array.from(Object.values(overrides ?? {}))));
  }

  advance(budget: number): Advance {
    return ADVANCED[this.guard(() => this.session.advance(budget))]!;
  }

  takeEvents(): RunEvent[] {
    const events = JSON.parse(this.guard(() => this.session.takeEvents())) as RunEvent[];
    for (const event of events) {
      if (event.event !== 'plotStarted') continue;
      // A step's plot has the vectors of an earlier one, which were told once.
      if (event.like !== undefined) event.vectors = this.vectors.get(event.like)!;
      this.vectors.set(event.plot, event.vectors);
    }
    return events;
  }

  takeChunk(): Chunk | undefined {
    const taken = this.guard(() => this.session.takeChunk());
    if (!taken) return undefined;
    const { plot, first, points } = taken;
    const data = this.guard(() => taken.takeData());
    taken.free();
    let at = 0;
    // The widths follow from the plot's event, which the session emits before its points.
    if (!this.vectors.has(plot)) throw new Error(`Points of plot ${plot} were taken before its event.`);
    const columns = this.vectors.get(plot)!.map(({ complex }) => data.subarray(at, (at += points * (complex ? 2 : 1))));
    return { plot, first, points, columns };
  }

  stop(): void {
    this.guard(() => this.session.stop());
  }

  alter(path: string, value: number): void {
    this.guard(() => this.session.alter(path, value));
  }

  close(): void {
    this.session.free();
  }
}
