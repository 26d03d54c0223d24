import inspector from 'node:inspector';

/** How often each range of the bundle ran, function by function, as V8 tells it. */
export type CoverageCounts = { start: number; end: number; count: number }[][];

/** Counts what the thread that makes it runs from then on. */
export class CoverageRecorder {
  private readonly session = new inspector.Session();

  constructor() {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** The counts of the script that runs here, the bundle. */
  take(): CoverageCounts {
    let counts: CoverageCounts = [];
    // The session is of this thread, so that the answer is there when `post` returns.
    this.session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error !== null) throw new Error(error.message);
      const script = answer.result.find(({ url }) => url === import.meta.url);
      if (script === undefined) throw new Error('V8 has no counts of the bundle.');
      counts = script.functions.map(({ ranges }) => ranges.map(({ startOffset, endOffset, count }) => ({ start: startOffset, end: endOffset, count })));
    });
    return counts;
  }
}
