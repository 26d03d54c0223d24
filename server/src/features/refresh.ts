import { CodeLensRefreshRequest, InlayHintRefreshRequest, SemanticTokensRefreshRequest } from 'vscode-languageserver';
import type { Feature } from './feature.js';

/** How long edits and changes of files must rest before what other documents show is asked for anew. */
const REST = 400;

/**
 * Asks the client to ask anew for what it shows. It does so by itself for the
 * document that was edited, but what a netlist shows depends on settings, on its
 * circuit, and on the other files of its deck.
 */
export const refreshes: Feature = {
  register({ connection, documents, workspace, client }) {
    const ask = async (type: typeof CodeLensRefreshRequest.type): Promise<void> => {
      try {
        await connection.sendRequest(type);
      } catch {
        // A client that has gone needs nothing any more.
      }
    };
    const annotations = (): void => {
      const can = client().workspace;
      if (can?.inlayHint?.refreshSupport) void ask(InlayHintRefreshRequest.type);
      if (can?.codeLens?.refreshSupport) void ask(CodeLensRefreshRequest.type);
    };
    const all = (): void => {
      annotations();
      if (client().workspace?.semanticTokens?.refreshSupport) void ask(SemanticTokensRefreshRequest.type);
    };
    workspace.settings.onChange(annotations);
    workspace.onLateCircuit(annotations);
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      clearTimeout(waiting);
      waiting = setTimeout(all, REST);
    };
    workspace.onFileChanged(soon);
    documents.onDidChangeContent(() => { if (workspace.openDocuments.length > 1) soon(); });
  },
};
