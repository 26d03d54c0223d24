import type { Chunk, Overrides, RunEvent, RunOutcome } from '@nodal/protocol';
import { CircuitError, type Engine, EngineCrash, type EngineSession } from './engine.js';

/** Milliseconds of work before the first look at results: the first points leave at once. */
const FIRST_BUDGET = 3;
/** Milliseconds of work between two looks at the message port, so that Stop is answered in time. */
const BUDGET = 10;
/** Milliseconds between two chunks, under the 50 that the views count on. */
const CHUNK_INTERVAL = 30;
/** Milliseconds between two progress events. */
const PROGRESS_INTERVAL = 50;

export interface RunRequest {
  /** The encoded circuit. */
  circuit: Uint8Array;
  /** One job; all in the engine's order when absent. */
  job?: number;
  overrides?: Overrides;
}

/** Gets what a run produces: a plot's event before its points, its points before its end. */
export interface RunSink {
  event(event: RunEvent): void;
  chunk(chunk: Chunk): void;
}

export interface RunControl {
  /** Called between pieces of work: lets messages in. A promise is awaited. */
  pause(): Promise<void> | void;
  /** Whether the run is to be stopped. */
  readonly stopped: boolean;
}

export interface RunEnd {
  outcome: RunOutcome;
  /** The engine crashed and must be replaced: what to report. */
  crash?: string;
}

/**
 * Runs jobs of a circuit in an engine of this thread. Never throws: what goes
 * wrong is an event or a crash in the answer. A job that fails does not keep
 * the next ones from running.
 */
export async function runJobs(engine: Engine, request: RunRequest, sink: RunSink, control: RunControl): Promise<RunEnd> {
  let session: EngineSession | undefined;
  try {
    session = engine.open(request.circuit);
    let outcome: RunOutcome = 'done';
    for (const job of request.job === undefined ? session.jobs : [request.job]) {
      const ended = await runJob(session, job, request.overrides, sink, control);
      if (ended === 'stopped') {
        outcome = ended;
        break;
      }
      if (ended === 'failed') outcome = ended;
    }
    session.close();
    return { outcome };
  } catch (error) {
    if (error instanceof EngineCrash) return { outcome: 'failed', crash: error.message };
    sink.event({ event: 'diagnosed', diagnostic: diagnosticOf(error) });
    session?.close();
    return { outcome: 'failed' };
  }
}

function diagnosticOf(error: unknown): (RunEvent & { event: 'diagnosed' })['diagnostic'] {
  if (error instanceof CircuitError) return error.diagnostic;
  const message = error instanceof Error ? error.message : String(error);
  return { severity: 'error', code: 'run', message, origin: 0xffff_ffff, device: null, node: null };
}

async function runJob(session: EngineSession, job: number, overrides: Overrides | undefined, sink: RunSink, control: RunControl): Promise<RunOutcome> {
  const delivery = new Delivery(session, sink);
  if (!session.start(job, overrides)) {
    delivery.all();
    return 'failed';
  }
  let budget = FIRST_BUDGET;
  for (;;) {
    const advanced = session.advance(budget);
    if (advanced !== 'running') {
      delivery.all();
      return advanced;
    }
    delivery.some();
    const pause = control.pause();
    if (pause) await pause;
    if (control.stopped) {
      session.stop();
      delivery.all();
      return 'stopped';
    }
    budget = BUDGET;
  }
}

/** Hands events and chunks on, in order and not too often. */
class Delivery {
  private chunkAt = -Infinity;
  private progressAt = -Infinity;
  /** Points of plots that the sink has not been told of yet: of a job's later steps. */
  private readonly waiting: Chunk[] = [];
  private latest = -1;

  constructor(private readonly session: EngineSession, private readonly sink: RunSink) {}

  /** While the job runs: events at once, points and progress when it is time. */
  some(): void {
    const now = performance.now();
    for (const event of this.session.takeEvents()) {
      if (event.event === 'progress') {
        if (now - this.progressAt < PROGRESS_INTERVAL) continue;
        this.progressAt = now;
      }
      this.pass(event);
    }
    if (now - this.chunkAt >= CHUNK_INTERVAL && this.chunks()) this.chunkAt = now;
  }

  /** At the end of a job. */
  all(): void {
    for (const event of this.session.takeEvents()) this.pass(event);
    this.chunks();
  }

  private pass(event: RunEvent): void {
    // The end of a plot comes after its last points.
    if (event.event === 'plotFinished') this.chunks();
    if (event.event === 'plotStarted') this.latest = event.plot;
    this.sink.event(event);
  }

  /** Passes on the points of the plots that have begun. */
  private chunks(): boolean {
    for (let chunk = this.session.takeChunk(); chunk; chunk = this.session.takeChunk()) this.waiting.push(chunk);
    let passed = 0;
    for (const chunk of this.waiting) {
      if (chunk.plot > this.latest) break;
      this.sink.chunk(chunk);
      passed++;
    }
    this.waiting.splice(0, passed);
    return passed > 0;
  }
}
