import { cardRoles, type ElementCard, elementByLetter, lookupSubcircuit, type PlacedCard, placeOf, type Scope, wordOf } from '@nodal/language';
import type { Hint } from './hint.js';

/** The names of ports at the nodes of an instance. */
export function portNameHints(placed: PlacedCard<ElementCard>, scope: Scope): Hint[] {
  const roles = cardRoles(placed, scope);
  const subcircuit = roles.subcircuit && lookupSubcircuit(scope, roles.subcircuit.text);
  if (!subcircuit) return [];
  return roles.nodes.flatMap((node, place) => {
    const port = subcircuit.ports[place];
    if (port === undefined || sameName(wordOf(node), port.name)) return [];
    return [{ offset: placeOf(placed, node).start, label: `${port.name}:`, place: 'before' as const, tooltip: `Port \`${port.name}\` of \`${subcircuit.name}\`` }];
  });
}

/** The names of the pins at the nodes of another element. */
export function pinNameHints(placed: PlacedCard<ElementCard>, scope: Scope): Hint[] {
  const roles = cardRoles(placed, scope);
  const element = elementByLetter(roles.letter)?.name ?? 'element';
  return roles.operands.flatMap(({ operand, role, pin }) => {
    if (pin === undefined || (role !== 'node' && role !== 'control-node') || sameName(wordOf(operand), pin)) return [];
    return [{ offset: placeOf(placed, operand).start, label: `${pin}:`, place: 'before' as const, tooltip: `Pin \`${pin}\` of a ${element}` }];
  });
}

function sameName(node: string | undefined, pin: string): boolean {
  return node === undefined || node.toLowerCase() === pin.toLowerCase();
}
