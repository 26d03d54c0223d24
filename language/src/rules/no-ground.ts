import type { ElementCard } from '../generated/ast.js';
import type { PlacedCard, Scope } from '../design/design.js';
import { groundsOf, isGround } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { cardRoles } from '../design/roles.js';
import { NGSPICE } from '../dialect/ngspice.js';
import { headOf } from '../design/places.js';
import { reachedScopes } from './reached.js';
import type { Rule } from './rule.js';

/**
 * The circuit has a ground, node 0.
 *
 * Voltages are measured against it; without it the equations have no solution.
 */
export const noGround: Rule = {
  group: 'connections',
  code: 'no-ground',
  severity: 'error',
  summary: 'The circuit has a ground, node 0.',
  why: 'Voltages are measured against it; without it the equations have no solution.',
  example: 'v1 a b 1\nr1 a b 1k',
  counterExample: 'v1 a 0 1\nr1 a 0 1k',
  check(design, report) {
    const first = design.top.elements[0];
    if (design.role === 'part' || design.incomplete || first === undefined ) return;
    for (const scope of reachedScopes(design)) if (scope.elements.some((placed) => placed.facts!.grounded)) return;
    // Where 0 alone is ground and nothing is connected to it, `gnd` stands for it.
    if (groundsOf(design) !== design.files[0]!.parsed.dialect && [...reachedScopes(design)].some((scope) => scope.elements.some((placed) => namesGround(placed, scope)))) return;
    report(headOf(first), 'No element of this circuit is connected to ground. Name one node 0.');
  },
};

function namesGround(placed: PlacedCard<ElementCard>, scope: Scope): boolean {
  return cardRoles(placed, scope).nodes.some((node) => isGround(operandText(placed, node).text, NGSPICE));
}
