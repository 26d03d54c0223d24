import type { HostToView, ViewState, ViewToHost } from '@nodal/protocol';
import * as vscode from 'vscode';
import { revealInText } from '../views/reveal.js';
import { savePicture } from '../views/save-picture.js';
import { ViewPanel } from '../views/view-panel.js';
import { baseName, type DocumentStatuses } from './document-status.js';
import { messageOf } from './log.js';
import type { Runner } from './run.js';
import { type DeckResults, shownByAnalysis, type Simulation } from './simulation.js';

/** A view of results: it follows the active deck and draws from tiles that the store cuts. */
class ResultView {
  readonly panel: ViewPanel;
  private deck: vscode.Uri | undefined;

  constructor(
    readonly kind: 'waveform' | 'bode',
    title: string,
    context: vscode.ExtensionContext,
    private readonly simulation: Simulation,
    private readonly statuses: DocumentStatuses,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.panel = new ViewPanel(context, { kind, title, ready: (state) => this.ready(state), receive: (message) => void this.receive(message) }, log);
    context.subscriptions.push(this.panel);
  }

  /** Shows the results of a deck, if this view is open. */
  show(deck: vscode.Uri): void {
    this.deck = deck;
    this.panel.title = baseName(deck);
    this.panel.post(this.plots(deck));
    this.tellAge();
  }

  refresh({ deck }: DeckResults): void {
    if (deck.toString() === this.deck?.toString()) this.panel.post(this.plots(deck));
  }

  /** Says when the text is another than the one that was run. */
  tellAge(): void {
    const results = this.deck && this.simulation.resultsOf(this.deck);
    if (!results || results.running) return;
    const moved = vscode.workspace.textDocuments.some((document) => {
      const version = results.versions[document.uri.toString()];
      return version !== undefined && version !== document.version;
    });
    if (moved) this.panel.post({ type: 'message', severity: 'information', text: 'The text has changed since this run.' });
  }

  private ready(state: ViewState | undefined): void {
    const deck = this.deck ?? (state ? vscode.Uri.parse(state.uri) : this.statuses.activeDeck);
    if (deck) this.show(deck);
  }

  private plots(deck: vscode.Uri): HostToView {
    const results = this.simulation.resultsOf(deck);
    return { type: 'plots', uri: deck.toString(), run: results?.run ?? 0, plots: results?.plots ?? [], shown: results ? shownByAnalysis(results) : {}, tables: results?.tables ?? [], running: results?.running ?? false };
  }

  private async receive(message: Exclude<ViewToHost, { type: 'ready' | 'error' }>): Promise<void> {
    try {
      switch (message.type) {
        case 'tiles': this.panel.post({ type: 'tiles', reply: await this.simulation.started.store.tiles(message.request) }); break;
        case 'cursor': this.panel.post({ type: 'cursor', reply: await this.simulation.started.store.cursor(message.request) }); break;
        case 'reveal': await revealInText(message.uri, message.start, message.end); break;
        case 'run': await vscode.commands.executeCommand('nodal.run', this.deck); break;
        case 'stop': await vscode.commands.executeCommand('nodal.stop'); break;
        case 'save': await savePicture(message); break;
      }
    } catch (error) {
      // Requests for a run that was replaced meanwhile cannot be answered; the view asks anew for the present one.
      this.log.debug(`${this.kind}: ${messageOf(error)}`);
    }
  }
}

/** The waveform and the Bode view: commands that open them, a run that opens what it has results for. */
export function registerResultViews(context: vscode.ExtensionContext, simulation: Simulation, statuses: DocumentStatuses, runner: Runner, log: vscode.LogOutputChannel): void {
  const waveform = new ResultView('waveform', 'Waveforms', context, simulation, statuses, log);
  const bode = new ResultView('bode', 'Bode plot', context, simulation, statuses, log);
  const views = [waveform, bode];

  const open = (view: ResultView, deck: vscode.Uri | undefined): void => {
    view.panel.show();
    if (deck) view.show(deck);
  };
  context.subscriptions.push(
    vscode.commands.registerCommand('nodal.openWaveform', (uri?: vscode.Uri) => open(waveform, uri instanceof vscode.Uri ? statuses.deckOf(uri) : statuses.activeDeck)),
    vscode.commands.registerCommand('nodal.openBode', (uri?: vscode.Uri) => open(bode, uri instanceof vscode.Uri ? statuses.deckOf(uri) : statuses.activeDeck)),
    statuses.onDidChangeActiveDeck((deck) => { for (const view of views) view.show(deck); }),
    simulation.onDidChange((results) => { for (const view of views) view.refresh(results); }),
    vscode.workspace.onDidChangeTextDocument(({ contentChanges }) => { if (contentChanges.length > 0) for (const view of views) view.tellAge(); }),
    runner.onDidBeginPlot(({ deck, analyses }) => {
      const [latest] = analyses.slice(-1);
      const view = latest === 'ac' ? bode : waveform;
      // A view that is open stays as it is, also behind another one: it is refreshed there.
      if (view.panel.isOpen) view.show(deck);
      else open(view, deck);
    }),
  );
}
