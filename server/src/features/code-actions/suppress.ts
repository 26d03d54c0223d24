import { cardIndexAt, type Design, LineIndex, newlineOf, suppressionsOf } from '@nodal/language';
import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ActionSource } from './action-source.js';

/** What stands for other findings, or has a repair that does away with it. */
const NOT_SUPPRESSED: ReadonlySet<unknown> = new Set(['findings-in-include', 'unused-suppression', 'unknown-suppression']);

/** Suppressing a finding: where it stands, or in the whole file. Comment lines are comments to every simulator. */
export const suppress: ActionSource = {
  kinds: [CodeActionKind.QuickFix],
  async actionsAt({ document, diagnostics, workspace }) {
    const suppressible = diagnostics.filter(({ code }) => typeof code === 'string' && !NOT_SUPPRESSED.has(code));
    if (suppressible.length === 0) return [];
    const { checked: { design } } = await workspace.contextOf(document.uri);
    const actions: CodeAction[] = [];
    const offer = (title: string, diagnostic: Diagnostic, edit: TextEdit | undefined) => {
      if (edit !== undefined && !actions.some((action) => action.title === title)) actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: { changes: { [document.uri]: [edit] } } });
    };
    for (const diagnostic of suppressible) {
      const code = String(diagnostic.code);
      offer(`Ignore ${code} on this line`, diagnostic, onLine(document, design, diagnostic, code));
      offer(`Ignore ${code} in this file`, diagnostic, inFile(document, design, code));
    }
    return actions;
  },
};

function onLine(document: TextDocument, design: Design, { range }: Diagnostic, code: string): TextEdit | undefined {
  const file = design.files.find(({ uri }) => uri === document.uri);
  if (file === undefined || file.text !== document.getText()) return undefined;
  const offset = document.offsetAt(range.start);
  const card = cardIndexAt(file.cardStart, file.parsed.table.end, offset);
  const first = card < 0 ? offset : file.cardStart[card]!;
  const { line } = document.positionAt(first);
  // Above the first line of a deck there is no room: it is the title.
  if (line === 0 && file.parsed.table.title !== undefined) return undefined;
  const known = suppressionsOf(file.parsed).find(({ form, from, names, ownLine }) => form === '-next-line' && ownLine && names.length > 0 && new LineIndex(file.text).positionAt(from).line === line);
  if (known !== undefined) return insertion(document, known.names[known.names.length - 1]!.end, `, ${code}`);
  const start = document.offsetAt({ line, character: 0 });
  const indentation = /^[ \t]*/.exec(file.text.slice(start, first))![0];
  return insertion(document, start, `${indentation}* nodal-ignore-next-line ${code}${newlineOf(file.text)}`);
}

function inFile(document: TextDocument, design: Design, code: string): TextEdit | undefined {
  const file = design.files.find(({ uri }) => uri === document.uri);
  if (file === undefined || file.text !== document.getText()) return undefined;
  const known = suppressionsOf(file.parsed).find(({ form, names }) => form === '-file' && names.length > 0);
  if (known !== undefined) return insertion(document, known.names[known.names.length - 1]!.end, `, ${code}`);
  const { title } = file.parsed.table;
  const comment = `* nodal-ignore-file ${code}`;
  if (title === undefined) return insertion(document, 0, `${comment}${newlineOf(file.text)}`);
  const { line } = document.positionAt(title.start);
  return line + 1 < document.lineCount
    ? insertion(document, document.offsetAt({ line: line + 1, character: 0 }), `${comment}${newlineOf(file.text)}`)
    : insertion(document, file.text.length, `${newlineOf(file.text)}${comment}`);
}

function insertion(document: TextDocument, at: number, newText: string): TextEdit {
  const position = document.positionAt(at);
  return { range: { start: position, end: position }, newText };
}
