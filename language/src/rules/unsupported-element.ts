import { elementByLetter } from '../reference/elements.js';
import { headOf } from '../design/places.js';
import type { Rule } from './rule.js';

/**
 * Nodal simulates every element that the circuit reaches.
 *
 * The circuit cannot be simulated with this element in it.
 */
export const unsupportedElement: Rule = {
  code: 'unsupported-element',
  severity: 'error',
  whereReached: true,
  summary: 'Nodal simulates every element that the circuit reaches.',
  why: 'The circuit cannot be simulated with this element in it.',
  example: 'q1 c b e npn1',
  checkElement({ placed }, report) {
    const facts = elementByLetter(placed.card.name);
    if (facts !== undefined && (facts.kind !== undefined || facts.letter === 'x')) return;
    const what = facts === undefined ? 'No element begins with this letter' : `Nodal does not simulate this element (${facts.name}) yet`;
    report(headOf(placed), `${what}: ${placed.card.name} stops the simulation. Remove it or replace it.`);
  },
};
