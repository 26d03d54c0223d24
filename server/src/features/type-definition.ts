import { cardRoles, declarationsOf, type Design, type ModelDeclaration, type NetlistSymbol, symbolIndexOf } from '@nodal/language';
import type { LocationLink } from 'vscode-languageserver';
import { namesAt } from '../occurrences.js';
import { linkTo } from './definition.js';
import type { Feature } from './feature.js';

/** From an element to its model or subcircuit, from a model to the one that it takes over. */
export const typeDefinition: Feature = {
  capabilities: { typeDefinitionProvider: true },
  register({ connection, documents, workspace }) {
    connection.onTypeDefinition(async (params): Promise<LocationLink[]> => {
      const names = await namesAt(workspace, documents, params);
      return names.flatMap(({ design, symbol, occurrence }) => typesOf(design, symbol).flatMap((type) => declarationsOf(design, type).map((place) => linkTo(place, occurrence))));
    });
  },
};

/** What a symbol is one of. */
function typesOf(design: Design, { kind, name, scope, declaration }: NetlistSymbol): NetlistSymbol[] {
  const { symbols } = symbolIndexOf(design);
  if (kind === 'element') {
    const found: NetlistSymbol[] = [];
    for (const placed of scope.elements) {
      if (placed.card.name.toLowerCase() !== name.toLowerCase()) continue;
      const { model, subcircuit } = cardRoles(placed, scope);
      if (model !== undefined) found.push(symbols.modelOrUnknown(scope, model.text));
      if (subcircuit !== undefined) found.push(symbols.subcircuit(scope, subcircuit.text));
    }
    return found;
  }
  if (kind === 'subcircuit') return [symbols.subcircuit(scope, name)];
  if (kind !== 'model') return [];
  const { base } = (declaration ?? {}) as Partial<ModelDeclaration>;
  return [base === undefined ? symbols.modelOrUnknown(scope, name) : symbols.modelOrUnknown(scope, base)];
}
