import { flatArguments, wordOf } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardsOf, transientsOf } from '../elaborate/analyses-of-deck.js';
import type { Rule } from './rule.js';

/**
 * An analysis that uses initial conditions has some.
 *
 * With uic everything that has none begins at 0.
 */
export const uicWithoutIc: Rule = {
  group: 'analyses',
  code: 'uic-without-ic',
  severity: 'hint',
  summary: 'An analysis that uses initial conditions has some.',
  why: 'With uic there is no operating point: what has no initial condition begins at 0 V and 0 A, supplies and all. Without any condition that is often a mistake.',
  example: 'v1 a 0 5\nr1 a b 1k\nc1 b 0 1u\n.tran 1u 1m uic',
  counterExample: 'v1 a 0 5\nr1 a b 1k\nc1 b 0 1u ic=2\n.tran 1u 1m uic',
  check(design, report) {
    if (design.role === 'part' || design.incomplete) return;
    const using = transientsOf(design).filter(({ uic }) => uic);
    if (using.length === 0 || cardsOf(design, '.ic').length > 0) return;
    if (design.files.some(({ text }) => /\bic\d?\s*=|\.loadbias|\.ic\b/i.test(text))) return;
    for (const { placed } of using) {
      const word = flatArguments(placed.card).find((argument) => /^(?:uic|noop)$/i.test(wordOf(argument) ?? ''));
      if (word === undefined) continue;
      const { start, end, uri } = placeOf(placed, word);
      report({ uri, start, end }, 'Nothing has an initial condition, so everything begins at 0. Give one with .ic v(node)=value or ic=, or leave the word out to begin at the operating point.', {
        fix: { title: `Leave ${wordOf(word)!} out`, edits: [{ start: start - 1, end, newText: '' }] },
      });
    }
  },
};
