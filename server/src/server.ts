import type { InitializationOptions } from '@nodal/protocol';
import { createSpiceServices } from '@nodal/language/syntax/spice-module';
import { DocumentState, EmptyFileSystem } from 'langium';
import { DefaultLanguageServer, startLanguageServer } from 'langium/lsp';
import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { DocumentUpdates } from './document-updates.js';
import { registerChecks } from './features/diagnostics.js';
import { FEATURES, providers } from './features/registry.js';
import { type ClientFolders, clientFolders } from './files/client-folders.js';
import type { FileSource } from './files/file-source.js';
import { LibraryIndex } from './library-index/library-index.js';
import { OpenDocumentsSource } from './files/open-documents-source.js';
import { SearchingSource } from './files/searching-source.js';
import { Workspace } from './workspace.js';

/** What the place where the server runs supplies. */
export interface ServerHost {
  /** Files that are not open. */
  source(connection: Connection, params: InitializeParams, folders: ClientFolders): FileSource;
  /** The user's folder as a URI, and the variables of the environment, where there are such. */
  home?: string;
  variable?(name: string): string | undefined;
  /** Lets the connection be served. */
  pause(): Promise<void>;
}

class NodalLanguageServer extends DefaultLanguageServer {
  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const { capabilities } = super.buildInitializeResult(params);
    return { serverInfo: { name: 'Nodal' }, capabilities: FEATURES.reduce((all, { capabilities: own }) => ({ ...all, ...own, workspace: { ...all.workspace, ...own?.workspace } }), capabilities) };
  }
}

/** A feature answers from the design of the text as it is now, which the workspace makes; it waits for no phase of the builder. */
const AT_ONCE = DocumentState.Changed;

/** Wires the language server to a connection; `main.node.ts` and `main.browser.ts` make one each. What it knows of the documents is the result. */
export function startServer(connection: Connection, host: ServerHost): Workspace {
  let files: FileSource;
  const places = { libraries: [] as readonly string[], home: host.home, variable: (name: string) => host.variable?.(name) };
  const open = new OpenDocumentsSource((uri) => documents.get(uri), { read: (uri) => files.read(uri), list: async (folder) => (await files.list?.(folder)) ?? [], invalidate: (uri) => files.invalidate(uri) });
  const workspace = new Workspace(new SearchingSource(open, places), host.pause);
  const library = new LibraryIndex({ entries: async (folder) => (await files.entries?.(folder)) ?? [], text: async (uri) => files.text?.(uri) }, host.pause, (message) => connection.console.info(message));
  workspace.library = library;
  let updates: DocumentUpdates | undefined;
  const { shared, Spice } = createSpiceServices(
    { connection, ...EmptyFileSystem },
    { parse: (uri, text) => workspace.parse(documents.get(uri)?.uri ?? uri.toString(), text) },
    {
      language: providers(workspace),
      shared: {
        lsp: {
          LanguageServer: (services) => new NodalLanguageServer(services),
          DocumentUpdateHandler: (services) => (updates = new DocumentUpdates(services, workspace, (message) => connection.console.error(message))),
        },
      },
    },
  );
  const documents = shared.workspace.TextDocuments;
  registerChecks(Spice.validation.ValidationRegistry, workspace);
  shared.lsp.LanguageServer.onInitialize((params) => {
    const told = params.initializationOptions as Partial<InitializationOptions> | null | undefined;
    const { folders, libraries } = clientFolders(params, host.home);
    files = host.source(connection, params, { folders, libraries });
    places.libraries = libraries;
    workspace.libraries = libraries;
    workspace.dialect = told?.dialect ?? 'auto';
    workspace.createsFiles = params.capabilities.workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false;
    workspace.folders = folders;
    workspace.client = params.capabilities;
    library.libraryFolders = libraries;
    library.workspaceFolders = folders;
  });
  connection.onShutdown(() => {
    updates?.stop();
    library.stop();
  });
  startLanguageServer(shared, { CompletionProvider: AT_ONCE, HoverProvider: AT_ONCE, DefinitionProvider: AT_ONCE, DocumentSymbolProvider: AT_ONCE, CodeActionProvider: AT_ONCE, SignatureHelp: AT_ONCE, FoldingRangeProvider: AT_ONCE, Formatter: AT_ONCE, SemanticTokenProvider: AT_ONCE, InlayHintProvider: AT_ONCE });
  connection.onDidChangeConfiguration(({ settings }) => workspace.settings.take((settings as { nodal?: unknown } | undefined)?.nodal));
  // After Langium's handlers, so that a document is in the workspace when these hear of it.
  for (const feature of FEATURES) feature.register({ connection, documents, workspace, client: () => workspace.client, pause: host.pause });
  return workspace;
}
