import { DEFAULT_SETTINGS, type PlotSummary, type Presentation, type RunTable } from '@nodal/protocol';
import { shownVectors } from '@nodal/simulation/shown-vectors';
import { SimulationHost } from '@nodal/simulation/worker-host';
import * as vscode from 'vscode';
import type { Platform } from '../platform.js';

/** The last run of a deck, as the views show it. */
export interface DeckResults {
  deck: vscode.Uri;
  run: number;
  plots: PlotSummary[];
  presentations: Presentation[];
  /** What devices do at operating points. */
  tables: RunTable[];
  running: boolean;
  /** Versions of the documents that the circuit was made of, by URI. */
  versions: Record<string, number>;
}

/**
 * The solver and the store behind all runs of the window, and what each deck's
 * last run has given. Workers start with the first run or before it (see `prewarm.ts`).
 */
export class Simulation implements vscode.Disposable {
  private host: SimulationHost | undefined;
  private readonly decks = new Map<string, DeckResults>();
  private readonly changed = new vscode.EventEmitter<DeckResults>();
  /** Plots of a deck have begun, grown or ended; at most every 50 ms while it runs. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly platform: Platform, private readonly log: vscode.LogOutputChannel) {}

  /** The last run of a deck. */
  resultsOf(deck: vscode.Uri): DeckResults | undefined {
    return this.decks.get(deck.toString());
  }

  get started(): SimulationHost {
    if (!this.host) {
      this.host = new SimulationHost({
        platform: this.platform.workers,
        loadSolver: (module) => this.platform.loadSolver(module),
        memoryLimit: vscode.workspace.getConfiguration('nodal').get<number>('results.memoryLimit', DEFAULT_SETTINGS.results.memoryLimit),
        folder: this.platform.spillFolder,
      });
      this.host.store.listen({
        changed: (run, plots) => this.update(run, plots),
        finished: (run, _outcome, plots) => this.update(run, plots),
        problem: (message) => {
          this.log.warn(message);
          void vscode.window.showWarningMessage(message);
        },
      });
    }
    return this.host;
  }

  /** A run of a deck begins; the results of its last one are no longer kept. */
  begin(results: DeckResults): void {
    const before = this.decks.get(results.deck.toString());
    if (before) this.host?.store.remove(before.run);
    this.decks.set(results.deck.toString(), results);
    this.changed.fire(results);
  }

  end(deck: vscode.Uri, run: number): void {
    const results = this.decks.get(deck.toString());
    if (!results || results.run !== run) return;
    results.running = false;
    this.changed.fire(results);
  }

  dispose(): void {
    this.host?.close();
    this.changed.dispose();
  }

  private update(run: number, plots: PlotSummary[]): void {
    for (const results of this.decks.values()) {
      if (results.run !== run) continue;
      results.plots = plots;
      this.changed.fire(results);
    }
  }
}

/** The vectors that `.print`, `.plot` and `.probe` ask for, by analysis. */
export function shownByAnalysis({ plots, presentations }: DeckResults): Record<string, string[]> {
  return Object.fromEntries(plots.map((plot) => [plot.analysis, shownVectors(presentations, plot.analysis, plot.vectors)]));
}
