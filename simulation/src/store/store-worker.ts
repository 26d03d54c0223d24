import type { PlotSummary, SolverEvent, StoreReply, StoreRequest } from '@nodal/protocol';
import type { Port } from '../worker/port.js';
import type { Spill } from './column.js';
import { ResultStore } from './result-store.js';

/** Milliseconds between two announcements that a run's plots have grown. */
const CHANGE_INTERVAL = 50;

export interface StoreWorkerOptions {
  /** To the host. */
  port: Pick<Port, 'postMessage'>;
  /** The file for columns above the limit; none in a browser. */
  createSpill?(folder: string | undefined): Spill;
}

/** The store's worker: takes chunks from solvers and answers the host. */
export class StoreWorker {
  private store = new ResultStore();
  private readonly changed = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told: string | undefined;
  /** Plots whose vectors the host knows: `run plot`. */
  private readonly known = new Set<string>();
  /** Runs whose results are not wanted any more; what still arrives of them is dropped. */
  private readonly removed = new Set<number>();

  constructor(private readonly options: StoreWorkerOptions) {}

  receive(message: StoreRequest): void {
    const id = 'request' in message ? message.request.id : 'id' in message ? message.id : undefined;
    try {
      this.handle(message);
    } catch (error) {
      this.reply({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  private handle(message: StoreRequest): void {
    switch (message.type) {
      case 'configure':
        this.store = new ResultStore({
          memoryLimit: message.memoryLimit,
          spill: this.options.createSpill?.(message.folder),
        });
        break;
      case 'connect': {
        const port = message.port as Port;
        port.onmessage = ({ data }) => this.feed(data as SolverEvent);
        break;
      }
      case 'tiles': {
        const reply = this.store.tiles(message.request);
        this.reply({ type: 'tiles', reply }, [reply.buffer]);
        break;
      }
      case 'cursor':
        this.reply({ type: 'cursor', reply: this.store.cursor(message.request) });
        break;
      case 'columns': {
        const { id, run, plot, vectors, from, to } = message.request;
        const columns = this.store.columns(run, plot, vectors, from, to);
        this.reply({ type: 'columns', reply: { id, columns } }, columns.map(({ buffer }) => buffer));
        break;
      }
      case 'plots':
        this.reply({ type: 'plots', id: message.id, plots: this.store.summaries(message.run) });
        break;
      case 'finish':
        this.finish(message.run, message.outcome);
        break;
      case 'remove':
        this.store.remove(message.run);
        this.changed.delete(message.run);
        this.removed.add(message.run);
        for (const key of this.known) {
          if (key.startsWith(`${message.run} `)) this.known.delete(key);
        }
        break;
    }
  }

  /** What a solver's worker sends. */
  private feed(event: SolverEvent): void {
    if (event.type !== 'finished' && event.type !== 'ready' && this.removed.has(event.run)) return;
    try {
      if (event.type === 'event') {
        if (this.store.event(event.run, event.event)) this.announce(event.run);
      } else if (event.type === 'chunk') {
        this.store.chunk(event.run, event.chunk);
        this.announce(event.run);
      } else if (event.type === 'finished') {
        this.finish(event.run, event.outcome);
      }
    } catch (error) {
      this.reply({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  private finish(run: number, outcome: (SolverEvent & { type: 'finished' })['outcome']): void {
    this.store.finish(run, outcome);
    this.changed.delete(run);
    this.reply({ type: 'finished', run, outcome, plots: this.summaries(run) });
  }

  /** The first change of a quiet store is told at once, so that the first points show without delay. */
  private announce(run: number): void {
    this.changed.add(run);
    if (this.timer !== undefined) return;
    this.flush();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.changed.size > 0) this.announce(this.changed.values().next().value!);
    }, CHANGE_INTERVAL);
  }

  private flush(): void {
    for (const run of this.changed) this.reply({ type: 'changed', run, plots: this.summaries(run) });
    this.changed.clear();
    const { problem } = this.store;
    if (problem && problem !== this.told) this.reply({ type: 'failed', message: (this.told = problem) });
  }

  /** Summaries that grow by the second do not carry thousands of vectors each time. */
  private summaries(run: number): PlotSummary[] {
    return this.store.summaries(run).map((summary) => {
      const key = `${run} ${summary.plot}`;
      if (this.known.has(key)) return { ...summary, vectors: [] };
      this.known.add(key);
      return summary;
    });
  }

  private reply(message: StoreReply, transfer: object[] = []): void {
    this.options.port.postMessage(message, transfer);
  }
}
