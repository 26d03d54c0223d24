import type { Rule } from './rule.js';

/**
 * A library that comes with another simulator is at hand.
 *
 * Nodal has no copy of it. What the circuit uses of it is missing.
 */
export const unsupportedLibrary: Rule = {
  group: 'limits',
  code: 'unsupported-library',
  severity: 'warning',
  summary: 'A library that comes with another simulator is at hand.',
  why: 'Nodal has no copy of it. What the circuit uses of it is missing.',
  example: '.lib C:\\Program Files\\LTC\\lib\\cmp\\standard.bjt',
  counterExample: '.model bc547 npn',
};
