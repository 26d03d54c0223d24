import { missingOf, readAllTheSame } from '../design/required-operands.js';
import { isMalformed } from '../design/reporter.js';
import { headOf } from '../design/places.js';
import type { Rule } from './rule.js';

/**
 * An element has its nodes and its value or model.
 *
 * The element cannot be built; some simulators take a value of their own without a word.
 */
export const missingOperand: Rule = {
  code: 'missing-operand',
  severity: 'error',
  whereReached: true,
  summary: 'An element has its nodes and its value or model.',
  why: 'The element cannot be built; some simulators take a value of their own without a word.',
  example: 'r1 a',
  checkElement({ design, scope, placed, roles }, report) {
    const missing = missingOf(placed, scope);
    if (missing === undefined || isMalformed(placed)) return;
    const taken = readAllTheSame(roles, placed.file.parsed.dialect);
    if (taken !== undefined) {
      report(headOf(placed), `${missing} ${taken}`, { severity: design.role === 'part' && scope.subcircuit === undefined ? 'information' : 'warning' });
      return;
    }
    // Simulators take models and subcircuits from a library and look at nothing else of it.
    report(headOf(placed), missing, design.role === 'part' && scope.subcircuit === undefined ? { severity: 'information' } : {});
  },
};
