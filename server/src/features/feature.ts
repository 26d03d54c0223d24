import type { LangiumSharedServices } from 'langium/lsp';
import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { Workspace } from '../workspace.js';

/** What a feature of the language server works with. */
export interface ServerContext {
  connection: Connection;
  documents: OpenTexts;
  workspace: Workspace;
  /** What the client can do, as it has said at the start. */
  client: () => ClientCapabilities;
  /** Lets the connection be served between slices of long work. */
  pause: () => Promise<void>;
}

/** The open documents as Langium keeps them. */
export type OpenTexts = LangiumSharedServices['workspace']['TextDocuments'];

/** Requests and notifications that Langium does not serve: Nodal's own, and those of LSP that it does not know. */
export interface Feature {
  /** What it adds to the server's capabilities. */
  capabilities?: Partial<ServerCapabilities>;
  register(context: ServerContext): void;
}
