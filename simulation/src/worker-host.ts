import { moduleOf, type Overrides, type PlotSummary, type RunEvent, type RunOutcome, type SolverEvent, type SolverModule, type SolverRequest } from '@nodal/protocol';
import { RunQueue } from './run-queue.js';
import { StoreClient } from './store/store-client.js';
import type { WorkerHandle, WorkerPlatform } from './worker/port.js';

/**
 * Milliseconds after Stop until a solver that does not answer is ended with its
 * worker: it may be within one Newton iteration of a circuit so large that it
 * takes longer than anybody waits. What it had sent is in the store.
 */
const STOP_PATIENCE = 80;

export interface SimulationHostOptions {
  platform: WorkerPlatform;
  /** Bytes or compiled module of the solver; asked for at the first run that needs it. */
  loadSolver(module: SolverModule): Promise<WebAssembly.Module | Uint8Array>;
  /** Megabytes of results that may stay in memory. */
  memoryLimit: number;
  /** Folder for the temporary file of results above that; the system's when absent. */
  folder?: string;
  /** Runs at a time; 1 when absent. */
  solvers?: number;
}

export interface HostedRun {
  /** The encoded circuit. */
  circuit: Uint8Array;
  job?: number;
  overrides?: Overrides;
  /** Runs with the same key, such as the deck's URI, replace each other while they wait. */
  key: string;
  onEvent?(event: RunEvent): void;
}

export interface FinishedRun {
  outcome: RunOutcome;
  /** What to report when the solver crashed. */
  crash?: string;
  /** What the store holds. */
  plots: PlotSummary[];
}

export interface RunHandle {
  /** Number of the run in the store. */
  run: number;
  /** Settles when everything is in the store; never rejects. */
  finished: Promise<FinishedRun>;
  stop(): void;
}

interface Entry {
  run: number;
  request: HostedRun;
  stopped: boolean;
  solver: Solver | undefined;
  settle(outcome: RunOutcome, crash?: string): void;
}

/** A solver's worker and what it works on. */
interface Solver {
  /** What it is made of. */
  module: SolverModule;
  worker: WorkerHandle;
  entry: Entry | undefined;
  /** Ends the current run as if the worker had said so. */
  end(outcome: RunOutcome, crash?: string): void;
}

/**
 * Runs circuits in workers and keeps their results in the store's worker. The
 * solver's code is compiled once and its workers are kept for the next run; one
 * that crashed or does not stop is replaced.
 */
export class SimulationHost {
  readonly store: StoreClient;
  private readonly queue: RunQueue<Entry>;
  private readonly idle: Solver[] = [];
  private readonly all = new Set<Solver>();
  private readonly modules = new Map<SolverModule, Promise<WebAssembly.Module>>();
  private nextRun = 1;

  constructor(private readonly options: SimulationHostOptions) {
    const { memoryLimit, folder } = options;
    this.store = new StoreClient(options.platform.start('store'), { memoryLimit, folder });
    this.queue = new RunQueue<Entry>(
      options.solvers ?? 1,
      (entry) => this.work(entry),
      (entry) => this.discard(entry, 'stopped'),
    );
  }

  /**
   * Starts a worker, compiles the solver and lets it run small circuits, so that
   * the first run begins without delay and at full speed.
   */
  async prewarm(): Promise<void> {
    if (this.all.size === 0) this.idle.push(await this.startSolver('usual', true));
  }

  run(request: HostedRun): RunHandle {
    const run = this.nextRun++;
    let settle!: (end: FinishedRun) => void;
    const finished = new Promise<FinishedRun>((resolve) => (settle = resolve));
    const entry: Entry = { run, request, stopped: false, solver: undefined, settle: () => {} };
    // The solver and the store answer by different ports: the run is over when both have said so.
    let outcome: { outcome: RunOutcome; crash?: string } | undefined;
    let plots: PlotSummary[] | undefined;
    const check = (): void => {
      if (!outcome || !plots) return;
      unlisten();
      settle({ ...outcome, plots });
    };
    const unlisten = this.store.listen({
      finished: (number, _outcome, stored) => {
        if (number !== run) return;
        plots = stored;
        check();
      },
    });
    entry.settle = (ended, crash) => {
      outcome = { outcome: ended, ...(crash === undefined ? {} : { crash }) };
      check();
    };
    this.queue.add(request.key, entry);
    return { run, finished, stop: () => this.stop(entry) };
  }

