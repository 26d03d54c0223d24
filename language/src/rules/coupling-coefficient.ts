import { literalOf } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import type { Rule } from './rule.js';

const HEAD_K = 11;

/**
 * A coupling coefficient lies between -1 and 1, and is not 0.
 *
 * Coupled inductors cannot have more flux in common than they have.
 */
export const couplingCoefficient: Rule = {
  group: 'values',
  code: 'coupling-coefficient',
  severity: 'error',
  whereReached: true,
  summary: 'A coupling coefficient lies between -1 and 1, and is not 0.',
  why: 'Coupled inductors cannot have more flux in common than they have: with more than 1 the energy is negative, and the simulation runs away.',
  example: 'l1 a 0 1m\nl2 b 0 1m\nk1 l1 l2 1.2',
  counterExample: 'l1 a 0 1m\nl2 b 0 1m\nk1 l1 l2 0.98',
  checkElement({ placed, roles }, report) {
    if (placed.head !== HEAD_K || roles.layout.model >= 0) return;
    const { values } = roles;
    const value = values[values.length - 1];
    const number = literalOf(placed, value);
    if (value === undefined || number === undefined) return;
    if (Math.abs(number) > 1) report(placeOf(placed, value), `The coupling of ${placed.card.name} is ${number}. Give it a number between -1 and 1${number >= 2 && number <= 100 ? `, such as ${number / 100} for ${number} %` : ''}.`);
    else if (number === 0) report(placeOf(placed, value), `With a coupling of 0 ${placed.card.name} has no effect. Give it a number between -1 and 1.`, { severity: 'information' });
  },
};
