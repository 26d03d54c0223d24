import { connectivityOf } from '../connectivity/connectivity.js';
import { isReadAsNetlist } from '../connectivity/floating-nodes.js';
import type { Rule } from './rule.js';

/**
 * Something inside a subcircuit is connected to each of its ports.
 *
 * What an instance connects there leads nowhere; often the name is written in
 * another way inside.
 */
export const unusedPort: Rule = {
  group: 'names',
  code: 'unused-port',
  severity: 'information',
  summary: 'Something inside a subcircuit is connected to each of its ports.',
  why: 'What an instance connects there leads nowhere; often the name is written in another way inside.',
  example: '.subckt amp in out vdd\nr1 in out 1k\n.ends\nv1 a 0 1\nx1 a 0 a amp',
  counterExample: '.subckt amp in out vdd\nr1 in out 1k\nr2 out vdd 1k\n.ends\nv1 a 0 1\nx1 a 0 a amp',
  checkCircuit(design, report) {
    if (!isReadAsNetlist(design)) return;
    for (const connections of connectivityOf(design).scopes) {
      const { subcircuit, elements } = connections.scope;
      // What a library leaves open is its vendor's doing, and a subcircuit without elements stands for one that is to come.
      if (subcircuit === undefined || subcircuit.placed.file.index > 0 || elements.length === 0) continue;
      for (const port of connections.unusedPorts) {
        report({ uri: subcircuit.placed.file.uri, start: port.start, end: port.end }, `Nothing inside ${subcircuit.name} is connected to port ${port.name}. Connect it, or remove it here and at the instances.`, {
          severity: design.role === 'part' ? 'hint' : 'information', tags: ['unused'],
        });
      }
    }
  },
};
