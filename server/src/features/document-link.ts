import { type DocumentLink } from 'vscode-languageserver';
import { rangeIn } from '../occurrences.js';
import { shownName } from '../rename/plan-rename.js';
import type { Feature } from './feature.js';

/** The names of files on `.include` and `.lib` cards lead to the files where they were found. */
export const documentLinks: Feature = {
  capabilities: { documentLinkProvider: { resolveProvider: false } },
  register({ connection, workspace }) {
    connection.onDocumentLinks(async ({ textDocument: { uri } }): Promise<DocumentLink[]> => {
      const { checked } = await workspace.contextOf(uri);
      const seen = new Set<number>();
      return checked.design.links.flatMap((link): DocumentLink[] => {
        const { file } = link.placed;
        // A file that is included several times has each of its cards several times.
        if (file.uri !== uri || !link.available || seen.has(link.start)) return [];
        seen.add(link.start);
        const quoted = /["']/.test(file.text.charAt(link.start)) && link.end - link.start > 2 ? 1 : 0;
        return [{ range: rangeIn(file, link.start + quoted, link.end - quoted), target: link.uri, tooltip: `Open ${shownName(link.uri)}` }];
      });
    });
  },
};
