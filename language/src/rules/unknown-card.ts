import type { Rule } from './rule.js';

/**
 * A card begins with an element or a directive.
 *
 * Simulators stop at it; a line that begins with a mark such as % or ) is a comment to ngspice.
 */
export const unknownCard: Rule = {
  group: 'syntax',
  code: 'unknown-card',
  severity: 'error',
  summary: 'A card begins with an element or a directive.',
  why: 'Simulators stop at it; a line that begins with a mark such as % or ) is a comment to ngspice.',
  example: '1abc a b',
  counterExample: 'r1 a b 1k',
};
