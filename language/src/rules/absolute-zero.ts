import { assignedName, literalOf } from '../design/literals.js';
import { flatArguments } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardsOf, numberAt } from '../elaborate/analyses-of-deck.js';
import type { Rule } from './rule.js';

/** The lowest temperature there is, in °C. */
const ABSOLUTE_ZERO = -273.15;

/**
 * A temperature does not lie below absolute zero.
 *
 * Temperatures are in degrees Celsius.
 */
export const absoluteZero: Rule = {
  group: 'values',
  code: 'absolute-zero',
  severity: 'error',
  whereReached: true,
  summary: 'A temperature does not lie below absolute zero.',
  why: 'Temperatures are in degrees Celsius, and nothing is colder than -273.15 °C: the thermal voltage would be negative.',
  example: '.temp -300\nr1 a 0 1k',
  counterExample: '.temp -30\nr1 a 0 1k',
  check(design, report) {
    for (const placed of cardsOf(design, '.temp')) {
      for (const argument of flatArguments(placed.card)) {
        const number = numberAt(design, placed, argument);
        if (number !== undefined && number < ABSOLUTE_ZERO) report(placeOf(placed, argument), message(number));
      }
    }
    for (const placed of cardsOf(design, '.options')) {
      for (const argument of flatArguments(placed.card)) {
        if (argument.$type !== 'Assignment' || !/^(?:temp|tnom)$/.test(assignedName(argument))) continue;
        const number = numberAt(design, placed, argument.value);
        if (number !== undefined && number < ABSOLUTE_ZERO) report(placeOf(placed, argument), message(number));
      }
    }
  },
  checkElement({ placed, roles }, report) {
    const { places } = roles.layout;
    if (places.parameters.length === 0 || roles.letter === 'x') return;
    for (const place of places.parameters) {
      const operand = roles.list[place]!;
      if (operand.$type !== 'Assignment' || operand.target.$type !== 'Word' || operand.target.text.length !== 4 || operand.target.text.toLowerCase() !== 'temp') continue;
      const number = literalOf(placed, operand.value);
      if (number !== undefined && number < ABSOLUTE_ZERO) report(placeOf(placed, operand), message(number));
    }
  },
};

function message(celsius: number): string {
  return `${celsius} °C lies below absolute zero, -273.15 °C. Temperatures are in degrees Celsius: correct the number.`;
}
