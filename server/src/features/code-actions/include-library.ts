import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { includeCard, includeEdit } from '../../library-index/include-edit.js';
import type { IndexedSymbol } from '../../library-index/library-index.js';
import type { ActionSource } from './action-source.js';

/** The findings that a missing include may be the reason of, and what is missing then. */
const MISSING: Readonly<Record<string, IndexedSymbol['kind']>> = { 'unknown-model': 'model', 'unknown-subcircuit': 'subcircuit' };
/** Of a name that stands everywhere nobody reads a long list. */
const MOST = 5;

/** Includes the file that declares an unknown model or subcircuit. */
export const includeLibrary: ActionSource = {
  kinds: [CodeActionKind.QuickFix],
  async actionsAt({ document, diagnostics, workspace }) {
    const { library } = workspace;
    const missing = diagnostics.filter(({ code }) => MISSING[String(code)] !== undefined);
    if (library === undefined || missing.length === 0) return [];
    const { checked: { design } } = await workspace.contextOf(document.uri);
    const file = design.files.find(({ uri }) => uri === document.uri);
    if (file === undefined) return [];
    return missing.flatMap((diagnostic): CodeAction[] => {
      const name = document.getText(diagnostic.range);
      return library.declaring(MISSING[String(diagnostic.code)]!, name).filter(({ uri }) => uri !== document.uri).slice(0, MOST).map((symbol, i, all): CodeAction => ({
        title: `Add ${includeCard(file.uri, symbol, file.parsed.dialect, library.libraryFolders)}`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        ...(i === 0 && all.length === 1 ? { isPreferred: true } : {}),
        edit: { changes: { [document.uri]: [includeEdit(file, symbol, library.libraryFolders)] } },
      }));
    });
  },
};
