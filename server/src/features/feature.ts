import type { Connection, ServerCapabilities, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Workspace } from '../workspace.js';

/** What a feature of the language server works with. */
export interface ServerContext {
  connection: Connection;
  documents: TextDocuments<TextDocument>;
  workspace: Workspace;
  /** Lets the connection be served between slices of long work. */
  pause: () => Promise<void>;
}

/** One LSP feature: what it announces, and its handlers. */
export interface Feature {
  capabilities: ServerCapabilities;
  register(context: ServerContext): void;
}
