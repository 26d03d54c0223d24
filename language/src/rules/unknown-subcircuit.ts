import { lookupSubcircuit } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { closest } from './closest.js';
import { severityIn } from './reached.js';
import type { Rule } from './rule.js';

/**
 * A subcircuit that an instance names is declared.
 *
 * The instance has no content.
 */
export const unknownSubcircuit: Rule = {
  code: 'unknown-subcircuit',
  severity: 'error',
  summary: 'A subcircuit that an instance names is declared.',
  why: 'The instance has no content.',
  example: 'x1 a b nowhere',
  check(design, report) {
    if (design.incomplete || design.role === 'part') return;
    for (const scope of design.scopes) {
      for (const placed of scope.elements) {
        const { subcircuit } = cardRoles(placed, scope);
        if (subcircuit === undefined || lookupSubcircuit(scope, subcircuit.text) !== undefined) continue;
        const guess = closest(subcircuit.text, scope, (at) => at.subcircuits);
        const place = placeOf(placed, subcircuit);
        report(place, `Subcircuit ${subcircuit.text} is not declared. ${guess === undefined ? `Add .subckt ${subcircuit.text}, or include the library that has it.` : `Did you mean ${guess}?`}`, {
          severity: severityIn(design, scope, 'error'),
          ...(guess === undefined ? {} : { fix: { title: `Write ${guess}`, edits: [{ start: place.start, end: place.end, newText: guess }] } }),
        });
      }
    }
  },
};
