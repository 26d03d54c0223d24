import type { Rule } from './rule.js';

/**
 * An expression in braces is closed.
 *
 * The card was cut off, or the rest of it is taken into the expression.
 */
export const unclosedBrace: Rule = {
  group: 'syntax',
  code: 'unclosed-brace',
  severity: 'error',
  summary: 'An expression in braces is closed.',
  why: 'The card was cut off, or the rest of it is taken into the expression.',
  example: 'r1 a b {2*rload',
  counterExample: 'r1 a b {2*rload}',
};
