import { scopeOfCard } from '../design/lookup.js';
import { cardPlace, placeOf } from '../design/places.js';
import { cardsAssigning, wholeFiles } from '../design/words-in-text.js';
import { directivesOf, transientsOf } from '../elaborate/analyses-of-deck.js';
import { reachedScopes } from './reached.js';
import type { Rule } from './rule.js';

const HEAD_C = 3, HEAD_L = 12;
const HEADS = new Set([HEAD_C, HEAD_L]);
/** In the others the simulator holds the voltage while it looks for the operating point. */
const DIALECTS = new Set(['ngspice', 'ltspice', 'spice3']);

/**
 * The initial condition of a capacitor or an inductor is used.
 *
 * Without uic a transient analysis begins at the operating point.
 */
export const icWithoutUic: Rule = {
  group: 'analyses',
  code: 'ic-without-uic',
  severity: 'warning',
  summary: 'The initial condition of a capacitor or an inductor is used.',
  why: 'Without uic a transient analysis begins at the operating point, and ic= on a capacitor or an inductor counts for nothing.',
  example: 'r1 a 0 1k\nc1 a 0 1u ic=5\n.tran 1u 1m',
  counterExample: 'r1 a 0 1k\nc1 a 0 1u ic=5\n.tran 1u 1m uic',
  check(design, report) {
    if (design.role === 'part') return;
    const transients = transientsOf(design);
    const first = transients[0];
    if (first === undefined || transients.some(({ uic }) => uic) || !DIALECTS.has(first.placed.file.parsed.dialect.name)) return;
    // A script may run another analysis.
    if (directivesOf(design).commands.has('tran')) return;
    const reached = reachedScopes(design);
    const analysis = cardPlace(first.placed);
    for (const file of wholeFiles(design)) {
      for (const { placed, argument } of cardsAssigning(file, 'ic', HEADS)) {
        if (!reached.has(scopeOfCard(design, file.uri, placed.index))) continue;
        report(placeOf(placed, argument), 'This has no effect: without uic .tran begins at the operating point. Write uic on .tran, or .ic v(node)=value.', {
          related: [{ ...analysis, message: 'The analysis.' }],
          ...(analysis.uri === file.uri ? { fix: { title: 'Write uic on .tran', edits: [{ start: analysis.end, end: analysis.end, newText: ' uic' }] } } : {}),
        });
      }
    }
  },
};
