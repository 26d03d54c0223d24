import { placeOf } from '../design/places.js';
import type { Rule } from './rule.js';

/**
 * A coupling couples different inductors.
 *
 * An inductor is not coupled to itself; the name of the other one is wrong.
 */
export const selfCoupling: Rule = {
  group: 'connections',
  code: 'self-coupling',
  severity: 'warning',
  summary: 'A coupling couples different inductors.',
  why: 'An inductor is not coupled to itself; the name of the other one is wrong.',
  example: 'v1 a 0 1\nr1 a b 1\nl1 b 0 1m\nk1 l1 l1 0.9',
  counterExample: 'v1 a 0 1\nr1 a b 1\nl1 b 0 1m\nl2 c 0 1m\nr2 c 0 1k\nk1 l1 l2 0.9',
  checkElement({ placed, roles }, report) {
    if (roles.letter !== 'k') return;
    const seen = new Set<string>();
    for (const element of roles.elements) {
      const name = element.text.toLowerCase();
      // What does not begin as an inductor's name is some other text.
      if (seen.has(name) && /^[a-z]/.test(name)) report(placeOf(placed, element), `${placed.card.name} couples ${element.text} with itself. Name another inductor, or remove it.`);
      seen.add(name);
    }
  },
};
