import { findCode, LineIndex, newProject, type Project, PROJECT_FILE, severityEdits } from '@nodal/language';
import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver';
import { isWithin } from '../../files/file-source.js';
import type { Workspace } from '../../workspace.js';
import type { ActionSource } from './action-source.js';

/** Turning a rule off for the whole project: in the `nodal.json` that holds, or in a new one. */
export const severityInProject: ActionSource = {
  kinds: [CodeActionKind.QuickFix],
  async actionsAt({ document, diagnostics, workspace }) {
    const codes = new Set(diagnostics.map(({ code }) => code).filter((code): code is string => typeof code === 'string' && findCode(code) !== undefined));
    if (codes.size === 0) return [];
    const { deck } = await workspace.contextOf(document.uri);
    const project = await workspace.projects.of(deck);
    const actions: CodeAction[] = [];
    for (const code of codes) {
      const edit = project === undefined ? creation(workspace, deck, code) : change(project, code);
      if (edit !== undefined) actions.push({ title: `Turn ${code} off in ${PROJECT_FILE}`, kind: CodeActionKind.QuickFix, diagnostics: diagnostics.filter((diagnostic) => diagnostic.code === code), edit });
    }
    return actions;
  },
};

function change(project: Project, code: string): WorkspaceEdit | undefined {
  const edits = severityEdits(project, code, 'off');
  const lines = new LineIndex(project.text);
  return edits.length === 0 ? undefined : { changes: { [project.uri]: edits.map(({ start, end, newText }) => ({ range: { start: lines.positionAt(start), end: lines.positionAt(end) }, newText })) } };
}

/** A new file in the folder of the workspace, or else beside the deck. */
function creation({ folders, createsFiles }: Workspace, deck: string, code: string): WorkspaceEdit | undefined {
  // What is not saved has no folder.
  if (!createsFiles || !/^[a-z][a-z0-9+.-]*:\/\//i.test(deck)) return undefined;
  const folder = folders.find((each) => isWithin(deck, [each])) ?? deck.slice(0, deck.lastIndexOf('/'));
  const uri = `${folder.replace(/\/$/, '')}/${PROJECT_FILE}`;
  const start = { line: 0, character: 0 };
  return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: newProject(code, 'off') }] }] };
}
