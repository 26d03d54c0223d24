import type { Rule } from './rule.js';

/**
 * A subcircuit ends with `.ends`.
 *
 * Everything up to the end of the file is in the subcircuit and not in the circuit.
 */
export const unclosedSubcircuit: Rule = {
  group: 'syntax',
  code: 'unclosed-subcircuit',
  severity: 'error',
  summary: 'A subcircuit ends with `.ends`.',
  why: 'Everything up to the end of the file is in the subcircuit and not in the circuit.',
  example: '.subckt amp in out',
  counterExample: '.subckt amp in out\n.ends amp',
};
