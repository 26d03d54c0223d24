import { operandText } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import type { Rule } from './rule.js';

/**
 * Ground is node 0.
 *
 * In PSpice and Xyce gnd is a node like others.
 */
export const gndNode: Rule = {
  group: 'portability',
  code: 'gnd-node',
  severity: 'warning',
  summary: 'Ground is node 0.',
  why: 'ngspice, LTspice and HSPICE take gnd for ground. In PSpice and Xyce it is a node like others, and the part of the circuit on it floats.',
  example: '* nodal: dialect=pspice\nv1 a 0 1\nr1 a gnd 1k\nr2 gnd b 1k\nr3 b 0 1k',
  counterExample: '* nodal: dialect=pspice\nv1 a 0 1\nr1 a 0 1k\nr2 0 b 1k\nr3 b 0 1k',
  check(design, report) {
    const dialect = design.files[0]?.parsed.dialect;
    if (dialect === undefined || dialect.grounds.length > 0 || design.role === 'part' || design.globals.has('gnd')) return;
    const gnd = design.names.id('gnd');
    // Where nothing is on 0, gnd is taken for ground.
    if (!design.top.elements.some(({ facts }) => facts!.grounded)) return;
    const placed = design.top.elements.find(({ facts }) => facts!.nodes.includes(gnd));
    if (placed === undefined) return;
    // A bridge to 0 makes it ground.
    if (design.top.elements.some(({ facts }) => facts!.grounded && facts!.nodes.length === 1 && facts!.nodes[0] === gnd)) return;
    const operand = cardRoles(placed, design.top).nodes.find((node) => operandText(placed, node).text.toLowerCase() === 'gnd');
    if (operand !== undefined) report(placeOf(placed, operand), `In ${dialect.title} ${operandText(placed, operand).text} is a node like others. Write 0 for ground.`);
  },
};
