import type { Finding } from '@nodal/language';
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Feature } from './feature.js';

/** The repair of each finding that has one. */
export const codeActions: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register({ connection, documents }) {
    connection.onCodeAction(({ textDocument, context }) => {
      const document = documents.get(textDocument.uri);
      return document ? fixesOf(document, context.diagnostics) : [];
    });
  },
};

export function fixesOf(document: TextDocument, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const fix = diagnostic.data as Finding['fix'];
    if (diagnostic.source !== 'nodal' || !fix) return [];
    const edits = fix.edits.map(({ start, end, newText }) => ({ range: { start: document.positionAt(start), end: document.positionAt(end) }, newText }));
    return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: true, edit: { changes: { [document.uri]: edits } } }];
  });
}
