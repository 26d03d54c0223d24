import type { LangiumSharedServices } from 'langium/lsp';
import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { Workspace } from '../workspace.js';

/** What a feature of the language server works with. */
export interface ServerContext {
  connection: Connection;
  documents: OpenTexts;
  workspace: Workspace;
  /** Lets the connection be served between slices of long work. */
  pause: () => Promise<void>;
  client: ClientFacts;
}

/** What the client said of itself when it began; known when the first request comes. */
export interface ClientFacts {
  capabilities: ClientCapabilities;
  /** URIs of the folders that are open. */
  folders: readonly string[];
  /** URIs of folders with libraries, which nobody edits through a deck. */
  libraries: readonly string[];
}

/** The open documents as Langium keeps them. */
export type OpenTexts = LangiumSharedServices['workspace']['TextDocuments'];

/** Requests and notifications that Langium does not serve: Nodal's own, and those of LSP that it does not know. */
export interface Feature {
  /** What it adds to the server's capabilities. */
  capabilities?: Partial<ServerCapabilities>;
  register(context: ServerContext): void;
}
