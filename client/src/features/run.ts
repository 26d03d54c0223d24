import { ELABORATE_REQUEST, type ElaborateParams, type ElaborateResult, type RunDiagnostic, type RunEvent, type RunTable } from '@nodal/protocol';
import { isOfDevices, tableText } from '@nodal/drawing/numbers/table-text';
import type { FinishedRun, RunHandle } from '@nodal/simulation/worker-host';
import * as vscode from 'vscode';
import { baseName, type DocumentStatuses } from './document-status.js';
import type { LanguageServer } from './language-server.js';
import { messageOf } from './log.js';
import type { Measured } from './measures.js';
import type { Platform } from '../platform.js';
import type { Simulation } from './simulation.js';

/** Where a run is, for the status bar and the views. */
export type RunState =
  | { state: 'idle' }
  | { state: 'elaborating' | 'running'; deck: vscode.Uri; analysis: string; fraction: number }
  | { state: 'done' | 'failed' | 'stopped'; deck: vscode.Uri; seconds: number; measures: Measured[]; problems: number };

/** What a run has found, for diagnostics and lenses. */
export interface RunFindings {
  deck: vscode.Uri;
  elaboration: number;
  diagnostics: RunDiagnostic[];
  measures: Measured[];
}

/** What the command *Run* gives to whoever executed it. */
export interface RunSummary {
  outcome: 'done' | 'failed' | 'stopped';
  /** From the command to the end, in seconds. */
  seconds: number;
  /** From the start of the solver's work to the first points in the store, in milliseconds; undefined without points. */
  firstPoints: number | undefined;
  /** How often points arrived while it ran. */
  updates: number;
  plots: { analysis: string; points: number; to: number; complete: boolean; vectors: string[] }[];
  measures: { name: string; value: number | null }[];
  diagnostics: { severity: string; code: string; message: string }[];
}

const SHOW_PROBLEMS = 'Show Problems';
const COPY_REPORT = 'Copy Report';

/** What *Run* takes: nothing, a document, or a document and one of its analyses (index among the deck's analysis cards). */
export type RunArguments = [uri?: vscode.Uri, job?: number];

/** Runs decks one at a time. A run takes the text as it stands; it saves nothing and moves no focus. */
export class Runner implements vscode.Disposable {
  private current: { handle: RunHandle | undefined; cancel: vscode.CancellationTokenSource; done: Promise<RunSummary | undefined>; deck: vscode.Uri } | undefined;
  private readonly stateChanged = new vscode.EventEmitter<RunState>();
  private readonly begun = new vscode.EventEmitter<{ deck: vscode.Uri; analyses: string[] }>();
  private readonly found = new vscode.EventEmitter<RunFindings>();
  readonly onDidChangeState = this.stateChanged.event;
  /** The deck has no errors and its first plot has begun, or another kind of plot has. */
  readonly onDidBeginPlot = this.begun.event;
  readonly onDidFind = this.found.event;

