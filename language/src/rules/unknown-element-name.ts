import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { elementNames, severityIn } from './reached.js';
import type { Rule } from './rule.js';

/**
 * A controlling source and a coupled inductor exist.
 *
 * The element refers to something that is not in its circuit.
 */
export const unknownElementName: Rule = {
  group: 'names',
  code: 'unknown-element-name',
  severity: 'error',
  summary: 'A controlling source and a coupled inductor exist.',
  why: 'The element refers to something that is not in its circuit.',
  example: 'f1 a 0 vnowhere 2',
  check(design, report) {
    for (const { scope, placed } of design.referring) {
      if (design.role === 'part' && scope.subcircuit === undefined) continue;
      const { elements, letter } = cardRoles(placed, scope);
      for (const element of elements) {
        // A dotted name reaches into an instance; elaboration resolves it.
        if (/[.:]/.test(element.text) || elementNames(scope).has(design.names.id(element.text))) continue;
        report(placeOf(placed, element), `There is no ${letter === 'k' ? 'inductor' : 'voltage source'} ${element.text} in this circuit. Correct the name, or add the element.`, { severity: severityIn(design, scope, 'error') });
      }
    }
  },
};
