import type { Finding } from '@nodal/language';
import { CodeActionKind } from 'vscode-languageserver';
import { type ActionSource, textEdits } from './action-source.js';

/** The repair of each finding that has one. */
export const fixes: ActionSource = {
  kinds: [CodeActionKind.QuickFix],
  actionsAt({ document, diagnostics }) {
    return diagnostics.flatMap((diagnostic) => {
      const fix = diagnostic.data as Finding['fix'];
      if (!fix) return [];
      return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: true, edit: { changes: { [document.uri]: textEdits(document, fix.edits) } } }];
    });
  },
};
