import { isGround } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import type { ElementInScope, Rule } from './rule.js';

/** Elements of two pins that do nothing when both are on one node. */
const LETTERS = 'rcldi';

/**
 * The two pins of an element are on different nodes.
 *
 * No voltage is across it, so that it does nothing; often one of the names is
 * wrong.
 */
export const shortedElement: Rule = {
  group: 'connections',
  code: 'shorted-element',
  severity: 'warning',
  summary: 'The two pins of an element are on different nodes.',
  why: 'No voltage is across it, so that it does nothing; often one of the names is wrong.',
  example: 'v1 a 0 1\nr1 a a 1k',
  counterExample: 'v1 a 0 1\nr1 a 0 1k',
  checkElement(element, report) {
    if (!LETTERS.includes(element.roles.letter)) return;
    const node = commonNode(element);
    if (node === undefined) return;
    const { design, placed, roles } = element;
    report(placeOf(placed, roles.nodes[1]!), `Both pins of ${placed.card.name} are on node ${node}, so that it does nothing. Correct one of them, or remove it.`, {
      severity: design.role === 'part' || placed.file.index > 0 ? 'information' : 'warning',
    });
  },
};

/** The node that the first two pins of an element share. */
export function commonNode({ placed, roles }: ElementInScope): string | undefined {
  const { nodes } = roles.layout.places;
  if (nodes.length < 2 || roles.layout.roles[nodes[1]!] !== 'node') return undefined;
  const [a, b] = roles.nodes.slice(0, 2).map((node) => operandText(placed, node).text) as [string, string];
  const { dialect } = placed.file.parsed;
  return a.toLowerCase() === b.toLowerCase() || (isGround(a, dialect) && isGround(b, dialect)) ? a : undefined;
}
