import { reportExpressionErrors, reportDeclaredExpressionErrors } from './expressions.js';
import type { Rule } from './rule.js';

/**
 * A function gets as many arguments as it takes.
 *
 * The expression has no value; some simulators take a wrong one without a word.
 */
export const functionArguments: Rule = {
  group: 'syntax',
  code: 'function-arguments',
  severity: 'error',
  summary: 'A function gets as many arguments as it takes.',
  why: 'The expression has no value; some simulators take a wrong one without a word.',
  example: 'r1 a 0 {atan2(1)}',
  counterExample: 'r1 a 0 {atan2(1,2)}',
  whereReached: true,
  checkElement(element, report) {
    reportExpressionErrors(element, 'function-arguments', report);
  },
  check(design, report) {
    reportDeclaredExpressionErrors(design, 'function-arguments', report);
  },
};
