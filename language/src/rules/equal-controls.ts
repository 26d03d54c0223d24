import { isGround } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import type { Rule } from './rule.js';

/**
 * The controlling nodes of a source or switch differ.
 *
 * The voltage between a node and itself is zero, so that nothing is controlled.
 */
export const equalControls: Rule = {
  group: 'connections',
  code: 'equal-controls',
  severity: 'warning',
  summary: 'The controlling nodes of a source or switch differ.',
  why: 'The voltage between a node and itself is zero, so that nothing is controlled.',
  example: 'v1 a 0 1\ne1 b 0 a a 10\nr1 b 0 1k',
  counterExample: 'v1 a 0 1\ne1 b 0 a 0 10\nr1 b 0 1k',
  checkElement({ design, placed, roles }, report) {
    const { letter, layout } = roles;
    if (letter !== 'e' && letter !== 'g' && letter !== 's') return;
    const controls = layout.places.nodes.filter((place) => layout.roles[place] === 'control-node');
    // A polynomial may leave out one of its variables that way.
    if (controls.length !== 2) return;
    const [one, other] = controls.map((place) => operandText(placed, roles.list[place]! as never).text.toLowerCase()) as [string, string];
    const { dialect } = placed.file.parsed;
    if (one !== other && !(isGround(one, dialect) && isGround(other, dialect))) return;
    report(placeOf(placed, roles.list[controls[1]!]!), `Both controlling nodes of ${placed.card.name} are ${one}, so that it is controlled by 0 V. Correct one of them.`, {
      severity: design.role === 'part' || placed.file.index > 0 ? 'information' : 'warning',
    });
  },
};
