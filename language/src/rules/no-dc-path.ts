import { reportFloating } from './connections.js';
import type { Rule } from './rule.js';

/**
 * Each node has a path to ground through which direct current can flow.
 *
 * Where there are only capacitors and controlled sources the operating point has
 * no single solution: simulators report a singular matrix, or give the node any
 * voltage.
 */
export const noDcPath: Rule = {
  group: 'connections',
  code: 'no-dc-path',
  severity: 'warning',
  summary: 'Each node has a path to ground through which direct current can flow.',
  why: 'Where there are only capacitors and controlled sources the operating point has no single solution: simulators report a singular matrix, or give the node any voltage.',
  example: 'v1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\n.op',
  counterExample: 'v1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\nr2 mid 0 1g\n.op',
  checkCircuit(design, report) {
    reportFloating(design, 'capacitors', report, (nodes, elements) => (nodes.count === 1
      ? `Node ${nodes.text} has no path for direct current to ground (${elements.text}). Connect a large resistor from it to ground.`
      : `Nodes ${nodes.text} have no path for direct current to ground (${elements.text}). Connect a large resistor from one of them to ground.`));
  },
};
