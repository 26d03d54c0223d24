import { numberWord, principalValue } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import { waveformsOn } from '../design/waveforms-on-cards.js';
import type { Argument } from '../generated/ast.js';
import { type Quantity, QUANTITIES, quantityOf, VALUE_OF_ELEMENT } from '../reference/units.js';
import { HEAD_LAST_ELEMENT } from '../text/card-head.js';
import type { Rule } from './rule.js';
import type { PlacedCard } from '../design/design.js';

/** What the value of an element measures, by the head of its card. */
const VALUES: readonly (Quantity | undefined)[] = Array.from({ length: HEAD_LAST_ELEMENT + 1 }, (_, head) => VALUE_OF_ELEMENT[String.fromCharCode(96 + head)]);
const HEAD_I = 9, HEAD_V = 22;

/**
 * The unit of a value fits what it is the value of.
 *
 * Units are not read, so that 10uF on a resistor makes a resistor of ten micro-ohms.
 */
export const contradictingUnit: Rule = {
  group: 'values',
  code: 'contradicting-unit',
  severity: 'warning',
  whereReached: true,
  summary: 'The unit of a value fits what it is the value of.',
  why: 'Simulators read no units: 10uF on a resistor makes ten micro-ohms. The letter of the element, or its value, is wrong.',
  example: 'r1 a 0 10uF',
  counterExample: 'c1 a 0 10uF',
  checkElement({ placed, roles }, report) {
    const wanted = VALUES[placed.head];
    if (wanted === undefined) return;
    const check = (operand: Argument | undefined, expected: Quantity, what: string): void => {
      if (operand?.$type !== 'Word') return;
      const found = unitOf(placed, operand, expected);
      if (found === undefined || found === expected) return;
      report(placeOf(placed, operand), `${operand.text} is in ${QUANTITIES[found].unit}, but ${what} is in ${QUANTITIES[expected].unit}. Simulators read the number only: correct the value, or the letter of the element.`);
    };
    if (roles.layout.places.waveforms.length === 0) {
      check(principalValue(roles), wanted, `the value of ${placed.card.name}`);
      return;
    }
    if (placed.head !== HEAD_V && placed.head !== HEAD_I) return;
    for (const { facts, arguments: list } of waveformsOn(roles)) {
      list.forEach((argument, i) => {
        const unit = facts.pairs ? facts.arguments[i % 2]!.unit : facts.arguments[i]?.unit;
        if (unit === 's') check(argument, 'time', `the ${facts.pairs ? 'time' : facts.arguments[i]!.name} of ${facts.name.toUpperCase()}`);
        else if (unit === 'Hz') check(argument, 'frequency', `the ${facts.arguments[i]!.name} of ${facts.name.toUpperCase()}`);
        else if (unit === 'V or A') check(argument, wanted, `the ${facts.pairs ? 'value' : facts.arguments[i]!.name} of ${facts.name.toUpperCase()} on ${placed.card.name}`);
      });
    }
  },
};

/** What the unit behind a number measures; undefined where there is none, or where it may be part of something else. */
function unitOf(placed: PlacedCard, operand: Argument & { $type: 'Word' }, expected: Quantity): Quantity | undefined {
  const { text } = operand;
  const number = numberWord(placed, operand);
  if (number === undefined || number.suffixStart === text.length) return undefined;
  let unit = text.slice(number.unitStart).toLowerCase();
  // `10F` on a resistor is no femto-ohm.
  if (unit === '' && expected === 'resistance' && (text.charCodeAt(number.suffixStart) | 0x20) === 102) unit = 'f';
  // An R of its own begins other words too, m behind a scale factor is one of two, and s may be siemens or a plural.
  return unit === '' || unit === 'm' || unit === 'r' || (unit === 's' && expected === 'resistance') ? undefined : quantityOf(unit);
}
