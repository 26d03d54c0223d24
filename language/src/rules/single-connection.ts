import { looseEnds } from '../design/node-counts.js';
import { isGround } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
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
      for (const { placed, node } of looseEnds(design, scope, design.names)) {
        const operand = cardRoles(placed, scope).nodes.filter((pin) => !isGround(operandText(placed, pin).text, placed.file.parsed.dialect))[node]!;
        const name = operandText(placed, operand).text;
        if (design.globals.has(name.toLowerCase())) continue;
        report(placeOf(placed, operand), `Node ${name} is connected to ${placed.card.name} only. Check its name, or connect it.`);
      }
    }
  },
};
