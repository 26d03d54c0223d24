import { assignedName } from '../design/literals.js';
import { flatArguments } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardsOf, numberAt } from '../elaborate/analyses-of-deck.js';
import { LARGEST_OPTIONS } from '../reference/parameter-ranges.js';
import { findOption } from '../reference/options.js';
import type { Rule } from './rule.js';

/**
 * Tolerances are so small that they mean something.
 *
 * With a large one the first guess is good enough, and the results are noise.
 */
export const optionRange: Rule = {
  group: 'values',
  code: 'option-range',
  severity: 'warning',
  summary: 'Tolerances are so small that they mean something.',
  why: 'With reltol=1 every result is within tolerance, so that the first guess is taken for the solution.',
  example: '.options reltol=1\nr1 a 0 1k',
  counterExample: '.options reltol=1m\nr1 a 0 1k',
  check(design, report) {
    for (const placed of cardsOf(design, '.options')) {
      for (const argument of flatArguments(placed.card)) {
        if (argument.$type !== 'Assignment') continue;
        const name = assignedName(argument);
        const limit = Object.hasOwn(LARGEST_OPTIONS, name) ? LARGEST_OPTIONS[name] : undefined;
        if (limit === undefined) continue;
        const number = numberAt(design, placed, argument.value);
        if (number === undefined || number <= limit.most) continue;
        const usual = findOption(name)?.default;
        report(placeOf(placed, argument), `${name}=${number}${limit.unit} is so large that the results mean nothing. It is ${limit.most}${limit.unit} at most${typeof usual === 'number' ? `, and ${usual}${limit.unit} without the option` : ''}.`);
      }
    }
  },
};
