import type { Rule } from './rule.js';

/**
 * A parenthesis closes one that was opened.
 *
 * Simulators read it as a blank; often another one is missing.
 */
export const strayParenthesis: Rule = {
  group: 'syntax',
  code: 'stray-parenthesis',
  severity: 'warning',
  summary: 'A parenthesis closes one that was opened.',
  why: 'Simulators read it as a blank; often another one is missing.',
  example: 'r1 a 0 1k)',
  counterExample: 'r1 a 0 1k',
};
