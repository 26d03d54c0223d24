import { operandText } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import type { Rule } from './rule.js';

/**
 * A voltage source is not controlled by its own voltage.
 *
 * Its voltage is its gain times itself: with a gain of 1 it is any voltage, with
 * any other one it is zero.
 */
export const selfControlled: Rule = {
  group: 'connections',
  code: 'self-controlled',
  severity: 'warning',
  summary: 'A voltage source is not controlled by its own voltage.',
  why: 'Its voltage is its gain times itself: with a gain of 1 it is any voltage, with any other one it is zero.',
  example: 'v1 a 0 1\nr1 a b 1k\ne1 b 0 b 0 10',
  counterExample: 'v1 a 0 1\nr1 a b 1k\ne1 b 0 a 0 10',
  checkElement({ placed, roles }, report) {
    const { letter, layout } = roles;
    if (letter !== 'e' || layout.places.nodes.length !== 4 || layout.special) return;
    const [p, n, cp, cn] = roles.nodes.map((node) => operandText(placed, node).text.toLowerCase()) as [string, string, string, string];
    if (p === n || !((p === cp && n === cn) || (p === cn && n === cp))) return;
    report(placeOf(placed, roles.nodes[2]!), `${placed.card.name} is controlled by its own voltage. Name the nodes that control it.`);
  },
};
