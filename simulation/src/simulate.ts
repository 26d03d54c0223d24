import type { Chunk, Overrides, PlotStep, RunDiagnostic, RunEvent, RunOutcome, Statistics, Vector } from '@nodal/protocol';
import type { Engine } from './engine.js';
import { runJobs } from './run-jobs.js';
import { WasmEngine } from './wasm-engine.js';

export interface SimulateOptions {
  /** The solver's code; for a solver that is already there, `engine`. */
  wasm?: WebAssembly.Module | BufferSource;
  engine?: Engine;
  /** One job; all when absent. */
  job?: number;
  overrides?: Overrides;
  /** Told of everything as it happens. */
  onEvent?(event: RunEvent): void;
  /** Stops the run; what was computed stays. */
  signal?: AbortSignal;
}

/** A plot with all its numbers. */
export interface PlotResult {
  plot: number;
  /** Index of the job in `Circuit.analyses`. */
  job: number;
  /** `op`, `dc`, `ac`, `tran` */
  analysis: string;
  title: string;
  vectors: Vector[];
  /** By vector; pairs (real, imaginary) for a complex one. */
  columns: Float64Array[];
  points: number;
  dimensions: number[];
  /** Which step of the job it is; absent without `.step`. */
  step?: PlotStep;
  /** False when the analysis failed or was stopped. */
  complete: boolean;
  statistics: Statistics;
}

export type MeasureResult = Omit<RunEvent & { event: 'measured' }, 'event'>;

export type TableResult = Omit<RunEvent & { event: 'table' }, 'event'>;

export interface RunResult {
  outcome: RunOutcome;
  /** In the order in which ngspice runs them. */
  plots: PlotResult[];
  measures: MeasureResult[];
  /** Figures without an axis: harmonics, operating points of devices. */
  tables: TableResult[];
  diagnostics: RunDiagnostic[];
  /** What to report when the solver crashed. */
  crash?: string;
}

/** Milliseconds of work after which timers and signals get their turn. */
const TURN_INTERVAL = 50;

/** Runs a circuit in this thread and answers all its numbers: for the command line and for tests. */
export async function simulate(circuit: Uint8Array, options: SimulateOptions): Promise<RunResult> {
  const { wasm, job, overrides, signal } = options;
  const engine = options.engine ?? (wasm && (await WasmEngine.create(wasm)));
  if (!engine) throw new Error('simulate needs the solver: its code (`wasm`) or an engine.');
  const result = new Collector(options.onEvent);
  let turned = performance.now();
  const end = await runJobs(engine, { circuit, job, overrides }, result, {
    pause() {
      if (performance.now() - turned < TURN_INTERVAL) return;
      return new Promise((resolve) =>
        setTimeout(() => {
          turned = performance.now();
          resolve();
        }, 0),
      );
    },
    get stopped() {
      return signal?.aborted === true;
    },
  });
  return { ...end, ...result.result() };
}

class Collector {
  private readonly plots = new Map<number, Omit<PlotResult, 'columns'> & { chunks: Chunk[] }>();
  private readonly measures: MeasureResult[] = [];
  private readonly tables: TableResult[] = [];
  private readonly diagnostics: RunDiagnostic[] = [];

  constructor(private readonly onEvent: ((event: RunEvent) => void) | undefined) {}

  event(event: RunEvent): void {
    switch (event.event) {
      case 'plotStarted': {
        const { plot, job, analysis, title, vectors, dimensions, step } = event;
        const statistics = { iterations: 0, points: 0, rejected: 0, solve: 0, operatingPoint: '' };
        this.plots.set(plot, { plot, job, analysis, title, vectors, dimensions, ...(step === undefined ? {} : { step }), points: 0, complete: false, statistics, chunks: [] });
        break;
      }
      case 'plotFinished':
        Object.assign(this.plots.get(event.plot)!, { complete: event.complete, statistics: event.statistics });
        break;
      case 'measured': {
        const { event: _, ...measure } = event;
        this.measures.push(measure);
        break;
      }
      case 'table': {
        const { event: _, ...table } = event;
        this.tables.push(table);
        break;
      }
      case 'diagnosed':
        this.diagnostics.push(event.diagnostic);
        break;
    }
    this.onEvent?.(event);
  }

  chunk(chunk: Chunk): void {
    const plot = this.plots.get(chunk.plot)!;
    plot.chunks.push(chunk);
    plot.points += chunk.points;
  }

  result(): Pick<RunResult, 'plots' | 'measures' | 'tables' | 'diagnostics'> {
    const plots = [...this.plots.values()].map(({ chunks, ...plot }) => ({
      ...plot,
      columns: plot.vectors.map(({ complex }, i) => {
        const column = new Float64Array(plot.points * (complex ? 2 : 1));
        for (const { first, columns } of chunks) column.set(columns[i]!, first * (complex ? 2 : 1));
        return column;
      }),
    }));
    return { plots, measures: this.measures, tables: this.tables, diagnostics: this.diagnostics };
  }
}
