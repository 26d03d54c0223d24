import { reportExpressionErrors, reportDeclaredExpressionErrors } from './expressions.js';
import type { Rule } from './rule.js';

/**
 * An expression can be read.
 *
 * It has no value, so neither has what it stands for.
 */
export const expressionSyntax: Rule = {
  group: 'syntax',
  code: 'expression-syntax',
  severity: 'error',
  summary: 'An expression can be read.',
  why: 'It has no value, so neither has what it stands for.',
  example: 'r1 a 0 {1+}',
  counterExample: 'r1 a 0 {1+1}',
  whereReached: true,
  checkElement(element, report) {
    reportExpressionErrors(element, 'expression-syntax', report);
  },
  check(design, report) {
    reportDeclaredExpressionErrors(design, 'expression-syntax', report);
  },
};
