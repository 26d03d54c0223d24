import { literalOf, principalValue } from '../design/literals.js';
import { isTop } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { MINUS } from '../text/characters.js';
import type { Rule } from './rule.js';

const NAMES: Readonly<Record<number, string>> = { 18: 'resistance', 3: 'capacitance', 12: 'inductance' };

/**
 * A resistance, a capacitance and an inductance is not negative.
 *
 * No part has one, and what has is active.
 */
export const negativeValue: Rule = {
  group: 'values',
  code: 'negative-value',
  severity: 'warning',
  whereReached: true,
  summary: 'Resistance, capacitance and inductance are not negative.',
  why: 'No part is like that: a negative one delivers power, and a circuit with it may have no stable solution. Macro models have them on purpose.',
  example: 'c1 a 0 -10n',
  counterExample: 'c1 a 0 10n',
  checkElement({ placed, roles, design, scope }, report) {
    const name = NAMES[placed.head];
    if (name === undefined) return;
    const value = principalValue(roles);
    if (value?.$type !== 'Word' || value.text.charCodeAt(0) !== MINUS) return;
    const number = literalOf(placed, value);
    if (number === undefined || !(number < 0)) return;
    const place = placeOf(placed, value);
    report(place, `The ${name} of ${placed.card.name} is negative. Take the sign away, unless a negative ${name} is meant.`, {
      // Inside a subcircuit it is part of a macro model, as a rule.
      ...(design.role === 'part' || !isTop(scope) ? { severity: 'hint' as const } : {}),
      fix: { title: 'Take the sign away', edits: [{ start: place.start, end: place.start + 1, newText: '' }] },
    });
  },
};
