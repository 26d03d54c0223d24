import { reportExpressionErrors, reportDeclaredExpressionErrors } from './expressions.js';
import type { Rule } from './rule.js';

/**
 * A parameter that an expression reads is declared.
 *
 * The expression has no value.
 */
export const unknownParameter: Rule = {
  group: 'names',
  code: 'unknown-parameter',
  severity: 'error',
  summary: 'A parameter that an expression reads is declared.',
  why: 'The expression has no value.',
  example: '.param load=1k\nr1 a 0 {laod*2}',
  counterExample: '.param load=1k\nr1 a 0 {load*2}',
  whereReached: true,
  checkElement(element, report) {
    reportExpressionErrors(element, 'unknown-parameter', report);
  },
  check(design, report) {
    reportDeclaredExpressionErrors(design, 'unknown-parameter', report);
  },
};
