import type { Chunk, RunEvent, SolverConnect, SolverEvent, SolverRequest, SolverStart } from '@nodal/protocol';
import type { Engine } from '../engine.js';
import { runJobs } from '../run-jobs.js';
import { warmUp } from '../warm-up/warm-up.js';
import type { Port } from './port.js';

export interface SolverWorkerOptions {
  /** To the host. */
  port: Pick<Port, 'postMessage'>;
  /** Makes the engine from what `SolverPrepare` carries. */
  createEngine(module: object): Promise<Engine>;
  /** Lets waiting messages reach `receive` before it returns or before its promise settles. */
  pause(): Promise<void> | void;
}

/** The solver's worker: runs one circuit after the other, in the order in which they were asked for. */
export class SolverWorker {
  private engine: Promise<Engine> | undefined;
  private store: Port | undefined;
  private readonly waiting: SolverStart[] = [];
  private readonly stopped = new Set<number>();
  private running = false;

  constructor(private readonly options: SolverWorkerOptions) {}

  receive(message: SolverRequest): void {
    switch (message.type) {
      case 'prepare':
        this.engine = this.options.createEngine(message.module);
        this.engine.then(
          (engine) => {
            this.toHost({ type: 'ready' });
            if (message.warmUp) void this.warmUp(engine);
          },
          // Each run that needs the engine reports why there is none.
          () => {},
        );
        break;
      case 'connect':
        this.store = (message as SolverConnect & { port: Port }).port;
        break;
      case 'start':
        this.waiting.push(message);
        if (!this.running) void this.work();
        break;
      case 'stop':
        this.stopped.add(message.run);
        break;
    }
  }

  /** Nobody waits for this: the first run that is asked for ends it. */
  private async warmUp(engine: Engine): Promise<void> {
    if (this.running || this.waiting.length > 0) return;
    this.running = true;
    const isWanted = (): boolean => this.waiting.length > 0;
    await warmUp(engine, {
      pause: () => this.options.pause(),
      get stopped() {
        return isWanted();
      },
    });
    await this.work();
  }

  private async work(): Promise<void> {
    this.running = true;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await this.run(next);
    this.running = false;
  }

  private async run({ run, circuit, job, overrides }: SolverStart): Promise<void> {
    const finish = (end: Omit<SolverEvent & { type: 'finished' }, 'type' | 'run'>): void => {
      this.stopped.delete(run);
      this.store?.postMessage({ type: 'finished', run, outcome: end.outcome } satisfies SolverEvent);
      this.toHost({ type: 'finished', run, ...end });
    };
    let engine: Engine;
    try {
      if (!this.engine) throw new Error('the solver was not given its code');
      engine = await this.engine;
    } catch (error) {
      finish({ outcome: 'failed', crash: `The solver cannot be started: ${error instanceof Error ? error.message : String(error)}` });
      return;
    }
    if (this.stopped.has(run)) {
      finish({ outcome: 'stopped' });
      return;
    }
    const isStopped = (): boolean => this.stopped.has(run);
    finish(
      await runJobs(
        engine,
        { circuit, job, overrides },
        {
          event: (event) => this.event(run, event),
          chunk: (chunk) => this.chunk(run, chunk),
        },
        {
          pause: () => this.options.pause(),
          get stopped() {
            return isStopped();
          },
        },
      ),
    );
  }

  private event(run: number, event: RunEvent): void {
    this.store?.postMessage({ type: 'event', run, event } satisfies SolverEvent);
    this.toHost({ type: 'event', run, event });
  }

  /** Chunks are transferred: their columns are views of one buffer of their own. */
  private chunk(run: number, chunk: Chunk): void {
    const buffers = [...new Set(chunk.columns.map(({ buffer }) => buffer))];
    const message: SolverEvent = { type: 'chunk', run, chunk };
    (this.store ?? this.options.port).postMessage(message, buffers);
  }

  private toHost(event: SolverEvent): void {
    this.options.port.postMessage(event);
  }
}
