import type { PlacedCard, Scope } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { nodeOffers } from './nodes.js';
import { fits, MOST_OFFERS, type Offer } from './offer.js';

/** Names of elements of a scope whose letter is one of `letters` (all when empty), the nearest first. */
export function elementOffers(place: TypedPlace, scope: Scope, letters: string, rank: number): Offer[] {
  const offers: Offer[] = [];
  const { elements } = scope;
  const middle = nearestElement(place, elements);
  // From the place outwards: of ten thousand elements nobody wants the far ones.
  for (let step = 0; step < 2 * elements.length && offers.length <= MOST_OFFERS; step++) {
    const placed = elements[middle + (step % 2 === 0 ? step / 2 : -(step + 1) / 2)];
    if (placed === undefined || (placed.file === place.file && placed.index === place.card)) continue;
    const { file: { text, cardStart, parsed: { table } }, index } = placed;
    const start = cardStart[index]!;
    if (letters !== '' && !letters.includes(text[start]!.toLowerCase())) continue;
    let end = start;
    while (end < text.length && !/[\s(),=]/.test(text[end]!)) end++;
    const name = text.slice(start, end);
    if (!fits(place.word.text, name)) continue;
    offers.push({ label: name, kind: CompletionItemKind.Reference, rank: rank + step / 1e7, detail: text.slice(start, Math.min(table.end[index]!, start + 80)).split(/[\r\n]/, 1)[0]! });
  }
  return offers;
}

/** Index of the first element behind the place, or of the last one. */
function nearestElement({ file, card }: TypedPlace, elements: readonly PlacedCard[]): number {
  const found = elements.findIndex((placed) => placed.file === file && placed.index >= card);
  return found < 0 ? elements.length - 1 : found;
}

/** Results as cards name them: `v(node)`, `i(source)`. */
export function vectorOffers(place: TypedPlace, rank: number): Offer[] {
  const { design } = place;
  const call = (letter: string) => (offer: Offer): Offer => ({ ...offer, label: `${letter}(${offer.label})` });
  const word = { ...place.word, text: /^[vi]$/i.test(place.word.text) ? '' : place.word.text };
  const inside = { ...place, word };
  return [
    ...nodeOffers(inside, design.top, rank).filter(({ detail }) => detail !== 'ground').map(call('v')),
    ...elementOffers(inside, design.top, 'v', rank + 1).map(call('i')),
    ...elementOffers(inside, design.top, 'rclied', rank + 2).map(call('i')),
  ];
}

/** Nodes in `v(…)`, elements in `i(…)`; undefined in another list. */
export function vectorArguments(place: TypedPlace, callee: string): Offer[] | undefined {
  // The results that cards outside of subcircuits name are those of the top circuit.
  const scope = place.kind === 'element' ? place.scope : place.design.top;
  if (/^v(?:m|p|r|i|db|g)?$/.test(callee)) return nodeOffers(place, scope, 0);
  if (/^i(?:m|p|r|i|db|g|[a-z])?$/.test(callee) && !/^(?:if|int)$/.test(callee)) return elementOffers(place, scope, '', 0);
  return undefined;
}
