import { PassThrough } from 'node:stream';
import { DOCUMENT_STATUS_NOTIFICATION, type DocumentStatus, FILE_NOT_THERE, type FolderEntry } from '@nodal/protocol';
import type { Diagnostic, InitializeParams, InitializeResult, PublishDiagnosticsParams, WorkspaceEdit } from 'vscode-languageserver';
import { createConnection, createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { startServer } from '../server.js';
import type { Workspace } from '../workspace.js';
import { applyEdits, FOLDER, type MarkedFiles, readMarked, type Place, type TextEdit, uriOf, writeMarked } from './marked.js';

export interface SessionOptions {
  initializationOptions?: InitializeParams['initializationOptions'];
  capabilities?: InitializeParams['capabilities'];
  workspaceFolders?: { uri: string; name: string }[];
}

/** A client that talks to a server over a stream; `files` are those that are not open, by URI or by their name in the workspace's folder. */
export async function serve(files: Record<string, string>, options: SessionOptions = {}): Promise<Session> {
  const disk = new Map(Object.entries(files).map(([name, text]) => [uriOf(name), text]));
  const up = new PassThrough();
  const down = new PassThrough();
  const reads: string[] = [];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const workspace = startServer(server, {
    source: () => ({
      read: (uri) => {
        reads.push(uri);
        const text = disk.get(uri);
        return Promise.resolve(text === undefined ? { uri, error: FILE_NOT_THERE } : { uri, version: -1, text });
      },
      list: (folder) => Promise.resolve([...new Set([...disk.keys()].filter((uri) => uri.startsWith(folder)).map((uri) => decodeURIComponent(uri.slice(folder.length).split('/')[0]!)))]),
      entries: (folder) => Promise.resolve(entriesOf(disk, folder)),
      text: (uri) => Promise.resolve(disk.get(uri)),
      invalidate: () => {},
    }),
    pause: () => new Promise((done) => setImmediate(done)),
  });
  const connection = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const session = new Session(connection, workspace, disk, reads, async () => {
    await connection.sendRequest('shutdown');
    connection.dispose();
    server.dispose();
  });
  connection.listen();
  session.initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null, rootUri: FOLDER.slice(0, -1), workspaceFolders: options.workspaceFolders ?? [{ uri: FOLDER.slice(0, -1), name: 'w' }],
    capabilities: options.capabilities ?? {}, initializationOptions: options.initializationOptions,
  });
  await connection.sendNotification('initialized', {});
  return session;
}

/** What stands in a folder of the files; all were changed at the same time. */
function entriesOf(disk: ReadonlyMap<string, string>, folder: string): FolderEntry[] {
  const entries = new Map<string, FolderEntry>();
  for (const [uri, text] of disk) {
    if (!uri.startsWith(folder)) continue;
    const [name, ...below] = uri.slice(folder.length).split('/');
    entries.set(name!, { name: decodeURIComponent(name!), folder: below.length > 0, size: text.length, modified: 1 });
  }
  return [...entries.values()];
}

/**
 * A session on marked files (`marked.ts`): the first and the one with the cursor
 * are open, the others are on disk.
 */
export async function serveMarked(marked: string, options: SessionOptions = {}): Promise<Session> {
  const found = readMarked(marked);
  const session = await serve(Object.fromEntries(found.files), options);
  session.marked = found;
  const [first] = found.files.keys();
  for (const uri of new Set([first!, found.cursor?.uri ?? first!])) await session.open(uri, found.files.get(uri)!);
  return session;
}

export class Session {
  initialized!: InitializeResult;
  marked: MarkedFiles = { files: new Map(), cursor: undefined, ranges: [] };
  readonly status: DocumentStatus[] = [];
  private readonly found = new Map<string, Diagnostic[]>();
  private readonly waiting = new Set<() => void>();
  private version = 0;

  constructor(readonly connection: MessageConnection, readonly workspace: Workspace, readonly disk: Map<string, string>, readonly reads: string[], readonly stop: () => Promise<void>) {
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      this.found.set(uri, diagnostics);
      for (const look of [...this.waiting]) look();
    });
    connection.onNotification(DOCUMENT_STATUS_NOTIFICATION, (status: DocumentStatus) => this.status.push(status));
  }

  open(uri: string, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'spice', version: ++this.version, text } });
  }

  change(uri: string, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: ++this.version }, contentChanges: [{ text }] });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Settings as a client sends them when they change: what stands below `nodal`. */
  configure(nodal: object): Promise<void> {
    return this.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nodal } });
  }

  /** The diagnostics that were published last. */
  diagnosticsOf(uri: string): Diagnostic[] | undefined {
    return this.found.get(uri);
  }

  /** Waits until the codes of a document's diagnostics are these. */
  until(uri: string, codes: string[]): Promise<Diagnostic[]> {
    return new Promise((done, fail) => {
      const show = () => this.found.get(uri)?.map((d) => String(d.code)).sort();
      const timer = setTimeout(() => fail(new Error(`diagnostics of ${uri} are ${JSON.stringify(show())}, not ${JSON.stringify(codes)}`)), 4000);
      const look = () => {
        if (JSON.stringify(show()) !== JSON.stringify([...codes].sort())) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        done(this.found.get(uri)!);
      };
      this.waiting.add(look);
      look();
    });
  }

  ask<T>(method: string, uri: string, line: number, character: number): Promise<T> {
    return this.connection.sendRequest<T>(method, { textDocument: { uri }, position: { line, character } });
  }

  request<T>(method: string, params: object): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  /** Asks about the place of the cursor `<|>`. */
  atCursor<T>(method: string, further: object = {}): Promise<T> {
    const { uri, position } = this.marked.cursor!;
    return this.connection.sendRequest<T>(method, { textDocument: { uri }, position, ...further });
  }

  /** Places as a text: the files with `[|…|]` around each. */
  show(places: readonly Place[]): string {
    return writeMarked(this.marked.files, places);
  }

  /** The files as they are after an edit; those that it does not touch are left out where there are several. */
  edited({ changes = {}, documentChanges = [] }: WorkspaceEdit): string {
    const edits = new Map<string, TextEdit[]>(Object.entries(changes));
    for (const change of documentChanges) {
      if (!('textDocument' in change)) throw new Error(`cannot apply ${change.kind}`);
      edits.set(change.textDocument.uri, [...(edits.get(change.textDocument.uri) ?? []), ...(change.edits as TextEdit[])]);
    }
    const { files } = this.marked;
    const after = new Map([...files].filter(([uri]) => files.size === 1 || edits.has(uri)).map(([uri, text]) => [uri, applyEdits(text, edits.get(uri) ?? [])]));
    return files.size === 1 ? [...after.values()][0]! : [...after].map(([uri, text]) => `--- ${uri.slice(FOLDER.length)}\n${text}`).join('');
  }
}
