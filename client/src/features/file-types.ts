import { IS_NETLIST_REQUEST, type IsNetlistParams } from '@nodal/protocol';
import * as vscode from 'vscode';
import type { LanguageServer } from './language-server.js';
import { messageOf } from './log.js';

/** Names that netlists share with others, so that the content decides. A drawing (`.asc`) is never a netlist. */
const SHARED_NAMES = /\.(?:lib|mod|inc|sub|net|mdl|model|prm|fam|bjt|dio|mos|jft|cmp)$/i;
/** What no other extension has claimed. */
const UNCLAIMED = new Set(['plaintext', 'unknown']);
/** As much of a text as is sent to be looked at. */
const HEAD = 16_384;

/**
 * Makes netlists of documents whose name does not tell it: by their content, or
 * because an open deck includes them. Each document is decided once while it is
 * open, so that the user's own choice stays.
 */
export function registerFileTypes(context: vscode.ExtensionContext, server: LanguageServer, log: vscode.LogOutputChannel): void {
  const decided = new Set<string>();
  const decide = async (document: vscode.TextDocument): Promise<void> => {
    const uri = document.uri.toString();
    if (decided.has(uri) || !UNCLAIMED.has(document.languageId) || !SHARED_NAMES.test(document.uri.path)) return;
    decided.add(uri);
    const text = document.getText(new vscode.Range(document.positionAt(0), document.positionAt(HEAD)));
    try {
      if (await server.request<boolean>(IS_NETLIST_REQUEST, { uri, text } satisfies IsNetlistParams)) await vscode.languages.setTextDocumentLanguage(document, 'spice');
    } catch (error) {
      log.debug(`Whether ${uri} is a netlist could not be told: ${messageOf(error)}`);
    }
  };
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument((document) => void decide(document)),
    // A change of the language closes the document and opens it again at once; one that was closed for good is decided anew.
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) if (input instanceof vscode.TabInputText) decided.delete(input.uri.toString());
    }),
  );
  for (const document of vscode.workspace.textDocuments) void decide(document);
}
