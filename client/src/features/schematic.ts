import { ELABORATE_REQUEST, type ElaborateParams, type ElaborateResult, type LayoutReply, type LayoutRequest, type SchematicDrawing, type ViewState, type ViewToHost } from '@nodal/protocol';
import type { WorkerHandle } from '@nodal/simulation/worker/port';
import * as vscode from 'vscode';
import type { Platform } from '../platform.js';
import { revealInText } from '../views/reveal.js';
import { savePicture } from '../views/save-picture.js';
import { ViewPanel } from '../views/view-panel.js';
import { baseName, type DocumentStatuses } from './document-status.js';
import type { LanguageServer } from './language-server.js';
import { messageOf } from './log.js';

/** How long typing must pause before the circuit is drawn anew. */
const QUIET_MS = 250;

/** The schematic of the active deck. It follows the text, and keeps the last good picture while the text is broken. */
class SchematicView {
  readonly panel: ViewPanel;
  private deck: vscode.Uri | undefined;
  private readonly drawings = new Map<string, SchematicDrawing>();
  private worker: WorkerHandle | undefined;
  private readonly waiting = new Map<number, (reply: LayoutReply) => void>();
  private next = 1;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawing = false;
  private again = false;
  private lit = '';

  constructor(context: vscode.ExtensionContext, private readonly server: LanguageServer, private readonly statuses: DocumentStatuses, private readonly platform: Platform, private readonly log: vscode.LogOutputChannel) {
    this.panel = new ViewPanel(context, { kind: 'schematic', title: 'Schematic', ready: (state) => this.ready(state), receive: (message) => void this.receive(message) }, log);
    context.subscriptions.push(this.panel, { dispose: () => { clearTimeout(this.timer); this.worker?.terminate(); } });
  }

  open(deck: vscode.Uri | undefined): void {
    this.panel.show();
    if (deck) this.show(deck);
  }

  show(deck: vscode.Uri): void {
    this.deck = deck;
    this.panel.title = baseName(deck);
    const drawing = this.drawings.get(deck.toString());
    if (drawing) this.panel.post({ type: 'schematic', uri: deck.toString(), drawing, stale: false });
    this.schedule(0);
  }

  schedule(delay = QUIET_MS): void {
    if (!this.panel.isOpen) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.drawInTurn(), delay);
  }

  /** One drawing at a time; what changes meanwhile is drawn afterwards, once. */
  private async drawInTurn(): Promise<void> {
    if (this.drawing) {
      this.again = true;
      return;
    }
    this.drawing = true;
    try {
      do {
        this.again = false;
        await this.draw();
      } while (this.again);
    } catch (error) {
      this.log.error(`The schematic could not be drawn: ${messageOf(error)}`);
    } finally {
      this.drawing = false;
    }
  }

  /** Lights the devices whose cards the selection touches. */
  highlight(document: vscode.TextDocument, selections: readonly vscode.Selection[]): void {
    const drawing = this.deck && this.drawings.get(this.deck.toString());
    if (!drawing || !this.panel.isOpen) return;
    const uri = document.uri.toString();
    const ranges = selections.map((selection) => ({ start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) }));
    const devices = drawing.devices
      .filter((device) => ranges.some(({ start, end }) => device.start <= end && start <= device.end) && vscode.Uri.parse(device.uri).toString() === uri)
      .map(({ name }) => name);
    const key = devices.join('\n');
    if (key === this.lit) return;
    this.lit = key;
    this.panel.post({ type: 'highlight', devices });
  }

  private ready(state: ViewState | undefined): void {
    this.lit = '';
    const deck = this.deck ?? (state ? vscode.Uri.parse(state.uri) : this.statuses.activeDeck);
    if (deck) this.show(deck);
  }

  private async draw(): Promise<void> {
    const { deck } = this;
    if (!deck) return;
    const elaborated = await this.server.request<ElaborateResult>(ELABORATE_REQUEST, { uri: deck.toString() } satisfies ElaborateParams);
    if (deck !== this.deck) return void (this.again = true);
    const before = this.drawings.get(deck.toString());
    if (elaborated.circuit === undefined) {
      if (before) this.panel.post({ type: 'schematic', uri: deck.toString(), drawing: before, stale: true });
      else this.panel.post({ type: 'message', severity: 'information', text: `${elaborated.limit ?? (elaborated.errors === 1 ? 'The netlist has an error.' : `The netlist has ${elaborated.errors} errors.`)} There is no picture of it yet.` });
      return;
    }
    const reply = await this.layout(this.platform.bytesOfBase64(elaborated.circuit));
    if (deck !== this.deck) return void (this.again = true);
    if (reply.type === 'failed') {
      this.log.error(`The schematic of ${baseName(deck)} could not be drawn: ${reply.message}`);
      if (before) this.panel.post({ type: 'schematic', uri: deck.toString(), drawing: before, stale: true });
      this.panel.post({ type: 'message', severity: 'warning', text: `The circuit could not be drawn: ${reply.message}` });
      return;
    }
    this.drawings.set(deck.toString(), reply.drawing);
    this.panel.post({ type: 'schematic', uri: deck.toString(), drawing: reply.drawing, stale: false });
    this.lit = '';
    const editor = vscode.window.activeTextEditor;
    if (editor) this.highlight(editor.document, editor.selections);
  }

  private layout(circuit: Uint8Array): Promise<LayoutReply> {
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.startedWorker().post({ type: 'layout', id, circuit } satisfies LayoutRequest);
    });
  }

  private startedWorker(): WorkerHandle {
    if (this.worker) return this.worker;
    const worker = this.platform.startLayoutWorker();
    this.worker = worker;
    worker.onMessage((message) => {
      const reply = message as LayoutReply;
      this.waiting.get(reply.id)?.(reply);
      this.waiting.delete(reply.id);
    });
    worker.onFailure((error) => {
      // The next change starts another worker.
      if (this.worker === worker) this.worker = undefined;
      for (const [id, resolve] of this.waiting) resolve({ type: 'failed', id, message: `its worker ended: ${error.message}` });
      this.waiting.clear();
    });
    return worker;
  }

  private async receive(message: Exclude<ViewToHost, { type: 'ready' | 'error' }>): Promise<void> {
    try {
      if (message.type === 'reveal') await revealInText(message.uri, message.start, message.end);
      else if (message.type === 'run') await vscode.commands.executeCommand('nodal.run', this.deck);
      else if (message.type === 'stop') await vscode.commands.executeCommand('nodal.stop');
      else if (message.type === 'save') await savePicture(message);
    } catch (error) {
      this.log.error(`Schematic: ${messageOf(error)}`);
    }
  }
}

export function registerSchematic(context: vscode.ExtensionContext, server: LanguageServer, statuses: DocumentStatuses, platform: Platform, log: vscode.LogOutputChannel): void {
  const view = new SchematicView(context, server, statuses, platform, log);
  context.subscriptions.push(
    vscode.commands.registerCommand('nodal.openSchematic', (uri?: vscode.Uri) => view.open(uri instanceof vscode.Uri ? statuses.deckOf(uri) : statuses.activeDeck)),
    statuses.onDidChangeActiveDeck((deck) => view.show(deck)),
    // Any netlist may be part of the deck's closure.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (contentChanges.length > 0 && document.languageId === 'spice') view.schedule(); }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => { if (textEditor.document.languageId === 'spice') view.highlight(textEditor.document, selections); }),
  );
}