  constructor(
    private readonly server: LanguageServer,
    private readonly simulation: Simulation,
    private readonly statuses: DocumentStatuses,
    private readonly platform: Platform,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Stops what runs, then runs the deck of a document. Settles when the run is over; undefined when there was none. */
  async run(...[uri, job]: RunArguments): Promise<RunSummary | undefined> {
    const document = uri ?? vscode.window.activeTextEditor?.document.uri ?? this.statuses.activeDeck;
    if (!document) {
      void vscode.window.showInformationMessage('There is nothing to run: open a netlist first.');
      return undefined;
    }
    await this.stop();
    const cancel = new vscode.CancellationTokenSource();
    const entry: NonNullable<Runner['current']> = { handle: undefined, cancel, deck: document, done: Promise.resolve(undefined) };
    this.current = entry;
    entry.done = this.work(entry, document, job).finally(() => {
      cancel.dispose();
      if (this.current === entry) this.current = undefined;
    });
    return entry.done;
  }

  /** Stops the run and waits until all that it computed is kept. */
  async stop(): Promise<void> {
    const { current } = this;
    if (!current) return;
    current.cancel.cancel();
    current.handle?.stop();
    await current.done;
  }

  dispose(): void {
    void this.stop();
    for (const emitter of [this.stateChanged, this.begun, this.found]) emitter.dispose();
  }

  private async work(entry: NonNullable<Runner['current']>, document: vscode.Uri, job: number | undefined): Promise<RunSummary | undefined> {
    const started = Date.now();
    this.stateChanged.fire({ state: 'elaborating', deck: document, analysis: '', fraction: 0 });
    let elaborated: ElaborateResult;
    try {
      // A run from the explorer may name a file that is not open; the server needs its text.
      await vscode.workspace.openTextDocument(document);
      elaborated = await this.server.request<ElaborateResult>(ELABORATE_REQUEST, { uri: document.toString() } satisfies ElaborateParams, entry.cancel.token);
    } catch (error) {
      this.stateChanged.fire({ state: 'idle' });
      if (!entry.cancel.token.isCancellationRequested) this.report(`${baseName(document)} cannot be run: ${messageOf(error)}`);
      return undefined;
    }
    const deck = vscode.Uri.parse(elaborated.deck);
    entry.deck = deck;
    if (elaborated.circuit === undefined) {
      this.stateChanged.fire({ state: 'idle' });
      this.refuse(deck, elaborated);
      return undefined;
    }
    if (entry.cancel.token.isCancellationRequested) {
      this.stateChanged.fire({ state: 'idle' });
      return undefined;
    }
    const findings: RunFindings = { deck, elaboration: elaborated.elaboration, diagnostics: [], measures: [] };
    this.found.fire(findings);
    const state = { state: 'running' as const, deck, analysis: '', fraction: 0 };
    const analyses: string[] = [];
    const tables: RunTable[] = [];
    const solving = performance.now();
    let firstPoints: number | undefined;
    let updates = 0;
    const counting = this.simulation.onDidChange(({ run, plots, running }) => {
      if (!running || run !== entry.handle?.run || !plots.some(({ points }) => points > 0)) return;
      firstPoints ??= performance.now() - solving;
      updates++;
    });
    entry.handle = this.simulation.started.run({
      circuit: this.platform.bytesOfBase64(elaborated.circuit),
      key: deck.toString(),
      ...(job === undefined ? {} : { job }),
      onEvent: (event) => {
        this.take(event, findings, state);
        if (event.event === 'table' && isOfDevices(event)) tables.push(event);
        if (event.event === 'plotStarted') {
          analyses.push(event.analysis);
          this.begun.fire({ deck, analyses: [...analyses] });
        }
        this.stateChanged.fire({ ...state });
      },
    });
    this.simulation.begin({ deck, run: entry.handle.run, plots: [], presentations: elaborated.presentations, tables, running: true, versions: elaborated.versions });
    this.stateChanged.fire({ ...state });
    const finished = await entry.handle.finished;
    counting.dispose();
    this.simulation.end(deck, entry.handle.run);
    const seconds = (Date.now() - started) / 1000;
    this.stateChanged.fire({ state: finished.outcome, deck, seconds, measures: findings.measures, problems: findings.diagnostics.length });
    this.found.fire(findings);
    this.conclude(deck, finished, findings, seconds);
    return {
      outcome: finished.outcome, seconds, firstPoints, updates,
      plots: finished.plots.map(({ analysis, points, to, complete, vectors }) => ({ analysis, points, to, complete, vectors: vectors.map(({ name }) => name) })),
      measures: findings.measures.map(({ name, value }) => ({ name, value })),
      diagnostics: findings.diagnostics.map(({ severity, code, message }) => ({ severity, code, message })),
    };
  }

  private take(event: RunEvent, findings: RunFindings, state: { analysis: string; fraction: number }): void {
    switch (event.event) {
      case 'plotStarted':
        state.analysis = event.analysis;
        state.fraction = 0;
        break;
      case 'progress': state.fraction = event.fraction; break;
      case 'diagnosed': findings.diagnostics.push(event.diagnostic); break;
      case 'measured': findings.measures.push({ name: event.step === undefined ? event.name : `${event.name} (${event.step})`, analysis: event.analysis, value: event.value, unit: event.unit, reason: event.reason, origin: event.origin }); break;
      // Devices stand in the view of the operating point.
      case 'table': if (!isOfDevices(event)) for (const line of tableText(event)) this.log.info(line); break;
      case 'plotFinished':
        this.log.info(`${baseName(findings.deck)}: ${state.analysis} ${event.complete ? 'done' : 'incomplete'}, ${event.points} points, ${event.statistics.iterations} iterations, ${event.statistics.rejected} rejected steps, ${event.statistics.solve.toFixed(3)} s`);
        break;
    }
  }

  private conclude(deck: vscode.Uri, { outcome, crash }: FinishedRun, { diagnostics, measures }: RunFindings, seconds: number): void {
    this.log.info(`${baseName(deck)}: ${outcome} after ${seconds.toFixed(2)} s`);
    for (const { name, value, reason } of measures) this.log.info(`${name} = ${value ?? `failed${reason ? `: ${reason}` : ''}`}`);
    for (const { severity, code, message } of diagnostics) this.log.info(`${severity} ${code}: ${message}`);
    if (crash !== undefined) this.report(`The run of ${baseName(deck)} ended by a fault of the solver: ${crash}`);
    else if (outcome === 'failed') this.report(`The run of ${baseName(deck)} failed: ${sentence(diagnostics.find(({ severity }) => severity === 'error')?.message ?? 'see the log')} What was computed is kept.`, SHOW_PROBLEMS);
  }

  private refuse(deck: vscode.Uri, { errors, limit }: ElaborateResult): void {
    const message = `${baseName(deck)} was not run: ${limit ?? (errors === 1 ? 'it has an error.' : `it has ${errors} errors.`)}`;
    this.log.warn(message);
    void vscode.window.showWarningMessage(message, SHOW_PROBLEMS).then((choice) => this.act(choice));
  }

  private report(message: string, ...actions: string[]): void {
    this.log.error(message);
    void vscode.window.showErrorMessage(message, ...actions, COPY_REPORT).then((choice) => this.act(choice));
  }

  private act(choice: string | undefined): void {
    if (choice === SHOW_PROBLEMS) void vscode.commands.executeCommand('workbench.actions.view.problems');
    else if (choice === COPY_REPORT) void vscode.commands.executeCommand('nodal.copyReport');
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function registerRun(context: vscode.ExtensionContext, runner: Runner): void {
  context.subscriptions.push(
    runner,
    vscode.commands.registerCommand('nodal.run', (...args: RunArguments) => runner.run(args[0] instanceof vscode.Uri ? args[0] : undefined, typeof args[1] === 'number' ? args[1] : undefined)),
    vscode.commands.registerCommand('nodal.stop', () => runner.stop()),
    runner.onDidChangeState(({ state }) => void vscode.commands.executeCommand('setContext', 'nodal.running', state === 'running' || state === 'elaborating')),
  );
}