  close(): void {
    for (const { worker } of this.all) worker.terminate();
    this.all.clear();
    this.store.close();
  }

  private stop(entry: Entry): void {
    if (entry.stopped) return;
    entry.stopped = true;
    if (this.queue.remove(entry)) return;
    const { solver } = entry;
    if (!solver) return;
    solver.worker.post({ type: 'stop', run: entry.run } satisfies SolverRequest);
    const timer: unknown = setTimeout(() => {
      if (solver.entry !== entry) return;
      this.replace(solver);
      solver.end('stopped');
      this.store.finish(entry.run, 'stopped');
    }, STOP_PATIENCE);
    // In Node a pending timer would keep the process from ending.
    (timer as { unref?(): void }).unref?.();
  }

  /** A run that never reached a solver. */
  private discard(entry: Entry, outcome: RunOutcome, crash?: string): void {
    entry.settle(outcome, crash);
    this.store.finish(entry.run, outcome);
  }

  private async work(entry: Entry): Promise<void> {
    let solver: Solver;
    try {
      const module = moduleOf(entry.request.circuit);
      solver = this.idleOf(module) ?? (await this.startSolver(module));
    } catch (error) {
      this.discard(entry, 'failed', `The solver cannot be started: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    if (entry.stopped) {
      this.idle.push(solver);
      this.discard(entry, 'stopped');
      return;
    }
    const { circuit, job, overrides } = entry.request;
    await new Promise<void>((resolve) => {
      solver.entry = entry;
      entry.solver = solver;
      solver.end = (outcome, crash) => {
        solver.entry = undefined;
        if (crash !== undefined) this.replace(solver);
        if (this.all.has(solver)) this.idle.push(solver);
        entry.settle(outcome, crash);
        resolve();
      };
      solver.worker.post({ type: 'start', run: entry.run, circuit, job, overrides } satisfies SolverRequest);
    });
  }

  /** Takes a worker that waits for work. */
  private idleOf(module: SolverModule): Solver | undefined {
    const index = this.idle.findLastIndex((solver) => solver.module === module);
    return index < 0 ? undefined : this.idle.splice(index, 1)[0];
  }

  private async startSolver(which: SolverModule, warmUp = false): Promise<Solver> {
    const module = await this.compiled(which);
    const worker = this.options.platform.start('solver');
    const solver: Solver = { module: which, worker, entry: undefined, end: () => {} };
    this.all.add(solver);
    worker.onMessage((message) => this.receive(solver, message as SolverEvent));
    worker.onFailure((error) => {
      this.replace(solver);
      const { entry } = solver;
      if (!entry) return;
      solver.end('failed', `The solver's worker ended: ${error.message}`);
      this.store.finish(entry.run, 'failed');
    });
    const [solverEnd, storeEnd] = this.options.platform.channel();
    this.store.connect(storeEnd);
    worker.post({ type: 'prepare', module, warmUp } satisfies SolverRequest);
    worker.post({ type: 'connect', port: solverEnd } satisfies SolverRequest, [solverEnd]);
    return solver;
  }

  /** Compiled once; workers get the module, which keeps its optimised code. */
  private compiled(which: SolverModule): Promise<WebAssembly.Module> {
    const known = this.modules.get(which) ?? this.compile(which);
    this.modules.set(which, known);
    return known;
  }

  private async compile(which: SolverModule): Promise<WebAssembly.Module> {
    try {
      const code = await this.options.loadSolver(which);
      return code instanceof WebAssembly.Module ? code : await WebAssembly.compile(code as Uint8Array<ArrayBuffer>);
    } catch (error) {
      this.modules.delete(which);
      throw error;
    }
  }

  private receive(solver: Solver, event: SolverEvent): void {
    if (event.type === 'event') {
      if (solver.entry?.run === event.run) solver.entry.request.onEvent?.(event.event);
    } else if (event.type === 'finished') {
      if (solver.entry?.run === event.run) solver.end(event.outcome, event.crash);
    }
  }

  /** Ends a worker that must not be used again. The next run starts another. */
  private replace(solver: Solver): void {
    if (!this.all.delete(solver)) return;
    const index = this.idle.indexOf(solver);
    if (index >= 0) this.idle.splice(index, 1);
    solver.worker.terminate();
  }
}
