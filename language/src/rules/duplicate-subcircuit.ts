import type { Rule } from './rule.js';

/**
 * Subcircuits of one scope have different names.
 *
 * The first one counts; the second has no effect.
 */
export const duplicateSubcircuit: Rule = {
  group: 'names',
  code: 'duplicate-subcircuit',
  severity: 'warning',
  summary: 'Subcircuits of one scope have different names.',
  why: 'The first one counts; the second has no effect.',
  example: '.subckt s a b\n.ends\n.subckt s a b\n.ends',
  counterExample: '.subckt s a b\n.ends\n.subckt t a b\n.ends',
};
