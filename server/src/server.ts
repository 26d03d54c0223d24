import { type Connection, type InitializeParams, type InitializeResult, TextDocuments, TextDocumentSyncKind } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileSource } from './files/file-source.js';
import { OpenDocumentsSource } from './files/open-documents-source.js';
import { FEATURES } from './features/registry.js';
import { roleOf } from './role.js';
import { Workspace } from './workspace.js';

/** What the place where the server runs supplies. */
export interface ServerHost {
  /** Files that are not open. */
  source(connection: Connection, params: InitializeParams): FileSource;
  /** Lets the connection be served. */
  pause(): Promise<void>;
}

/** Wires the language server to a connection; `main.node.ts` and `main.browser.ts` make one each. */
export function startServer(connection: Connection, host: ServerHost): void {
  const documents = new TextDocuments(TextDocument);

  connection.onInitialize((params): InitializeResult => {
    const source = new OpenDocumentsSource((uri) => documents.get(uri), host.source(connection, params));
    const workspace = new Workspace(source, host.pause);
    documents.onDidChangeContent(({ document }) => workspace.change({ uri: document.uri, version: document.version, role: roleOf(document.uri, document.getText()) }));
    documents.onDidClose(({ document }) => workspace.close(document.uri));
    connection.onDidChangeWatchedFiles(({ changes }) => { for (const { uri } of changes) workspace.fileChanged(uri); });
    for (const feature of FEATURES) feature.register({ connection, documents, workspace, pause: host.pause });
    return {
      serverInfo: { name: 'Nodal' },
      capabilities: Object.assign({ textDocumentSync: TextDocumentSyncKind.Incremental }, ...FEATURES.map((feature) => feature.capabilities)),
    };
  });

  documents.listen(connection);
  connection.listen();
}
