import { cardPlace } from '../design/places.js';
import { directivesOf } from '../elaborate/analyses-of-deck.js';
import { findDirective } from '../reference/directives.js';
import { tokenText } from '../text/token-text.js';
import type { Rule } from './rule.js';

/**
 * A deck asks for an analysis once.
 *
 * The same card twice computes the same twice.
 */
export const repeatedAnalysis: Rule = {
  group: 'analyses',
  code: 'repeated-analysis',
  severity: 'warning',
  summary: 'A deck asks for an analysis once.',
  why: 'The same card twice computes the same twice. Of two that differ LTspice takes one only.',
  example: 'v1 a 0 1\nr1 a 0 1k\n.tran 1u 1m\n.tran 1u 1m',
  counterExample: 'v1 a 0 1\nr1 a 0 1k\n.tran 1u 1m\n.op',
  check(design, report) {
    for (const [keyword, cards] of directivesOf(design).byKeyword) {
      if (cards.length < 2 || findDirective(keyword)?.analysis !== true) continue;
      const seen = new Map<string, (typeof cards)[number]>();
      for (const placed of cards) {
        const place = cardPlace(placed);
        const text = tokenText(placed.file.text, place.start, place.end).toLowerCase().replace(/\s+/g, ' ').trim();
        const former = seen.get(text);
        if (former === undefined) {
          seen.set(text, placed);
          continue;
        }
        // A file that is included twice has its cards twice.
        if (former.file === placed.file && former.index === placed.index) continue;
        report(place, `This analysis stands in the deck twice. Take one of the cards out.`, { related: [{ ...cardPlace(former), message: 'The same analysis.' }], tags: ['unused'], fix: { title: 'Take the card out', edits: [{ start: place.start, end: place.end, newText: '' }] } });
      }
    }
  },
};
