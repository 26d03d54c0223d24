import type { Chunk, RunEvent, Vector } from '@nodal/protocol';
import { type Advance, type Engine, EngineCrash, type EngineSession } from './engine.js';

/** What a made-up job does; each advance adds `step` points. */
export interface ScriptedJob {
  /** Points after which the job ends; never when absent. */
  points?: number;
  step?: number;
  end?: 'done' | 'failed' | 'crash' | 'refuse';
}

const VECTORS: Vector[] = ['time', 'v(out)'].map((name) => ({ name, quantity: 'voltage', unit: 'V', complex: false, raw: true, node: null, device: null }));

/** An engine without a solver: point `i` has time `i` and value `10 i`. */
export function scriptedEngine(jobs: ScriptedJob[]): Engine {
  return {
    name: 'scripted',
    capabilities: () => ({ analyses: ['tran'], devices: [], models: [] }),
    open: () => new ScriptedSession(jobs),
  };
}

class ScriptedSession implements EngineSession {
  readonly jobs: number[];
  private job: ScriptedJob = {};
  private plot = -1;
  private made = 0;
  private taken = 0;
  private events: RunEvent[] = [];

  constructor(private readonly script: ScriptedJob[]) {
    this.jobs = script.map((_, i) => i);
  }

  start(job: number): boolean {
    this.job = this.script[job]!;
    if (this.job.end === 'refuse') {
      this.events.push({ event: 'diagnosed', diagnostic: { severity: 'error', code: 'refused', message: 'refused', origin: 0, device: null, node: null } });
      return false;
    }
    this.plot++;
    this.made = this.taken = 0;
    this.events.push({ event: 'plotStarted', plot: this.plot, job, analysis: 'tran', title: 'scripted', vectors: VECTORS, dimensions: [] });
    return true;
  }

  advance(): Advance {
    this.made = Math.min(this.made + (this.job.step ?? 1), this.job.points ?? Infinity);
    this.events.push({ event: 'progress', plot: this.plot, fraction: this.made / (this.job.points ?? 1e9), at: this.made });
    if (this.made < (this.job.points ?? Infinity)) return 'running';
    if (this.job.end === 'crash') throw new EngineCrash('The solver crashed: scripted');
    this.finish(this.job.end !== 'failed');
    return this.job.end === 'failed' ? 'failed' : 'done';
  }

  stop(): void {
    this.finish(false);
  }

  takeEvents(): RunEvent[] {
    return this.events.splice(0);
  }

  takeChunk(): Chunk | undefined {
    const points = this.made - this.taken;
    if (points === 0) return undefined;
    const first = this.taken;
    this.taken = this.made;
    const data = new Float64Array(2 * points);
    for (let i = 0; i < points; i++) {
      data[i] = first + i;
      data[points + i] = 10 * (first + i);
    }
    return { plot: this.plot, first, points, columns: [data.subarray(0, points), data.subarray(points)] };
  }

  alter(): void {}

  close(): void {}

  private finish(complete: boolean): void {
    const statistics = { iterations: 0, points: this.made, rejected: 0, solve: 0, operatingPoint: '' };
    this.events.push({ event: 'plotFinished', plot: this.plot, points: this.made, complete, statistics });
  }
}
