import { reportFloating } from './connections.js';
import type { Rule } from './rule.js';

/**
 * The current of a current source has a way back.
 *
 * Where a current source meets only capacitors or other current sources, the
 * currents into the node need not be zero together: its voltage would grow
 * without end, and there is no operating point.
 */
export const currentCutset: Rule = {
  group: 'connections',
  code: 'current-cutset',
  severity: 'warning',
  summary: 'The current of a current source has a way back.',
  why: 'Where a current source meets only capacitors or other current sources, the currents into the node need not be zero together: its voltage would grow without end, and there is no operating point.',
  example: 'i1 0 out 1m\nc1 out 0 1u\nv1 in 0 1\nr1 in 0 1k\n.op',
  counterExample: 'i1 0 out 1m\nc1 out 0 1u\nr2 out 0 1k\nv1 in 0 1\nr1 in 0 1k\n.op',
  checkCircuit(design, report) {
    reportFloating(design, 'currents', report, (nodes, elements) => (nodes.count === 1
      ? `The current into node ${nodes.text} has no other way for direct current (${elements.text}). Connect a resistor from it to ground.`
      : `The current into nodes ${nodes.text} has no other way for direct current (${elements.text}). Connect a resistor from one of them to ground.`));
  },
};
