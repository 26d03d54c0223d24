import type { Rule } from './rule.js';

/**
 * A list in parentheses is closed.
 *
 * The card was cut off, or the operands behind it are taken into the list.
 */
export const unclosedParenthesis: Rule = {
  group: 'syntax',
  code: 'unclosed-parenthesis',
  severity: 'warning',
  summary: 'A list in parentheses is closed.',
  why: 'The card was cut off, or the operands behind it are taken into the list.',
  example: 'v1 a 0 sin(0 1 1k',
  counterExample: 'v1 a 0 sin(0 1 1k)',
};
