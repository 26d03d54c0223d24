import type { Rule } from './rule.js';

/**
 * `.param` consists of `name=value`.
 *
 * What stands there gives no value.
 */
export const malformedParam: Rule = {
  group: 'syntax',
  code: 'malformed-param',
  severity: 'error',
  summary: '`.param` consists of `name=value`.',
  why: 'What stands there gives no value.',
  example: '.param r 1k',
  counterExample: '.param r=1k',
};
