import type { CodeAction, CodeActionKind, Diagnostic, Range, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Workspace } from '../../workspace.js';

/** What actions are asked for: a range of a document, and the findings there. */
export interface ActionContext {
  document: TextDocument;
  range: Range;
  /** Nodal's own diagnostics in the range. */
  diagnostics: readonly Diagnostic[];
  workspace: Workspace;
}

/** One kind of action; adding one is its file and its line in `registry.ts`. */
export interface ActionSource {
  /** The kinds of its actions; it is not asked when the client wants only others. */
  kinds: readonly CodeActionKind[];
  actionsAt(context: ActionContext): CodeAction[] | Promise<CodeAction[]>;
}

/** Edits of a text as those of a document. */
export function textEdits(document: TextDocument, edits: readonly { start: number; end: number; newText: string }[]): TextEdit[] {
  return edits.map(({ start, end, newText }) => ({ range: { start: document.positionAt(start), end: document.positionAt(end) }, newText }));
}
