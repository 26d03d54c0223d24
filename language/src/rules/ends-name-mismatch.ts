import type { Rule } from './rule.js';

/**
 * `.ends` names the subcircuit that it ends.
 *
 * Simulators end the innermost one whatever the name says; a border may be missing.
 */
export const endsNameMismatch: Rule = {
  group: 'syntax',
  code: 'ends-name-mismatch',
  severity: 'warning',
  summary: '`.ends` names the subcircuit that it ends.',
  why: 'Simulators end the innermost one whatever the name says; a border may be missing.',
  example: '.subckt amp in out\n.ends filter',
  counterExample: '.subckt amp in out\n.ends amp',
};
