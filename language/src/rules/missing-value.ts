import type { Rule } from './rule.js';

/**
 * `name=` is followed by a value.
 *
 * The card was cut off, or the value is missing.
 */
export const missingValue: Rule = {
  group: 'syntax',
  code: 'missing-value',
  severity: 'error',
  summary: '`name=` is followed by a value.',
  why: 'The card was cut off, or the value is missing.',
  example: '.param r=',
  counterExample: '.param r=1k',
};
