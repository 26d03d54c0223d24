import { type LangiumDocuments, type Cancellation, type LangiumDocumentFactory, URI } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import { WHOLE_CIRCUIT } from '@nodal/language/syntax/document-services';
import type { DidChangeWatchedFilesParams, TextDocumentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { roleOf } from './role.js';
import type { Workspace } from './workspace.js';

/** How long typing must pause before documents are checked: as long as the last check took, within these milliseconds. */
const SHORTEST_DELAY = 10;
const LONGEST_DELAY = 500;
/** How much longer before their circuits are elaborated. */
const ELABORATE_DELAY = 220;

/**
 * Hands changes to the workspace at once, and to Langium's builder when typing
 * pauses. Langium's documents are the open ones: other files are read when a
 * design wants them.
 */
export class DocumentUpdates extends DefaultDocumentUpdateHandler {
  private readonly langiumDocuments: LangiumDocuments;
  private readonly factory: LangiumDocumentFactory;
  private readonly changed = new Map<string, URI>();
  private readonly closed = new Map<string, URI>();
  /** How long the last check took. */
  private lastCheck = 0;
  private check: ReturnType<typeof setTimeout> | undefined;
  private round = 0;
  private elaborate: ReturnType<typeof setTimeout> | undefined;

  constructor(services: LangiumSharedServices, private readonly workspace: Workspace, private readonly log: (message: string) => void) {
    super(services);
    this.langiumDocuments = services.workspace.LangiumDocuments;
    this.factory = services.workspace.LangiumDocumentFactory;
    workspace.onFileChanged(() => this.schedule());
  }

  didOpenDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    this.closed.delete(uri.toString());
    this.take(document);
    // Requests find it from now on; what is left of an opening that was just closed is another text.
    if (this.langiumDocuments.hasDocument(uri)) this.langiumDocuments.deleteDocument(uri);
    this.langiumDocuments.addDocument(this.factory.fromTextDocument(document, uri));
  }

  override didChangeContent({ document }: TextDocumentChangeEvent<TextDocument>): void {
    this.take(document);
    const uri = URI.parse(document.uri);
    this.changed.set(uri.toString(), uri);
    this.schedule();
  }

  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    this.workspace.close(document.uri);
    const uri = URI.parse(document.uri);
    this.changed.delete(uri.toString());
    this.closed.set(uri.toString(), uri);
    this.schedule();
  }

  override didChangeWatchedFiles({ changes }: DidChangeWatchedFilesParams): void {
    for (const { uri } of changes) this.workspace.fileChanged(uri);
  }

  /** The client watches netlists; watching the whole workspace would be a scan by another name. */
  protected override getWatchers(): [] {
    return [];
  }

  /** Ends what is being found, as when it belongs to a text that is no longer there or the client leaves. */
  stop(): void {
    this.round++;
    clearTimeout(this.check);
    clearTimeout(this.elaborate);
    this.workspaceLock.cancelWrite();
  }

  private take(document: TextDocument): void {
    this.workspace.change({ uri: document.uri, version: document.version, role: roleOf(document.uri, document.getText()) });
  }

  private schedule(): void {
    this.stop();
    const { round } = this;
    this.check = setTimeout(async () => {
      const changed = [...this.changed.values()];
      const closed = [...this.closed.values()];
      this.changed.clear();
      this.closed.clear();
      const begun = performance.now();
      await this.build(async (token) => {
        await this.documentBuilder.update(changed, closed, token);
        if (closed.length > 0) await this.workspace.forgetClosed();
      });
      this.lastCheck = performance.now() - begun;
      // A write that waits cancels the one before it: the circuit's turn comes when the text's is over.
      if (round !== this.round) return;
      this.elaborate = setTimeout(() => this.build((token) => this.documentBuilder.build(this.langiumDocuments.all.toArray(), { validation: { categories: WHOLE_CIRCUIT } }, token)), ELABORATE_DELAY);
    }, Math.min(LONGEST_DELAY, Math.max(SHORTEST_DELAY, this.lastCheck)));
  }

  /** A fault of the server is logged, and the next change tries again. */
  private build(work: (token: Cancellation.CancellationToken) => Promise<void>): Promise<void> {
    return this.workspaceManager.ready.then(() => this.workspaceLock.write(work)).catch((error) => this.log(`checking failed: ${error instanceof Error ? error.stack : error}`));
  }
}
