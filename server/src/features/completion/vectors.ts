import { type Scope } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { nodeOffers } from './nodes.js';
import { fits, type Offer } from './offer.js';

/** Names of elements of a scope whose letter is one of `letters`, the nearest first. */
export function elementOffers(place: TypedPlace, scope: Scope, letters: string, rank: number): Offer[] {
  const offers: Offer[] = [];
  for (const placed of scope.elements) {
    const { file, index } = placed;
    const start = file.cardStart[index]!;
    const { text } = file;
    if (letters !== '' && !letters.includes(text[start]!.toLowerCase())) continue;
    if (file === place.file && index === place.card) continue;
    let end = start;
    while (end < text.length && !/[\s(),=]/.test(text[end]!)) end++;
    const name = text.slice(start, end);
    if (!fits(place.word.text, name)) continue;
    const distance = file === place.file ? Math.abs(index - place.card) : 1e6;
    const line = text.slice(start, Math.min(file.parsed.table.end[index]!, start + 80)).split(/[\r\n]/, 1)[0]!;
    offers.push({ label: name, kind: CompletionItemKind.Reference, rank: rank + Math.min(0.9, distance / 1e6), detail: line });
  }
  return offers;
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
