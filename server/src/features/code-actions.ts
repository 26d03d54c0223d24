import type { Finding } from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** The repair of each finding that has one. */
export class FixProvider implements CodeActionProvider {
  getCodeActions({ textDocument }: LangiumDocument, { context }: CodeActionParams): CodeAction[] {
    return fixesOf(textDocument, context.diagnostics);
  }
}

export function fixesOf(document: TextDocument, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const fix = diagnostic.data as Finding['fix'];
    if (diagnostic.source !== 'nodal' || !fix) return [];
    const edits = fix.edits.map(({ start, end, newText }) => ({ range: { start: document.positionAt(start), end: document.positionAt(end) }, newText }));
    return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: true, edit: { changes: { [document.uri]: edits } } }];
  });
}
