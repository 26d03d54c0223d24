import type { Rule } from './rule.js';

/**
 * Analyses, options and outputs stand outside of subcircuits.
 *
 * The card has no effect inside of a subcircuit.
 */
export const directiveInSubcircuit: Rule = {
  group: 'analyses',
  code: 'directive-in-subcircuit',
  severity: 'warning',
  summary: 'Analyses, options and outputs stand outside of subcircuits.',
  why: 'The card has no effect inside of a subcircuit.',
  example: '.subckt s a b\n.op\n.ends',
  counterExample: '.subckt s a b\n.ends\n.op',
};
