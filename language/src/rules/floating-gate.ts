import { reportFloating } from './connections.js';
import type { Rule } from './rule.js';

/**
 * Something drives the gate of a MOS transistor.
 *
 * No current flows into a gate, so that a node of gates alone has no voltage:
 * whether the transistors conduct is left to chance.
 */
export const floatingGate: Rule = {
  group: 'connections',
  code: 'floating-gate',
  severity: 'warning',
  summary: 'Something drives the gate of a MOS transistor.',
  why: 'No current flows into a gate, so that a node of gates alone has no voltage: whether the transistors conduct is left to chance.',
  example: 'vdd vdd 0 3\nm1 out in vdd vdd mp\nm2 out in 0 0 mn\n.model mp pmos\n.model mn nmos\n.op',
  counterExample: 'vdd vdd 0 3\nvin in 0 1\nm1 out in vdd vdd mp\nm2 out in 0 0 mn\n.model mp pmos\n.model mn nmos\n.op',
  checkCircuit(design, report) {
    reportFloating(design, 'gates', report, (nodes, elements) => `Nothing drives the ${nodes.count === 1 ? 'node' : 'nodes'} ${nodes.text}: only gates and inputs are connected there (${elements.text}). Connect what sets the voltage.`, false);
  },
};
