import type { Rule } from './rule.js';

/**
 * A function is declared once in its scope.
 *
 * The last one counts.
 */
export const duplicateFunction: Rule = {
  group: 'names',
  code: 'duplicate-function',
  severity: 'warning',
  summary: 'A function is declared once in its scope.',
  why: 'The last one counts.',
  example: '.func f(x) {x}\n.func f(x) {2*x}',
  counterExample: '.func f(x) {x}\n.func g(x) {2*x}',
};
