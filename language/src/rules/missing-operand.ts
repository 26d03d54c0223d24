import { missingOf } from '../design/required-operands.js';
import { isMalformed } from '../design/reporter.js';
import { headOf } from '../design/places.js';
import { severityIn } from './reached.js';
import type { Rule } from './rule.js';

/**
 * An element has its nodes and its value or model.
 *
 * The element cannot be built; some simulators take a value of their own without a word.
 */
export const missingOperand: Rule = {
  code: 'missing-operand',
  severity: 'error',
  summary: 'An element has its nodes and its value or model.',
  why: 'The element cannot be built; some simulators take a value of their own without a word.',
  example: 'r1 a',
  check(design, report) {
    for (const scope of design.scopes) {
      for (const placed of scope.elements) {
        const missing = missingOf(placed, scope);
        if (missing !== undefined && !isMalformed(placed)) report(headOf(placed), missing, { severity: severityIn(design, scope, 'error') });
      }
    }
  },
};
