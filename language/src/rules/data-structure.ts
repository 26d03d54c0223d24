import type { Rule } from './rule.js';

/**
 * A table of `.data` ends with `.enddata`.
 *
 * The cards behind it would be taken for its numbers.
 */
export const dataStructure: Rule = {
  group: 'syntax',
  code: 'data-structure',
  severity: 'error',
  summary: 'A table of `.data` ends with `.enddata`.',
  why: 'Simulators cannot tell its numbers from the cards behind them.',
  example: 'r1 a 0 1k\n.enddata',
  counterExample: 'r1 a 0 1k\n.data rows r\n1k\n2k\n.enddata',
};
