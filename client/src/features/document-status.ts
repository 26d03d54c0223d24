import { DOCUMENT_STATUS_NOTIFICATION, type DocumentStatus, SET_ACTIVE_DECK_NOTIFICATION, type SetActiveDeckParams } from '@nodal/protocol';
import * as vscode from 'vscode';
import type { LanguageServer } from './language-server.js';

/** What the server says of each document, and which deck the views follow. */
export class DocumentStatuses implements vscode.Disposable {
  private readonly statuses = new Map<string, DocumentStatus>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly item = vscode.languages.createLanguageStatusItem('nodal.document', { language: 'spice' });
  private readonly subscriptions: vscode.Disposable[] = [];
  private active: vscode.Uri | undefined;
  private readonly activeChanged = new vscode.EventEmitter<vscode.Uri>();
  /** The status of a document is another one. */
  readonly onDidChange = this.changed.event;
  /** Another deck is the one that views follow. */
  readonly onDidChangeActiveDeck = this.activeChanged.event;

  constructor(private readonly server: LanguageServer) {
    server.onNotification(DOCUMENT_STATUS_NOTIFICATION, (status: DocumentStatus) => {
      this.statuses.set(key(status.uri), status);
      this.changed.fire(vscode.Uri.parse(status.uri));
      this.follow();
    });
    this.item.name = 'Nodal';
    this.subscriptions.push(
      this.item, this.changed, this.activeChanged,
      vscode.window.onDidChangeActiveTextEditor(() => this.follow()),
      vscode.workspace.onDidCloseTextDocument((document) => this.statuses.delete(key(document.uri.toString()))),
      vscode.commands.registerCommand('nodal.selectDeck', () => this.chooseDeck()),
    );
    this.follow();
  }

  /** The deck of the netlist that was edited last; it stays while a view has the focus. */
  get activeDeck(): vscode.Uri | undefined {
    return this.active;
  }

  /** The deck that a document belongs to: itself, or the deck of a part. */
  deckOf(uri: vscode.Uri): vscode.Uri {
    const deck = this.statuses.get(key(uri.toString()))?.deck;
    return deck === undefined ? uri : vscode.Uri.parse(deck);
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  private follow(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'spice') return;
    this.show(document);
    const status = this.statuses.get(key(document.uri.toString()));
    if (status?.role === 'not-spice' || (status?.role === 'part' && status.deck === undefined)) return;
    const deck = this.deckOf(document.uri);
    if (deck.toString() === this.active?.toString()) return;
    this.active = deck;
    this.activeChanged.fire(deck);
  }

  private show(document: vscode.TextDocument): void {
    const status = this.statuses.get(key(document.uri.toString()));
    this.item.busy = status === undefined;
    this.item.command = undefined;
    if (!status) {
      this.item.text = 'SPICE';
      this.item.detail = 'being read';
    } else if (status.role === 'deck') {
      this.item.text = `SPICE deck, ${status.dialect}`;
      this.item.detail = `Has a title line and can be run. ${status.why}`;
    } else if (status.role === 'not-spice') {
      this.item.text = 'not SPICE';
      this.item.detail = status.why;
    } else {
      this.item.text = status.deck === undefined ? `SPICE part, ${status.dialect}` : `SPICE part of ${baseName(status.deck)}, ${status.dialect}`;
      this.item.detail = `${status.deck === undefined ? 'A library or an include; open a deck that includes it to have it checked in context.' : 'A library or an include, checked in the context of that deck.'} ${status.why}`;
      this.item.command = { command: 'nodal.selectDeck', title: 'Choose the deck' };
    }
  }

  private async chooseDeck(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const status = document && this.statuses.get(key(document.uri.toString()));
    if (!document || status?.role !== 'part') {
      void vscode.window.showInformationMessage('This netlist is a deck itself; only a library or an include is checked in the context of another file.');
      return;
    }
    const decks = status.decks ?? (status.deck === undefined ? [] : [status.deck]);
    if (decks.length === 0) {
      void vscode.window.showInformationMessage('No open deck includes this file. Open one first.');
      return;
    }
    const picked = await vscode.window.showQuickPick(decks.map((uri) => ({ label: baseName(uri), description: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), uri })), { placeHolder: 'The deck in whose context this file is checked' });
    if (picked) await this.server.notify(SET_ACTIVE_DECK_NOTIFICATION, { part: document.uri.toString(), deck: picked.uri } satisfies SetActiveDeckParams);
  }
}

/** Editors and servers may escape a URI differently. */
function key(uri: string): string {
  return vscode.Uri.parse(uri).toString();
}

export function baseName(uri: string | vscode.Uri): string {
  const { path } = typeof uri === 'string' ? vscode.Uri.parse(uri) : uri;
  return path.slice(path.lastIndexOf('/') + 1);
}
