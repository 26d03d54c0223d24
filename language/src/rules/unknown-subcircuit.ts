import { lookupSubcircuit } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { closest } from './closest.js';
import type { Rule } from './rule.js';

/**
 * A subcircuit that an instance names is declared.
 *
 * The instance has no content.
 */
export const unknownSubcircuit: Rule = {
  group: 'names',
  code: 'unknown-subcircuit',
  severity: 'error',
  whereReached: true,
  summary: 'A subcircuit that an instance names is declared.',
  why: 'The instance has no content.',
  example: 'x1 a b parts\n.subckt part 1 2\n.ends',
  counterExample: 'x1 a b part\n.subckt part 1 2\n.ends',
  checkElement({ design, scope, placed, roles }, report) {
    if (design.incomplete || design.role === 'part') return;
    const { subcircuit } = roles;
    if (subcircuit === undefined || lookupSubcircuit(scope, subcircuit.text) !== undefined) return;
    const guess = closest(subcircuit.text, scope, (at) => at.subcircuits);
    const place = placeOf(placed, subcircuit);
    report(place, `Subcircuit ${subcircuit.text} is not declared. ${guess === undefined ? `Add .subckt ${subcircuit.text}, or include the library that has it.` : `Did you mean ${guess}?`}`, {
      ...(guess === undefined ? {} : { fix: { title: `Write ${guess}`, edits: [{ start: place.start, end: place.end, newText: guess }], guess: true } }),
    });
  },
};
