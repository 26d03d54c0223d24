import type { PlacedCard } from '../design/design.js';
import { elementKind } from '../design/element-kind.js';
import { headOf } from '../design/places.js';
import type { ElementCard } from '../generated/ast.js';
import { aOrAn, elementByLetter } from '../reference/elements.js';
import { HEAD_LAST_ELEMENT } from '../text/card-head.js';
import { severityIn } from './reached.js';
import type { Rule } from './rule.js';

/** The letters that Nodal does not simulate, by the head of their cards. */
const UNSUPPORTED: readonly boolean[] = Array.from({ length: HEAD_LAST_ELEMENT + 1 }, (_, head) => {
  const letter = String.fromCharCode(96 + head);
  return head > 0 && letter !== 'x' && elementByLetter(letter)?.kind === undefined;
});

/**
 * Nodal simulates every element that the circuit reaches.
 *
 * The circuit cannot be simulated with this element in it. The first element of
 * each kind is told, with how many there are: a netlist may have a hundred
 * thousand of them.
 */
export const unsupportedElement: Rule = {
  group: 'limits',
  code: 'unsupported-element',
  severity: 'error',
  whereReached: true,
  summary: 'Nodal simulates every element that the circuit reaches.',
  why: 'The circuit cannot be simulated with this element in it. The first element of each kind is told, with how many there are.',
  example: 'z1 d g s mesfet1',
  counterExample: 'r1 d s 1k',
  check(design, report) {
    for (const scope of design.scopes) {
      const first: (PlacedCard<ElementCard> | undefined)[] = [];
      const count: number[] = [];
      for (const placed of scope.elements) {
        const { head } = placed;
        if (!UNSUPPORTED[head]) continue;
        first[head] ??= placed;
        count[head] = (count[head] ?? 0) + 1;
      }
      first.forEach((placed, head) => {
        if (placed === undefined) return;
        const { name } = placed.card;
        const kind = elementKind(placed, scope) ?? 'element of no kind';
        const more = count[head]! - 1;
        const what = more === 0 ? `${name} is ${aOrAn(kind)}` : `${name} and ${more} more here are of the kind '${kind}'`;
        const severity = severityIn(design, scope, 'error', 'unsupported-element');
        report(headOf(placed), `${what}, which Nodal does not simulate yet${severity === 'error' ? `: the circuit cannot run. Remove or replace ${more === 0 ? 'it' : 'them'}` : ''}.`, { severity });
      });
    }
  },
};
