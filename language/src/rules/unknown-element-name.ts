import type { Scope } from '../design/design.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { closestOf } from './closest.js';
import { rename } from './fixes.js';
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
  example: 'f1 a 0 vsens 2\nvsense b 0 0',
  counterExample: 'f1 a 0 vsense 2\nvsense b 0 0',
  check(design, report) {
    for (const { scope, placed } of design.referring) {
      if (design.role === 'part' && scope.subcircuit === undefined) continue;
      const { elements, letter } = cardRoles(placed, scope);
      for (const element of elements) {
        // A dotted name reaches into an instance; elaboration resolves it.
        if (/[.:]/.test(element.text) || elementNames(scope).has(design.names.id(element.text))) continue;
        const near = nearest(scope, letter === 'k' ? 'l' : 'v', element.text);
        report(placeOf(placed, element), `There is no ${letter === 'k' ? 'inductor' : 'voltage source'} ${element.text} in this circuit. ${near === undefined ? 'Correct the name, or add the element.' : `Did you mean ${near}?`}`, { severity: severityIn(design, scope, 'error'), ...(near === undefined ? {} : { fix: rename(placeOf(placed, element), near) }) });
      }
    }
  },
};

/** Circuits with more elements are not searched: the guess is a courtesy. */
const MOST_CANDIDATES = 5000;

/** The element of a kind whose name is nearest to a misspelt one. */
function nearest(scope: Scope, kind: string, name: string): string | undefined {
  if (scope.elements.length > MOST_CANDIDATES) return undefined;
  const names = new Map(scope.elements.map((placed) => placed.card.name).filter((each) => each[0]!.toLowerCase() === kind).map((each) => [each.toLowerCase(), each]));
  const found = closestOf(name.toLowerCase(), names.keys());
  return found === undefined ? undefined : names.get(found);
}
