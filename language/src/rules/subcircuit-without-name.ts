import type { Rule } from './rule.js';

/**
 * `.subckt` has a name.
 *
 * Nothing can refer to it.
 */
export const subcircuitWithoutName: Rule = {
  group: 'syntax',
  code: 'subcircuit-without-name',
  severity: 'error',
  summary: '`.subckt` has a name.',
  why: 'Nothing can refer to it.',
  example: '.subckt',
  counterExample: '.subckt amp in out\n.ends',
};
