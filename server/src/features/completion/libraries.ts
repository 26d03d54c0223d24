import { CompletionItemKind } from 'vscode-languageserver';
import { includeEdit } from '../../library-index/include-edit.js';
import type { IndexedModel, IndexedSubcircuit, IndexedSymbol, LibraryIndex } from '../../library-index/library-index.js';
import type { TypedPlace } from '../../typed-place.js';
import { nameOf } from './declared.js';
import { fits, MOST_OFFERS, type Offer } from './offer.js';
import { enclosing } from './scopes.js';

/** Offers of files that the deck does not include yet; each brings the line that includes its file. */
export interface LibraryOffers {
  models(place: TypedPlace, types: readonly string[], rank: number): Offer[];
  subcircuits(place: TypedPlace, nodes: number, rank: { right: number; other: number }): Offer[];
}

/** For places where no index is at hand. */
export const NO_LIBRARIES: LibraryOffers = { models: () => [], subcircuits: () => [] };

export class OffersOfIndex implements LibraryOffers {
  constructor(private readonly index: LibraryIndex, private readonly libraries: readonly string[]) {}

  models(place: TypedPlace, types: readonly string[], rank: number): Offer[] {
    const wanted = new Set(types);
    return this.offers(place, (symbol): symbol is IndexedModel => symbol.kind === 'model' && wanted.has(symbol.type), () => rank,
      (model) => ({ kind: CompletionItemKind.Struct, detail: `.model ${model.name} ${model.type}` }));
  }

  subcircuits(place: TypedPlace, nodes: number, rank: { right: number; other: number }): Offer[] {
    return this.offers(place, (symbol): symbol is IndexedSubcircuit => symbol.kind === 'subcircuit', ({ ports }) => (ports.length === nodes ? rank.right : rank.other),
      (subcircuit) => ({ kind: CompletionItemKind.Class, detail: ['.subckt', subcircuit.name, ...subcircuit.ports, ...subcircuit.parameters].join(' ') }));
  }

  /** Those that fit what is typed, the best first where there are more than anybody looks through. */
  private offers<S extends IndexedSymbol>(place: TypedPlace, wanted: (symbol: IndexedSymbol) => symbol is S, rankOf: (symbol: S) => number, describe: (symbol: S) => Pick<Offer, 'kind' | 'detail'>): Offer[] {
    const included = new Set(place.design.files.map(({ uri }) => uri));
    const typed = place.word.text;
    // One more than anybody looks through tells that there are others.
    const found = new Map<number, S[]>();
    for (const symbol of this.index.symbols) {
      if (!wanted(symbol) || !fits(typed, symbol.name)) continue;
      // What the deck includes is offered by its own declaration; of a library other sections may be wanted.
      if (included.has(symbol.uri) && (symbol.section === undefined || isDeclared(place, symbol))) continue;
      const rank = rankOf(symbol);
      const equal = found.get(rank);
      if (equal === undefined) found.set(rank, [symbol]);
      else if (equal.length <= MOST_OFFERS) equal.push(symbol);
    }
    const best = [...found].sort(([a], [b]) => a - b).flatMap(([, symbols]) => symbols).slice(0, MOST_OFFERS + 1);
    return best.map((symbol) => ({
      ...describe(symbol),
      rank: rankOf(symbol),
      label: symbol.name,
      description: symbol.section === undefined ? nameOf(symbol.uri) : `${nameOf(symbol.uri)} ${symbol.section}`,
      subject: { of: 'indexed', uri: symbol.uri, start: symbol.start },
      edits: [includeEdit(place.file, symbol, this.libraries)],
    }));
  }
}

function isDeclared({ scope }: TypedPlace, { kind, name }: IndexedSymbol): boolean {
  const key = name.toLowerCase();
  for (const at of enclosing(scope)) if ((kind === 'model' ? at.models : at.subcircuits).has(key)) return true;
  return false;
}
