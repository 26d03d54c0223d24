import type { Rule } from './rule.js';

/**
 * `.ends` ends a subcircuit.
 *
 * A `.subckt` is missing above it, or there is one `.ends` too many.
 */
export const strayEnds: Rule = {
  group: 'syntax',
  code: 'stray-ends',
  severity: 'error',
  summary: '`.ends` ends a subcircuit.',
  why: 'A `.subckt` is missing above it, or there is one `.ends` too many.',
  example: '.ends',
  counterExample: '.subckt s a b\n.ends',
};
