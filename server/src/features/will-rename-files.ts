import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { isWithin } from '../files/file-source.js';
import { rangeIn } from '../occurrences.js';
import { includedNamesAfter } from '../rename/included-names.js';
import type { Feature } from './feature.js';

/** When a netlist or a folder is renamed in the editor, the `.include` and `.lib` cards of open decks and of what they include follow. */
export const willRenameFiles: Feature = {
  capabilities: { workspace: { fileOperations: { willRename: { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] } } } },
  register({ connection, documents, workspace, client }) {
    connection.workspace.onWillRenameFiles(async ({ files }): Promise<WorkspaceEdit | null> => {
      const edits = new Map<string, TextEdit[]>();
      const seen = new Set<string>();
      for (const { uri, role } of workspace.openDocuments) {
        const { design } = await workspace.check(uri, role);
        for (const { file, start, end, newText } of includedNamesAfter(design, files)) {
          // Libraries of the settings belong to all decks of this machine.
          if (documents.get(file.uri) === undefined && (isWithin(file.uri, workspace.libraries) || (workspace.folders.length > 0 && !isWithin(file.uri, workspace.folders)))) continue;
          const key = `${file.uri} ${start}`;
          if (seen.has(key)) continue;
          seen.add(key);
          edits.set(file.uri, [...(edits.get(file.uri) ?? []), { range: rangeIn(file, start, end), newText }]);
        }
      }
      if (edits.size === 0) return null;
      if (client().workspace?.workspaceEdit?.documentChanges !== true) return { changes: Object.fromEntries(edits) };
      return { documentChanges: [...edits].map(([uri, changes]) => ({ textDocument: { uri, version: documents.get(uri)?.version ?? null }, edits: changes })) };
    });
  },
};
