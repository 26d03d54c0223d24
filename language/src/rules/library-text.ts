import type { Rule } from './rule.js';

/**
 * A library holds models, subcircuits and parameters.
 *
 * LTspice and PSpice pass over all else that stands outside of subcircuits in a library. ngspice reads it as cards of the circuit.
 */
export const libraryText: Rule = {
  group: 'portability',
  code: 'library-text',
  severity: 'information',
  summary: 'A library holds models, subcircuits and parameters.',
  why: 'LTspice and PSpice pass over all else that stands outside of subcircuits in a library. ngspice reads it as cards of the circuit.',
  example: '.lib "wordy.lib"\n.backanno',
  counterExample: '.lib "process.lib"\n.backanno',
};
