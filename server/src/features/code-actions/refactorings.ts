import { continuationRefactorings, extractParameter, extractSubcircuit, inlineSubcircuit, notationsOf, type Refactoring, valueAt } from '@nodal/language';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type ActionSource, textEdits } from './action-source.js';

/** A selection becomes a subcircuit, a value a parameter. */
export const extractions: ActionSource = {
  kinds: [CodeActionKind.RefactorExtract],
  async actionsAt({ document, range, workspace }) {
    const { checked: { design } } = await workspace.contextOf(document.uri);
    const from = document.offsetAt(range.start);
    const to = document.offsetAt(range.end);
    return actionsOf(document, CodeActionKind.RefactorExtract, [
      holdsCard(document, from, to) ? extractSubcircuit(design, document.uri, from, to) : undefined,
      // A selection within one line may mean its value.
      range.start.line === range.end.line ? extractParameter(design, document.uri, from) : undefined,
    ]);
  },
};

/** An instance becomes the cards of its subcircuit. */
export const inlinings: ActionSource = {
  kinds: [CodeActionKind.RefactorInline],
  async actionsAt({ document, range, workspace }) {
    const { checked: { design } } = await workspace.contextOf(document.uri);
    return actionsOf(document, CodeActionKind.RefactorInline, [inlineSubcircuit(design, document.uri, document.offsetAt(range.start))]);
  },
};

/** The same card in other lines, the same number in another notation. */
export const rewritings: ActionSource = {
  kinds: [CodeActionKind.RefactorRewrite],
  async actionsAt({ document, range, workspace }) {
    const offset = document.offsetAt(range.start);
    const { checked: { design } } = await workspace.contextOf(document.uri);
    const value = valueAt(design, document.uri, offset);
    const notations = value === undefined ? [] : notationsOf(value.text, value.placed.file.parsed.dialect);
    return actionsOf(document, CodeActionKind.RefactorRewrite, [
      ...continuationRefactorings(workspace.parse(document.uri, document.getText()), offset),
      ...notations.map((newText) => ({ title: `Write ${value!.text} as ${newText}`, edits: [{ start: value!.start, end: value!.end, newText }] })),
    ]);
  },
};

/** Whether a selection holds a line and not only a word of one. */
function holdsCard(document: TextDocument, from: number, to: number): boolean {
  if (to <= from) return false;
  const text = document.getText();
  const selected = text.slice(from, to);
  const before = text.slice(Math.max(text.lastIndexOf('\n', from - 1), text.lastIndexOf('\r', from - 1)) + 1, from);
  return /[\r\n]/.test(selected) || (before.trim() === '' && /^[^\S\r\n]*(?:[;$].*)?(?:[\r\n]|$)/.test(text.slice(to, to + 300)));
}

function actionsOf(document: TextDocument, kind: CodeActionKind, found: readonly (Refactoring | undefined)[]): CodeAction[] {
  return found.filter((refactoring) => refactoring !== undefined).map((refactoring) => 'refused' in refactoring
    ? { title: refactoring.title, kind, disabled: { reason: `Not possible, because ${refactoring.refused}.` } }
    : { title: refactoring.title, kind, edit: { changes: { [document.uri]: textEdits(document, refactoring.edits) } } });
}
