import { literalOf, principalValue } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import type { Rule } from './rule.js';

/** What comes of a value of 0, by the head of the card. */
const MEANINGS: Readonly<Record<number, { name: string; meaning: string }>> = {
  18: { name: 'resistance', meaning: 'ngspice takes 1 mΩ' },
  3: { name: 'capacitance', meaning: 'it connects nothing' },
  12: { name: 'inductance', meaning: 'it is a short circuit, and a loop of them has no solution' },
};
const ZERO = 48, DOT = 46;

/**
 * A resistance, a capacitance and an inductance is not zero.
 *
 * Simulators put a value of their own in its place, or none.
 */
export const zeroValue: Rule = {
  group: 'values',
  code: 'zero-value',
  severity: 'information',
  whereReached: true,
  summary: 'Resistance, capacitance and inductance are not zero.',
  why: 'A resistance of 0 would need an infinite current: ngspice takes 1 mΩ without a word, others stop. A capacitance of 0 is an open circuit, an inductance of 0 a short one.',
  example: 'r1 a 0 0',
  counterExample: 'r1 a 0 1m',
  checkElement({ placed, roles }, report) {
    const facts = MEANINGS[placed.head];
    if (facts === undefined || roles.layout.model >= 0) return;
    const value = principalValue(roles);
    if (value?.$type !== 'Word') return;
    const code = value.text.charCodeAt(0);
    if ((code !== ZERO && code !== DOT) || literalOf(placed, value) !== 0) return;
    report(placeOf(placed, value), `The ${facts.name} of ${placed.card.name} is 0: ${facts.meaning}. Give it a value, or leave the element out.`);
  },
};
