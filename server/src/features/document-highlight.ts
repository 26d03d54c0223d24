import { symbolIndexOf } from '@nodal/language';
import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver';
import { namesAt, rangeIn } from '../occurrences.js';
import type { Feature } from './feature.js';

/** The places of a name in the document: where it is declared or given a value, and where it is read. */
export const documentHighlight: Feature = {
  capabilities: { documentHighlightProvider: true },
  register({ connection, documents, workspace }) {
    connection.onDocumentHighlight(async (params): Promise<DocumentHighlight[]> => {
      const found = new Map<number, DocumentHighlight>();
      for (const { design, symbol, occurrence } of await namesAt(workspace, documents, params)) {
        for (const { file, start, end, role, write } of symbolIndexOf(design).occurrencesIn(occurrence.file, symbol)) {
          found.set(start, { range: rangeIn(file, start, end), kind: write || role === 'declaration' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read });
        }
      }
      return [...found.values()];
    });
  },
};
