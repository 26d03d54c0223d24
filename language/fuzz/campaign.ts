import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CoverageCounts } from './coverage.js';
import { dependsOnTime, type Failure, kindOf, SLOWEST } from './failure.js';
import type { FuzzCase } from './fuzz-case.js';
import type { Answer, Order, WorkerData } from './messages.js';

/** How many inputs a worker gets at once. */
const BATCH = 200;
/** Milliseconds after which an input is given up, with its worker. Other programs may hold the processor for seconds. */
const HANG = 15_000;

/** Failures that look alike. */
export interface FailureKind {
  count: number;
  /** The number of the first input. */
  index: number;
  failure: Failure;
}

export interface CampaignResult {
  failures: FailureKind[];
  coverage: CoverageCounts[];
}

type Settings = Omit<WorkerData, 'pulse'>;

/** Runs all inputs of a run in workers, and goes on when one of them throws, is slow, hangs or ends its worker. */
export class Campaign {
  private next = 0;
  private finished = 0;
  private readonly kinds = new Map<string, FailureKind>();
  private readonly coverage: CoverageCounts[] = [];

  constructor(private readonly settings: Settings, private readonly workers: number, private readonly progress: (finished: number, failures: number) => void) {}

  async run(): Promise<CampaignResult> {
    await Promise.all(Array.from({ length: this.workers }, () => this.lane()));
    return { failures: [...this.kinds.values()], coverage: this.coverage };
  }

  private failed(index: number, failure: Failure): void {
    const kind = dependsOnTime(failure) ? `${failure.oracle} ${index}` : kindOf(failure);
    const known = this.kinds.get(kind);
    if (known !== undefined) {
      known.count++;
      return;
    }
    this.kinds.set(kind, { count: 1, index, failure });
    // Told at once: the shrinking comes at the end, and may take long.
    console.log(`    input ${index}: ${failure.oracle}: ${failure.message.split('\n')[0]!.slice(0, 160)}`);
  }

  /** One worker after the other until no inputs are left. */
  private async lane(): Promise<void> {
    let from = 0;
    let to = 0;
    for (;;) {
      if (from >= to) {
        if (this.next >= this.settings.inputs) return;
        from = this.next;
        to = this.next = Math.min(this.settings.inputs, from + BATCH);
      }
      const lost = await this.untilLost(from, to);
      if (lost === undefined) return;
      this.failed(lost.index, lost.failure);
      this.finished += Math.max(0, lost.index + 1 - lost.from);
      from = lost.index + 1;
      to = lost.to;
    }
  }

  /** Starts a worker and feeds it, until all inputs are done or the worker is lost with an input. */
  private untilLost(from: number, to: number): Promise<{ from: number; to: number; index: number; failure: Failure } | undefined> {
    const pulse = new SharedArrayBuffer(16);
    const beat = new Float64Array(pulse);
    beat[0] = -1;
    const worker = startWorker({ ...this.settings, pulse });
    const order = (message: Order) => worker.postMessage(message);
    return new Promise((resolve) => {
      const lose = (failure: Failure) => {
        clearInterval(watchdog);
        const index = Math.max(beat[0]!, from);
        void worker.terminate();
        resolve({ from, to, index, failure });
      };
      const watchdog = setInterval(() => {
        if (beat[0]! >= 0 && Date.now() - beat[1]! > HANG) lose({ oracle: 'hang', message: `it takes more than ${HANG / 1000} s` });
      }, 500);
      worker.on('error', (error) => lose({ oracle: 'crash', message: String(error) }));
      worker.on('message', (answer: Answer) => {
        switch (answer.kind) {
          case 'failed': return this.failed(answer.index, answer.failure);
          case 'done':
            this.finished += to - from;
            this.progress(this.finished, [...this.kinds.values()].reduce((sum, { count }) => sum + count, 0));
            from = this.next;
            to = this.next = Math.min(this.settings.inputs, from + BATCH);
            return order(from < to ? { kind: 'run', from, to } : { kind: 'finish' });
          case 'covered':
            clearInterval(watchdog);
            if (answer.counts !== undefined) this.coverage.push(answer.counts);
            return void worker.terminate().then(() => resolve(undefined));
        }
      });
      order({ kind: 'run', from, to });
    });
  }
}

/** Tries inputs one at a time in a worker of their own, so that one that hangs can be given up. */
export class Trial {
  private worker: Promise<Worker> | undefined;

  constructor(private readonly settings: Settings) {}

  /** What fails; `hang` or `slow` when it takes too long. */
  async try(input: FuzzCase, patience = HANG): Promise<Failure | undefined> {
    const worker = await (this.worker ??= this.ready());
    return new Promise((resolve) => {
      const end = (failure: Failure | undefined, lost: boolean) => {
        clearTimeout(timer);
        worker.off('error', crashed).off('message', answered);
        if (lost) {
          this.worker = undefined;
          void worker.terminate();
        }
        resolve(failure);
      };
      const timer = setTimeout(() => end({ oracle: 'hang', message: `it takes more than ${patience / 1000} s` }, true), patience);
      const crashed = (error: Error) => end({ oracle: 'crash', message: String(error) }, true);
      const answered = (answer: Answer) => {
        if (answer.kind !== 'tried') return;
        end(answer.failure ?? (answer.milliseconds > SLOWEST ? { oracle: 'slow', message: `it takes ${Math.round(answer.milliseconds)} ms` } : undefined), false);
      };
      worker.on('error', crashed).on('message', answered);
      worker.postMessage({ kind: 'try', input } satisfies Order);
    });
  }

  async end(): Promise<void> {
    await (await this.worker)?.terminate();
  }

  /** A worker that has read the decks: the time that this takes is not the input's. */
  private ready(): Promise<Worker> {
    const worker = startWorker({ ...this.settings, coverage: false, pulse: new SharedArrayBuffer(16) });
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', () => {
        worker.off('error', reject);
        resolve(worker);
      });
    });
  }
}

/** The same bundle is the main thread's and the workers'. */
function startWorker(workerData: WorkerData): Worker {
  return new Worker(fileURLToPath(import.meta.url), { workerData });
}
