import type { Scope } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { fits, MOST_OFFERS, type Offer } from './offer.js';

/** Cards away from the place that still count as near. */
const NEAR = 12;

interface Known { id: number; uses: number; distance: number }

/**
 * Nodes that are seen in the scope: those of the cards around the place, those
 * that only one pin is connected to before the others; then by how often they
 * are used. Names come from the numbers that the cards' facts keep.
 */
export function nodeOffers(place: TypedPlace, scope: Scope, rank: number): Offer[] {
  const { design, file, card, word } = place;
  const typed = file.text.slice(word.start, word.end).toLowerCase();
  const known = new Map<number, Known>();
  let grounded = false;
  let own = -1;
  for (const placed of scope.elements) {
    const { facts } = placed;
    if (facts === undefined) continue;
    grounded ||= facts.grounded;
    const here = placed.file === file && placed.index === card;
    if (here) own = known.size;
    const distance = placed.file === file ? Math.abs(placed.index - card) : Infinity;
    for (const id of facts.nodes) {
      const node = known.get(id);
      if (node === undefined) known.set(id, { id, uses: 1, distance: here ? NEAR : distance });
      else {
        node.uses++;
        if (!here && distance < node.distance) node.distance = distance;
      }
    }
  }
  const { names } = design;
  const offers: Offer[] = [];
  const seen = new Set<string>();
  const offer = (name: string, at: number, detail: string) => {
    const key = name.toLowerCase();
    if (seen.has(key)) return;
    seen.add(key);
    if (fits(word.text, name)) offers.push({ label: name, kind: CompletionItemKind.Variable, rank: rank + at, detail });
  };
  const sorted = [...known.values()].sort((a, b) => nearness(a) - nearness(b) || b.uses - a.uses);
  if (grounded || own < 0) offer('0', 0.25, 'ground');
  for (const port of scope.subcircuit?.ports ?? []) offer(port.name, 0.2, `port of ${scope.subcircuit!.name}`);
  for (let i = 0; i < sorted.length && offers.length <= MOST_OFFERS; i++) {
    const { id, uses } = sorted[i]!;
    const name = names.spelling(id);
    // What is being typed is no node yet.
    if (uses === 1 && name.toLowerCase() === typed) continue;
    offer(name, (nearness(sorted[i]!) < Infinity ? 0.1 : 0.5) + i / 1e6, uses === 1 ? 'node with one connection' : `node with ${uses} connections`);
  }
  for (const name of design.globals.keys()) offer(name, 0.6, 'global node');
  return offers;
}

/** How far away a node is used; one that waits for a connection is nearer. */
function nearness({ uses, distance }: Known): number {
  if (distance > NEAR) return Infinity;
  return uses === 1 ? distance - NEAR : distance;
}
