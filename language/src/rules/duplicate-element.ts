import type { Rule } from './rule.js';

/**
 * Elements of one circuit have different names.
 *
 * Simulators stop at the second one.
 */
export const duplicateElement: Rule = {
  code: 'duplicate-element',
  severity: 'error',
  summary: 'Elements of one circuit have different names.',
  why: 'Simulators stop at the second one.',
  example: 'r1 a b 1k\nr1 b c 1k',
};
