import type { Rule } from './rule.js';

/**
 * `.func` has a name, parameters in parentheses and an expression.
 *
 * The function cannot be used.
 */
export const malformedFunction: Rule = {
  group: 'syntax',
  code: 'malformed-function',
  severity: 'error',
  summary: '`.func` has a name, parameters in parentheses and an expression.',
  why: 'The function cannot be used.',
  example: '.func f',
  counterExample: '.func f(x) {2*x}',
};
