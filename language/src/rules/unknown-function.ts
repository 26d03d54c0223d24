import { reportExpressionErrors, reportDeclaredExpressionErrors } from './expressions.js';
import type { Rule } from './rule.js';

/**
 * A function that an expression calls is built in or declared by .func.
 *
 * The expression has no value.
 */
export const unknownFunction: Rule = {
  group: 'names',
  code: 'unknown-function',
  severity: 'error',
  summary: 'A function that an expression calls is built in or declared by .func.',
  why: 'The expression has no value.',
  example: 'r1 a 0 {sinn(1)}',
  counterExample: 'r1 a 0 {sin(1)}',
  whereReached: true,
  checkElement(element, report) {
    reportExpressionErrors(element, 'unknown-function', report);
  },
  check(design, report) {
    reportDeclaredExpressionErrors(design, 'unknown-function', report);
  },
};
