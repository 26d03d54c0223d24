import type { PlacedCard, Scope } from './design.js';
import { wordOf } from './operands.js';
import { cardRoles } from './roles.js';

const HEAD_K = 11;

/** The couplings with the model of a core by the names of their windings, in lower case. */
const couplings = new WeakMap<Scope, ReadonlyMap<string, readonly PlacedCard[]>>();

/** PSpice's couplings with the model of a core that name an inductor of a scope: its value is then a number of turns. */
export function coresOf(name: string, scope: Scope): readonly PlacedCard[] {
  let found = couplings.get(scope);
  if (found === undefined) {
    const cards = new Map<string, PlacedCard[]>();
    for (const placed of scope.elements) {
      if (placed.head !== HEAD_K) continue;
      const { list, layout } = cardRoles(placed, scope);
      if (layout.model < 0) continue;
      for (const place of layout.places.elements) {
        const word = wordOf(list[place]!)?.toLowerCase();
        if (word !== undefined) cards.set(word, [...cards.get(word) ?? [], placed]);
      }
    }
    couplings.set(scope, (found = cards));
  }
  return found.get(name.toLowerCase()) ?? [];
}
