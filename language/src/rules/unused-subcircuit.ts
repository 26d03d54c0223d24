import { removal, unusedOf } from './unused.js';
import type { Rule } from './rule.js';

/**
 * A subcircuit of a deck is used.
 *
 * Simulators never look inside it. What stands in a library is for others too, and is not looked at.
 */
export const unusedSubcircuit: Rule = {
  group: 'names',
  code: 'unused-subcircuit',
  severity: 'hint',
  summary: 'A subcircuit of a deck is used.',
  why: 'Simulators never look inside it. What stands in a library is for others too, and is not looked at.',
  example: 'v1 a 0 1\nr1 a 0 1k\n.subckt amp in out\nr1 in out 1k\n.ends amp',
  counterExample: 'v1 a 0 1\nx1 a 0 amp\n.subckt amp in out\nr1 in out 1k\n.ends amp',
  checkCircuit(design, report) {
    for (const declared of unusedOf(design).subcircuits) {
      const fix = removal(design, declared);
      report({ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd }, `No instance uses the subcircuit ${declared.name}.`, { tags: ['unused'], ...(fix === undefined ? {} : { fix }) });
    }
  },
};
