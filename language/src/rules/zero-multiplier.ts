import { literalOf, parameterOf } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import type { Rule } from './rule.js';

/** R, C, L, D, Q, J, Z, M: `m=` says how many of them are in parallel. */
const HEADS = new Set([18, 3, 12, 4, 17, 10, 26, 13]);

/**
 * There is at least a part of an element.
 *
 * `m=` says how many are in parallel; none is no element.
 */
export const zeroMultiplier: Rule = {
  group: 'values',
  code: 'zero-multiplier',
  severity: 'warning',
  whereReached: true,
  summary: 'An element is there once or more often.',
  why: 'm= says how many are in parallel. With 0 the element is not there, with a negative number it delivers what it should take.',
  example: 'r1 a 0 1k m=0',
  counterExample: 'r1 a 0 1k m=2',
  checkElement({ placed, roles }, report) {
    if (roles.layout.places.parameters.length === 0 || !HEADS.has(placed.head)) return;
    const multiplier = parameterOf(roles, 'm');
    const number = multiplier === undefined ? undefined : literalOf(placed, multiplier.value);
    if (multiplier === undefined || number === undefined || number > 0) return;
    report(placeOf(placed, multiplier), number === 0
      ? `With m=0 there is no ${placed.card.name}. Give the number of elements in parallel, or take the card out.`
      : `m=${number} makes ${placed.card.name} negative. Give the number of elements in parallel.`);
  },
};
