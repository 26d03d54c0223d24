import type { Rule } from './rule.js';

/**
 * The deck is the whole circuit, without variants.
 *
 * HSPICE runs the deck again for each `.alter`, with the cards behind it in place of its own. Nodal simulates the deck as it stands above the first one.
 */
export const unsupportedVariant: Rule = {
  group: 'limits',
  code: 'unsupported-variant',
  severity: 'warning',
  summary: 'The deck is the whole circuit, without variants.',
  why: 'HSPICE runs the deck again for each `.alter`, with the cards behind it in place of its own. Nodal simulates the deck as it stands above the first one.',
  example: 'r1 a 0 1k\n.alter\nr1 a 0 2k',
  counterExample: 'r1 a 0 2k',
};
