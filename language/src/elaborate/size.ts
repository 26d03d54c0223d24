import type { Scope } from '../design/design.js';
import { lookupSubcircuit } from '../design/lookup.js';
import type { Elaboration } from './elaboration.js';

/** More devices and instances than this are a mistake: subcircuits that multiply at each level. */
const MOST = 2_000_000;
/** Deeper trees are told when they are elaborated. */
const DEEPEST = 250;

/**
 * Tells a circuit that is too large to be made flat, before anything is made.
 * Each definition is counted once.
 */
export function tooLarge(elaboration: Elaboration): boolean {
  const counts = new Map<Scope, number>();
  const count = (scope: Scope, depth: number): number => {
    const known = counts.get(scope);
    if (known !== undefined) return known;
    // A subcircuit that contains itself is told when it is elaborated.
    counts.set(scope, 0);
    let sum = scope.elements.length;
    for (const placed of scope.elements) {
      const first = placed.card.name.charCodeAt(0) | 0x20;
      if (first !== 0x78 || depth >= DEEPEST) continue;
      const name = elaboration.instanceCard(placed, scope)?.name.text;
      const inner = name === undefined ? undefined : lookupSubcircuit(scope, name);
      if (inner) sum += count(inner.scope, depth + 1);
    }
    counts.set(scope, sum);
    return sum;
  };
  const { top } = elaboration.design;
  const total = count(top, 0);
  if (total <= MOST) return false;
  const largest = top.elements.find((placed) => {
    const name = /^x/i.test(placed.card.name) ? elaboration.instanceCard(placed, top)?.name.text : undefined;
    const inner = name === undefined ? undefined : lookupSubcircuit(top, name);
    return inner !== undefined && counts.get(inner.scope)! * 2 >= total / top.elements.length;
  });
  const message = `The circuit has ${total > 1e15 ? 'more than 10^15' : total.toLocaleString('en')} devices; up to ${MOST.toLocaleString('en')} are simulated. Look for subcircuits that multiply at each level.`;
  if (largest) elaboration.tellAt('error', 'circuit-too-large', largest, undefined, message);
  else elaboration.tellDeck('error', 'circuit-too-large', message);
  return true;
}
