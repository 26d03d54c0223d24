import { lookupSubcircuit, type SubcircuitDeclaration } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { fits, type Offer } from './offer.js';
import { enclosing } from './scopes.js';

/** Models in sight of the types that an element takes. */
export function modelOffers(place: TypedPlace, types: readonly string[], rank: number): Offer[] {
  const wanted = new Set(types);
  const seen = new Set<string>();
  const offers: Offer[] = [];
  for (const scope of enclosing(place.scope)) {
    for (const [key, first] of scope.models) {
      for (let model: typeof first | undefined = first; model !== undefined; model = model.alternative) {
        if (!wanted.has(model.type) || seen.has(key) || !fits(place.word.text, model.name)) continue;
        seen.add(key);
        const { uri, cardStart } = model.placed.file;
        offers.push({ label: model.name, kind: CompletionItemKind.Struct, rank, detail: `.model ${model.name} ${model.type}`, ...(uri === place.file.uri ? {} : { description: nameOf(uri) }), subject: { of: 'card', uri, start: cardStart[model.placed.index]! } });
      }
    }
  }
  return offers;
}

/** Subcircuits in sight; those with as many ports as nodes are typed come first. */
export function subcircuitOffers(place: TypedPlace, nodes: number, rank: { right: number; other: number }): Offer[] {
  const offers: Offer[] = [];
  const seen = new Set<string>();
  for (const scope of enclosing(place.scope)) {
    for (const [key, subcircuit] of scope.subcircuits) {
      // A subcircuit is no part of itself.
      if (seen.has(key) || subcircuit === place.scope.subcircuit || !fits(place.word.text, subcircuit.name)) continue;
      seen.add(key);
      const ports = subcircuit.ports.map((port) => port.name);
      const { uri, cardStart } = subcircuit.placed.file;
      offers.push({
        label: subcircuit.name, kind: CompletionItemKind.Class, rank: ports.length === nodes ? rank.right : rank.other, detail: `.subckt ${subcircuit.name} ${ports.join(' ')}`,
        description: `${ports.length} ${ports.length === 1 ? 'node' : 'nodes'}${uri === place.file.uri ? '' : ` · ${nameOf(uri)}`}`, subject: { of: 'card', uri, start: cardStart[subcircuit.placed.index]! },
      });
    }
  }
  return offers;
}

/** The subcircuit that an instance names in front of the place. */
export function namedSubcircuit(place: TypedPlace): SubcircuitDeclaration | undefined {
  for (let i = place.items.length - 1; i > 0; i--) {
    const { text, target } = place.items[i]!;
    const found = target === undefined ? lookupSubcircuit(place.scope, text) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Parameters of a subcircuit that its instance does not set yet, with their defaults. */
export function formalOffers(place: TypedPlace, subcircuit: SubcircuitDeclaration, rank: number): Offer[] {
  const given = new Set(place.items.map(({ target }) => target));
  return [...subcircuit.scope.parameters.values()].filter(({ formal, name }) => formal && !given.has(name.toLowerCase()))
    .map(({ name, value }): Offer => ({ label: name, kind: CompletionItemKind.Property, rank, insert: `${name}=`, detail: value === undefined ? `of ${subcircuit.name}` : `default ${value.text}` }));
}

/** The last part of a URI. */
export function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
