/**
 * What VS Code and the extension host are to a view, for tests in a browser: it
 * answers tiles and cursors from a real result store, a message later each, and
 * keeps what the view posts.
 */
import type { HostToView, RunEvent, RunTable, TileRequest, Vector, ViewState, ViewToHost } from '@nodal/protocol';
import { ResultStore } from '@nodal/simulation/store/result-store';

interface Signal {
  name: string;
  unit: string;
  complex?: boolean;
  /** `points` doubles, or twice as many. */
  values: ArrayLike<number>;
}

class FakeHost {
  store = new ResultStore();
  posted: ViewToHost[] = [];
  requests: TileRequest[] = [];
  /** Most requests for tiles that were ever under way. */
  mostInFlight = 0;
  private inFlight = 0;
  /** Largest answer in bytes. */
  largestReply = 0;
  /** Milliseconds until an answer. */
  delay = 5;
  kept: ViewState | undefined;
  private run = 0;
  uri = 'file:///circuits/rc%20step.cir';
  shown: Record<string, string[]> = {};
  tables: RunTable[] = [];

  receive(message: ViewToHost): void {
    this.posted.push(message);
    if (message.type === 'tiles') {
      this.requests.push(message.request);
      this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
      setTimeout(() => {
        this.inFlight--;
        const reply = this.store.tiles(message.request);
        this.largestReply = Math.max(this.largestReply, reply.buffer.byteLength);
        this.send({ type: 'tiles', reply });
      }, this.delay);
    } else if (message.type === 'cursor') {
      setTimeout(() => this.send({ type: 'cursor', reply: this.store.cursor(message.request) }), this.delay);
    }
  }

  send(message: HostToView): void {
    window.postMessage(structuredClone(message), '*');
  }

  startRun(): void {
    this.run++;
  }

  event(event: RunEvent): void {
    this.store.event(this.run, event);
  }

  plotStarted(plot: number, analysis: string, signals: Signal[], title = 'test'): void {
    const quantities: Record<string, string> = { s: 'time', Hz: 'frequency', V: 'voltage', A: 'current' };
    const vectors: Vector[] = signals.map(({ name, unit, complex }) => ({
      name, unit, complex: complex === true, quantity: quantities[unit] ?? 'notype', raw: true, node: null, device: null,
    }));
    this.event({ event: 'plotStarted', plot, job: plot, analysis, title, vectors, dimensions: [] } as RunEvent);
  }

  chunk(plot: number, signals: Signal[], first: number, end: number): void {
    this.store.chunk(this.run, {
      plot, first, points: end - first,
      columns: signals.map(({ values, complex }) => Float64Array.from(Array.prototype.slice.call(values, complex ? 2 * first : first, complex ? 2 * end : end))),
    });
  }

  plotFinished(plot: number, points: number): void {
    this.event({ event: 'plotFinished', plot, points, complete: true, statistics: { iterations: 0, points, rejected: 0, solve: 0, operatingPoint: '' } } as RunEvent);
  }

  /** A whole plot at once. */
  plot(plot: number, analysis: string, signals: Signal[]): void {
    const points = signals[0]!.values.length / (signals[0]!.complex ? 2 : 1);
    this.plotStarted(plot, analysis, signals);
    this.chunk(plot, signals, 0, points);
    this.plotFinished(plot, points);
  }

  announce(running = false): void {
    this.send({ type: 'plots', uri: this.uri, run: this.run, plots: this.store.summaries(this.run), shown: this.shown, tables: this.tables, running });
  }

  /** Bytes of the last export, and its first characters. */
  saved(): { name: string; mime: string; bytes: number; head: string } | undefined {
    const last = this.posted.filter((message) => message.type === 'save').at(-1);
    if (last?.type !== 'save') return undefined;
    return { name: last.name, mime: last.mime, bytes: last.data.byteLength, head: String.fromCharCode(...new Uint8Array(last.data.slice(0, 200))) };
  }
}

const host = new FakeHost();
declare global {
  interface Window { host: FakeHost; acquireVsCodeApi: unknown }
}
window.host = host;
const stored = sessionStorage.getItem('state');
host.kept = stored ? (JSON.parse(stored) as ViewState) : undefined;
window.acquireVsCodeApi = () => ({
  postMessage: (message: ViewToHost) => host.receive(structuredClone(message)),
  getState: () => host.kept,
  setState: (state: ViewState) => {
    host.kept = state;
    sessionStorage.setItem('state', JSON.stringify(state));
  },
});
