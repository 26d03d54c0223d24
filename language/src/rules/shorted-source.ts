import { placeOf } from '../design/places.js';
import { parseNumber } from '../text/number.js';
import { commonNode } from './shorted-element.js';
import type { Rule } from './rule.js';

/**
 * The two pins of a voltage source are on different nodes.
 *
 * The source gives a voltage between a node and itself: the equations have no
 * solution.
 */
export const shortedSource: Rule = {
  group: 'connections',
  code: 'shorted-source',
  severity: 'error',
  summary: 'The two pins of a voltage source are on different nodes.',
  why: 'The source gives a voltage between a node and itself: the equations have no solution.',
  example: 'v1 a a 5\nr1 a 0 1k',
  counterExample: 'v1 a 0 5\nr1 a 0 1k',
  whereReached: true,
  checkElement(element, report) {
    const { letter } = element.roles;
    if (letter !== 'v' && letter !== 'e' && letter !== 'h') return;
    const node = commonNode(element);
    if (node === undefined) return;
    const { placed, roles } = element;
    // The card `vgnd gnd 0 0` says nothing wrong; ngspice stops there, others do not.
    const zero = letter === 'v' && roles.list.slice(2).every((operand) => operand.$type === 'Word' && (/^dc$/i.test(operand.text) || parseNumber(operand.text) === 0));
    report(placeOf(placed, roles.nodes[1]!), `Both pins of the voltage source ${placed.card.name} are on node ${node}. Connect it between two nodes.`, zero ? { severity: 'warning' } : {});
  },
};
