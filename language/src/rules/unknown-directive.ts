import type { Rule } from './rule.js';

/**
 * A dot card is one that Nodal knows.
 *
 * The card has no effect.
 */
export const unknownDirective: Rule = {
  group: 'names',
  code: 'unknown-directive',
  severity: 'warning',
  summary: 'A dot card is one that Nodal knows.',
  why: 'The card has no effect.',
  example: '.trans 1u 1m',
  counterExample: '.tran 1u 1m',
};
