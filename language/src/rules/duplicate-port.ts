import type { Rule } from './rule.js';

/**
 * The ports of a subcircuit have different names.
 *
 * Both connections of an instance meet in one node.
 */
export const duplicatePort: Rule = {
  group: 'names',
  code: 'duplicate-port',
  severity: 'warning',
  summary: 'The ports of a subcircuit have different names.',
  why: 'Both connections of an instance meet in one node.',
  example: '.subckt amp in in',
  counterExample: '.subckt amp in out\n.ends',
};
