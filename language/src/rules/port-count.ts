import { lookupSubcircuit } from '../design/lookup.js';
import { headOf, placeOf } from '../design/places.js';
import type { Rule } from './rule.js';

/**
 * An instance connects every port of its subcircuit.
 *
 * A port would be left open, or a node has no place.
 */
export const portCount: Rule = {
  group: 'connections',
  code: 'port-count',
  severity: 'error',
  whereReached: true,
  summary: 'An instance connects every port of its subcircuit.',
  why: 'A port would be left open, or a node has no place.',
  example: 'x1 a s\n.subckt s 1 2\n.ends',
  counterExample: 'x1 a b s\n.subckt s 1 2\n.ends',
  checkElement({ scope, placed, roles }, report) {
    const { subcircuit, layout } = roles;
    const declared = subcircuit === undefined ? undefined : lookupSubcircuit(scope, subcircuit.text);
    if (declared === undefined || layout.nodeCount === declared.ports.length) return;
    const optional = declared.ports.filter((port) => port.default !== undefined).length;
    if (layout.nodeCount < declared.ports.length && layout.nodeCount >= declared.ports.length - optional) return;
    const { nodes } = roles;
    const surplus = nodes[declared.ports.length];
    const ports = declared.ports.map((port) => port.name).join(' ');
    const count = (number: number, thing: string) => `${number} ${thing}${number === 1 ? '' : 's'}`;
    const missing = declared.ports.slice(nodes.length).map((port) => port.name).join(', ');
    report(surplus === undefined ? headOf(placed) : { ...placeOf(placed, surplus), end: placeOf(placed, nodes[nodes.length - 1]!).end },
      `Subcircuit ${declared.name} has ${count(declared.ports.length, 'port')}${ports === '' ? '' : ` (${ports})`}, and ${placed.card.name} gives ${count(nodes.length, 'node')}. ${surplus === undefined ? `Add ${missing}.` : 'Remove what is too much.'}`, {
          related: [{ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd, message: 'The subcircuit.' }],
      });
  },
};
