import type { Location } from 'vscode-languageserver';
import { locationOf, namesAt, placesOf, sharedBy } from '../occurrences.js';
import type { Feature } from './feature.js';

/** Where else a name stands: in the files of its deck, and in those of all open decks that share it. */
export const references: Feature = {
  capabilities: { referencesProvider: true },
  register({ connection, documents, workspace }) {
    connection.onReferences(async (params): Promise<Location[]> => {
      const found: Location[] = [];
      for (const name of await namesAt(workspace, documents, params)) {
        for (const place of placesOf(await sharedBy(workspace, name))) {
          if (!params.context.includeDeclaration && place.role === 'declaration') continue;
          const location = locationOf(place);
          if (!found.some(({ uri, range }) => uri === location.uri && range.start.line === location.range.start.line && range.start.character === location.range.start.character)) found.push(location);
        }
      }
      return found;
    });
  },
};
