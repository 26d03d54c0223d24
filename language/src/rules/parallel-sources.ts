import { reportLoops } from './connections.js';
import { isPairOfSources, severityOfLoop } from './voltage-loop.js';
import type { Rule } from './rule.js';

/**
 * No two voltage sources are parallel.
 *
 * If their voltages differ, the circuit contradicts itself; if they are equal,
 * nobody knows how the current divides. No simulator solves it.
 */
export const parallelSources: Rule = {
  group: 'connections',
  code: 'parallel-sources',
  severity: 'error',
  summary: 'No two voltage sources are parallel.',
  why: 'If their voltages differ, the circuit contradicts itself; if they are equal, nobody knows how the current divides. No simulator solves it.',
  example: 'v1 a 0 5\nv2 a 0 3.3\nr1 a 0 1k',
  counterExample: 'v1 a 0 5\nv2 b 0 3.3\nr1 a b 1k',
  checkCircuit(design, report) {
    reportLoops(design, report, isPairOfSources, ({ text }) => `The voltage sources ${text} are connected to the same two nodes. Remove one of them, or connect a resistor in series.`, severityOfLoop(design));
  },
};
