import type { Rule } from './rule.js';

/**
 * A dot card has an effect.
 *
 * Nodal knows the card and does not act on it yet.
 */
export const inertDirective: Rule = {
  group: 'limits',
  code: 'inert-directive',
  severity: 'warning',
  summary: 'A dot card has an effect.',
  why: 'Nodal knows the card and does not act on it yet.',
  example: '.disto dec 10 1 1meg',
  counterExample: '.ac dec 10 1 1meg',
};
