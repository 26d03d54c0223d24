import { missingOf, readAllTheSame } from '../design/required-operands.js';
import { isMalformed } from '../design/reporter.js';
import { headOf } from '../design/places.js';
import type { PlacedCard } from '../design/design.js';
import { lineEndAt } from '../text/characters.js';
import type { Rule } from './rule.js';

/** `C1 a b $[nmoscap] m=2`: netlists for the comparison with a layout (CDL) have the model in what is a comment to simulators. */
function isOfLayout({ file, index }: PlacedCard): boolean {
  const { start, end } = file.parsed.table;
  return file.text.slice(start[index], lineEndAt(file.text, end[index]!, file.text.length)).includes('$[');
}

/**
 * An element has its nodes and its value or model.
 *
 * The element cannot be built; some simulators take a value of their own without a word.
 */
export const missingOperand: Rule = {
  group: 'syntax',
  code: 'missing-operand',
  severity: 'error',
  whereReached: true,
  summary: 'An element has its nodes and its value or model.',
  why: 'The element cannot be built; some simulators take a value of their own without a word.',
  example: 'r1 a',
  counterExample: 'r1 a 0 1k',
  checkElement({ design, scope, placed, roles }, report) {
    const missing = missingOf(placed, scope);
    if (missing === undefined || isMalformed(placed)) return;
    if (isOfLayout(placed)) return;
    const taken = readAllTheSame(roles, placed.file.parsed.dialect);
    if (taken !== undefined) {
      report(headOf(placed), `${missing} ${taken}`, { severity: design.role === 'part' && scope.subcircuit === undefined ? 'information' : 'warning' });
      return;
    }
    // Simulators take models and subcircuits from a library and look at nothing else of it.
    report(headOf(placed), missing, design.role === 'part' && scope.subcircuit === undefined ? { severity: 'information' } : {});
  },
};
