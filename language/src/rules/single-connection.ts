import { connectionsOf } from './connections.js';
import type { Rule } from './rule.js';

/**
 * A node connects at least two pins.
 *
 * Nothing flows through the pin; often a name is misspelt.
 */
export const singleConnection: Rule = {
  code: 'single-connection',
  severity: 'warning',
  summary: 'A node connects at least two pins.',
  why: 'Nothing flows through the pin; often a name is misspelt.',
  example: 'r1 in otu 1k\nr2 out 0 1k',
  check(design, report) {
    for (const scope of design.scopes) {
      if (design.incomplete || (design.role === 'part' && scope.subcircuit === undefined)) continue;
      for (const [name, connection] of connectionsOf(design, scope)) {
        if (connection.count > 1 || connection.probed || design.globals.has(name)) continue;
        report(connection.place, `Node ${connection.name} is connected to ${connection.element} only. Check its name, or connect it.`);
      }
    }
  },
};
