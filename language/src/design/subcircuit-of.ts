import type { ElementCard } from '../generated/ast.js';
import type { PlacedCard, Scope } from './design.js';
import { cardRoles } from './roles.js';

/** The name of the subcircuit that an X card is an instance of. It stands on the card alone, so what is known of the card holds in every scope. */
export function subcircuitOf(placed: PlacedCard<ElementCard>, scope: Scope): string | undefined {
  const { facts } = placed;
  return facts === undefined ? cardRoles(placed, scope).subcircuit?.text : facts.subcircuit;
}
