import { areAlternatives } from '../design/alternatives.js';
import { headOf } from '../design/places.js';
import { severityIn } from './reached.js';
import type { Rule } from './rule.js';

/**
 * Elements of one circuit have different names.
 *
 * Simulators stop at the second one.
 */
export const duplicateElement: Rule = {
  code: 'duplicate-element',
  severity: 'error',
  summary: 'Elements of one circuit have different names.',
  why: 'Simulators stop at the second one.',
  example: 'r1 a b 1k\nr1 b c 1k',
  check(design, report) {
    for (const scope of design.scopes) {
      const first = new Map<string, (typeof scope.elements)[number]>();
      for (const placed of scope.elements) {
        const key = placed.card.name.toLowerCase();
        const other = first.get(key);
        if (other === undefined) {
          first.set(key, placed);
          continue;
        }
        if (placed.branch !== undefined && areAlternatives(placed, other)) continue;
        report(headOf(placed), `There are two elements ${placed.card.name} in this circuit. Rename one of them.`, {
          severity: severityIn(design, scope, 'error'), related: [{ ...headOf(other), message: 'The first one.' }],
        });
      }
    }
  },
};
