import type { CursorReply, CursorRequest, PlotSummary, RunOutcome, StoreReply, StoreRequest, TileReply, TileRequest, Vector } from '@nodal/protocol';
import type { WorkerHandle } from '../worker/port.js';

interface Pending {
  resolve(value: never): void;
  reject(error: Error): void;
  /** The asker's own number, to be put back into the answer. */
  id: number;
}

export interface StoreListener {
  /** Plots of a run have begun, grown or ended. */
  changed?(run: number, plots: PlotSummary[]): void;
  /** All that a run has produced is in the store. */
  finished?(run: number, outcome: RunOutcome, plots: PlotSummary[]): void;
  /** Results cannot be kept as the settings want, or a chunk was lost. */
  problem?(message: string): void;
}

/** The result store as its host sees it. Requests of several views may use the same numbers. */
export class StoreClient {
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Set<StoreListener>();
  private readonly vectors = new Map<string, Vector[]>();
  private next = 1;

  constructor(private readonly worker: WorkerHandle, options: { memoryLimit: number; folder?: string }) {
    worker.onMessage((message) => this.receive(message as StoreReply));
    worker.onFailure((error) => this.fail(error));
    this.send({ type: 'configure', ...options });
  }

  /** Adds a listener; the answer removes it. */
  listen(listener: StoreListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tiles(request: TileRequest): Promise<TileReply> {
    return this.ask(request.id, (id) => ({ type: 'tiles', request: { ...request, id } }));
  }

  cursor(request: CursorRequest): Promise<CursorReply> {
    return this.ask(request.id, (id) => ({ type: 'cursor', request: { ...request, id } }));
  }

  /** Copies of columns; all vectors, all points when not given. */
  async columns(run: number, plot: number, vectors?: number[], from?: number, to?: number): Promise<Float64Array[]> {
    const reply = await this.ask<{ id: number; columns: Float64Array[] }>(0, (id) => ({ type: 'columns', request: { id, run, plot, vectors, from, to } }));
    return reply.columns;
  }

  async plots(run?: number): Promise<PlotSummary[]> {
    const reply = await this.ask<{ id: number; plots: PlotSummary[] }>(0, (id) => ({ type: 'plots', id, run }));
    return reply.plots;
  }

  /** Connects a solver's worker by a port. */
  connect(port: object): void {
    this.worker.post({ type: 'connect', port } satisfies StoreRequest, [port]);
  }

  /** Ends a run whose worker was ended. */
  finish(run: number, outcome: RunOutcome): void {
    this.send({ type: 'finish', run, outcome });
  }

  remove(run: number): void {
    for (const key of this.vectors.keys()) {
      if (key.startsWith(`${run} `)) this.vectors.delete(key);
    }
    this.send({ type: 'remove', run });
  }

  close(): void {
    this.fail(new Error('The result store was closed.'));
    this.worker.terminate();
  }

  private ask<T extends { id: number }>(asked: number, message: (id: number) => StoreRequest): Promise<T> {
    const id = this.next++;
    return new Promise<T>((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as Pending['resolve'], reject, id: asked });
      this.send(message(id));
    });
  }

  private send(message: StoreRequest): void {
    this.worker.post(message);
  }

  private receive(message: StoreReply): void {
    switch (message.type) {
      case 'changed': {
        const plots = this.named(message.plots);
        for (const listener of this.listeners) listener.changed?.(message.run, plots);
        break;
      }
      case 'finished': {
        const plots = this.named(message.plots);
        for (const listener of this.listeners) listener.finished?.(message.run, message.outcome, plots);
        break;
      }
      case 'failed': {
        const pending = message.id === undefined ? undefined : this.take(message.id);
        if (pending) pending.reject(new Error(message.message));
        else for (const listener of this.listeners) listener.problem?.(message.message);
        break;
      }
      case 'plots':
        this.answer(message.id, message);
        break;
      default:
        this.answer(message.reply.id, message.reply);
    }
  }

  private answer(id: number, reply: { id: number }): void {
    const pending = this.take(id);
    pending?.resolve({ ...reply, id: pending.id } as never);
  }

  private take(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }

  /** The store tells the vectors of a plot once. */
  private named(plots: PlotSummary[]): PlotSummary[] {
    return plots.map((plot) => {
      const key = `${plot.run} ${plot.plot}`;
      if (plot.vectors.length > 0) this.vectors.set(key, plot.vectors);
      return { ...plot, vectors: this.vectors.get(key) ?? [] };
    });
  }

  private fail(error: Error): void {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
