import { reportFloating } from './connections.js';
import type { Rule } from './rule.js';

/**
 * All parts of the circuit are connected to ground.
 *
 * Of a part that is connected to nothing else, as the secondary side of a
 * transformer, only differences of voltages are determined: simulators report a
 * singular matrix.
 */
export const floatingCircuit: Rule = {
  group: 'connections',
  code: 'floating-circuit',
  severity: 'warning',
  summary: 'All parts of the circuit are connected to ground.',
  why: 'Of a part that is connected to nothing else, as the secondary side of a transformer, only differences of voltages are determined: simulators report a singular matrix.',
  example: 'v1 in 0 ac 1\nr1 in p 1\nl1 p 0 1m\nl2 a b 1m\nk1 l1 l2 0.99\nr2 a b 1k\n.op',
  counterExample: 'v1 in 0 ac 1\nr1 in p 1\nl1 p 0 1m\nl2 a 0 1m\nk1 l1 l2 0.99\nr2 a 0 1k\n.op',
  checkCircuit(design, report) {
    reportFloating(design, 'island', report, (nodes, elements) => (nodes.count === 1
      ? `Node ${nodes.text} (${elements.text}) is connected to nothing else. Connect it to the circuit.`
      : `Nodes ${nodes.text} are connected with each other (${elements.text}), but not with ground. Connect one of them to ground, if only through a large resistor.`));
  },
};
