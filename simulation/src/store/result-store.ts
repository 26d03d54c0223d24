import type { Chunk, CursorReply, CursorRequest, PlotSummary, RunEvent, RunOutcome, TileReply, TileRequest } from '@nodal/protocol';
import { Memory, type Spill } from './column.js';
import { Plot } from './plot.js';

export interface StoreOptions {
  /** Megabytes of columns that may stay in memory (setting `nodal.results.memoryLimit`). */
  memoryLimit?: number;
  /** Where columns go above the limit. Without it the oldest finished runs are dropped. */
  spill?: Spill;
}

interface Run {
  plots: Map<number, Plot>;
  finished: boolean;
}

/**
 * All results of a window or of a command: runs → plots → vectors. It owns the
 * columns; views get tiles and values, files get copies.
 */
export class ResultStore {
  private readonly runs = new Map<number, Run>();
  private readonly memory: Memory;

  constructor(options: StoreOptions = {}) {
    this.memory = new Memory((options.memoryLimit ?? Infinity) * 1_048_576, options.spill);
  }

  /** Takes in an event of a run; answers whether a summary changed by it. */
  event(run: number, event: RunEvent): boolean {
    if (event.event === 'plotStarted') {
      const plot = new Plot(run, event.plot, event.analysis, event.title, event.vectors, this.memory);
      plot.step = event.step;
      this.run(run).plots.set(event.plot, plot);
    } else if (event.event === 'progress') {
      const plot = this.plot(run, event.plot);
      // Only a transient's progress is measured along its axis.
      // That of a step is one of all steps of its job.
      const fraction = plot.step === undefined ? event.fraction : event.fraction * plot.step.count - plot.step.index;
      if (plot.summary().analysis !== 'tran' || !(fraction > 0) || plot.end !== undefined) return false;
      plot.end = Number((event.at / fraction).toPrecision(plot.step === undefined ? 12 : 6));
    } else if (event.event === 'plotFinished') {
      const plot = this.plot(run, event.plot);
      plot.finished = true;
      plot.complete = event.complete;
    } else {
      return false;
    }
    return true;
  }

  chunk(run: number, chunk: Chunk): void {
    this.plot(run, chunk.plot).append(chunk);
    if (this.memory.full) this.dropOldest();
  }

  /** The run is over; plots that it left open are finished as incomplete. */
  finish(run: number, _outcome: RunOutcome): void {
    const known = this.runs.get(run);
    if (!known) return;
    known.finished = true;
    for (const plot of known.plots.values()) plot.finished = true;
  }

  /** The plots of a run, or of all runs, oldest first. */
  summaries(run?: number): PlotSummary[] {
    const runs = run === undefined ? [...this.runs.values()] : [this.runs.get(run)].filter((one) => one !== undefined);
    return runs.flatMap(({ plots }) => [...plots.values()].map((plot) => plot.summary()));
  }

  tiles(request: TileRequest): TileReply {
    return this.plot(request.run, request.plot).tiles(request);
  }

  cursor(request: CursorRequest): CursorReply {
    return this.plot(request.run, request.plot).cursor(request);
  }

  /** Copies of columns; all vectors when `vectors` is absent. */
  columns(run: number, plot: number, vectors?: readonly number[], from?: number, to?: number): Float64Array[] {
    const stored = this.plot(run, plot);
    return stored.columns(vectors ?? stored.summary().vectors.map((_, i) => i), from, to);
  }

  remove(run: number): void {
    for (const plot of this.runs.get(run)?.plots.values() ?? []) plot.release();
    this.runs.delete(run);
  }

  /** Bytes of columns in memory and on disk. */
  get size(): { memory: number; disk: number } {
    return { memory: this.memory.resident, disk: this.memory.spilled };
  }

  /** Why columns can no longer be spilled, if that is so. */
  get problem(): string | undefined {
    const { failure } = this.memory;
    return failure && `Results are kept in memory beyond the limit of the setting nodal.results.memoryLimit, because they cannot be written to a temporary file: ${failure.message}`;
  }

  close(): void {
    for (const run of [...this.runs.keys()]) this.remove(run);
    this.memory.close();
  }

  private run(run: number): Run {
    let known = this.runs.get(run);
    if (!known) this.runs.set(run, (known = { plots: new Map(), finished: false }));
    return known;
  }

  private plot(run: number, plot: number): Plot {
    const found = this.runs.get(run)?.plots.get(plot);
    if (!found) throw new Error(`The result store has no plot ${plot} of run ${run}; it may have been removed.`);
    return found;
  }

  private dropOldest(): void {
    for (const [number, run] of this.runs) {
      if (!this.memory.full) return;
      if (run.finished) this.remove(number);
    }
  }
}
