import type { HostToView, ViewKind, ViewState, ViewToHost } from '@nodal/protocol';
import * as vscode from 'vscode';
import { viewHtml } from './view-html.js';

/** What a kind of view does with its messages. */
export interface ViewOwner {
  kind: ViewKind;
  /** The first part of the panel's title. */
  title: string;
  /** The page is there and listens: after opening, after being hidden, after a reload of the window. */
  ready(state: ViewState | undefined): void;
  receive(message: Exclude<ViewToHost, { type: 'ready' | 'error' }>): void;
}

/** The one panel of a kind of view. Its page is thrown away while it is hidden and made again from what the host keeps. */
export class ViewPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private listening = false;
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(private readonly context: vscode.ExtensionContext, private readonly owner: ViewOwner, private readonly log: vscode.LogOutputChannel) {
    this.subscriptions.push(vscode.window.registerWebviewPanelSerializer(`nodal.${owner.kind}`, {
      deserializeWebviewPanel: async (panel: vscode.WebviewPanel) => {
        // A second one of a kind can only be left over from an earlier window.
        if (this.panel) panel.dispose();
        else this.adopt(panel);
      },
    }));
  }

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** Opens the view beside the editor, or shows it where it is; the focus stays where it was. */
  show(): void {
    if (this.panel) {
      this.panel.reveal(undefined, true);
      return;
    }
    this.adopt(vscode.window.createWebviewPanel(`nodal.${this.owner.kind}`, this.owner.title, { viewColumn: besides(), preserveFocus: true }, {}));
  }

  /** Nothing is kept for a page that does not listen: it asks for everything when it is ready. */
  post(message: HostToView): void {
    if (this.panel && this.listening) void this.panel.webview.postMessage(message);
  }

  set title(detail: string) {
    if (this.panel) this.panel.title = detail === '' ? this.owner.title : `${this.owner.title}: ${detail}`;
  }

  dispose(): void {
    this.panel?.dispose();
    for (const one of this.subscriptions) one.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const folder = vscode.Uri.joinPath(this.context.extensionUri, 'dist', 'webviews');
    this.panel = panel;
    this.listening = false;
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    panel.iconPath = { light: vscode.Uri.joinPath(this.context.extensionUri, 'media', 'netlist-light.svg'), dark: vscode.Uri.joinPath(this.context.extensionUri, 'media', 'netlist-dark.svg') };
    panel.webview.onDidReceiveMessage((message: ViewToHost) => this.receive(message));
    panel.onDidChangeViewState(() => { if (!panel.visible) this.listening = false; });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.listening = false;
    });
    panel.webview.html = viewHtml(panel.webview, folder, this.owner.kind);
  }

  private receive(message: ViewToHost): void {
    switch (message.type) {
      case 'ready':
        this.listening = true;
        this.owner.ready(message.state);
        break;
      case 'error':
        this.log.error(`${this.owner.title}: ${message.message}`);
        break;
      default:
        this.owner.receive(message);
    }
  }
}

/** Views share a column: the one where another view of ours is, else the one beside the editor. */
function besides(): vscode.ViewColumn {
  for (const group of vscode.window.tabGroups.all) {
    if (group.tabs.some(({ input }) => input instanceof vscode.TabInputWebview && /\bnodal\.(waveform|bode|schematic)$/.test(input.viewType))) return group.viewColumn;
  }
  return vscode.ViewColumn.Beside;
}
