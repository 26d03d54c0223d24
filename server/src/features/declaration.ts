import { declarationsOf } from '@nodal/language';
import type { LocationLink } from 'vscode-languageserver';
import { namesAt } from '../occurrences.js';
import { linkTo } from './definition.js';
import type { Feature } from './feature.js';

/** All cards that declare a name: of a parameter with several `.param` each, of a model its sizes and sections. */
export const declaration: Feature = {
  capabilities: { declarationProvider: true },
  register({ connection, documents, workspace }) {
    connection.onDeclaration(async (params): Promise<LocationLink[]> => {
      const names = await namesAt(workspace, documents, params);
      return names.flatMap(({ design, symbol, occurrence }) => declarationsOf(design, symbol).map((place) => linkTo(place, occurrence)));
    });
  },
};
