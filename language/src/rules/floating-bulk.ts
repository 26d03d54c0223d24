import { connectivityOf } from '../connectivity/connectivity.js';
import { isReadAsNetlist } from '../connectivity/floating-nodes.js';
import { listed } from './connections.js';
import type { Rule } from './rule.js';

/**
 * The bulk of a MOS transistor is connected to a supply or to its source.
 *
 * A well that nothing else is connected to takes the voltage that its junctions
 * leak to.
 */
export const floatingBulk: Rule = {
  group: 'connections',
  code: 'floating-bulk',
  severity: 'warning',
  summary: 'The bulk of a MOS transistor is connected to a supply or to its source.',
  why: 'A well that nothing else is connected to takes the voltage that its junctions leak to.',
  example: 'vdd vdd 0 3\nm1 vdd vdd 0 well mn\nm2 vdd vdd 0 well mn\n.model mn nmos\n.op',
  counterExample: 'vdd vdd 0 3\nm1 vdd vdd 0 0 mn\nm2 vdd vdd 0 0 mn\n.model mn nmos\n.op',
  checkCircuit(design, report) {
    if (design.incomplete || !isReadAsNetlist(design)) return;
    for (const connections of connectivityOf(design).scopes) {
      if (design.role === 'part' && connections.scope.subcircuit === undefined) continue;
      for (const node of connections.bulks) {
        const elements = listed(connections.elementsAt([node]).map(({ card }) => card.name));
        report(connections.placeOf(node), `Only bulks are connected to node ${connections.nameOf(node)} (${elements.text}). Connect it to a supply or to a source.`, {
          severity: connections.standsInDeck(node) ? 'warning' : 'information',
        });
      }
    }
  },
};
