import { wordOf } from '../design/operands.js';
import { headOf } from '../design/places.js';
import { cardsOf } from '../elaborate/analyses-of-deck.js';
import type { Rule } from './rule.js';

const ANALYSES = new Set(['tran', 'ac', 'dc', 'op', 'noise', 'disto']);

/**
 * A card of results names some.
 *
 * Without them it does nothing.
 */
export const emptyOutput: Rule = {
  group: 'analyses',
  code: 'empty-output',
  severity: 'warning',
  summary: 'A card of results names some.',
  why: '.print and .plot without results show nothing, and .save without results keeps nothing more than usual.',
  example: 'v1 a 0 1\nr1 a 0 1k\n.tran 1u 1m\n.print tran',
  counterExample: 'v1 a 0 1\nr1 a 0 1k\n.tran 1u 1m\n.print tran v(a)',
  check(design, report) {
    for (const keyword of ['.print', '.plot', '.save']) {
      for (const placed of cardsOf(design, keyword)) {
        const list = placed.card.arguments;
        const word = wordOf(list[0])?.toLowerCase();
        const named = keyword !== '.save' && word !== undefined && ANALYSES.has(word);
        // Xyce prints what is named elsewhere too, and `.print op` means all in some.
        if (list.length > (named ? 1 : 0) || word === 'op') continue;
        report(headOf(placed), `${placed.card.keyword}${named ? ` ${word}` : ''} names no results. Write them behind it, such as v(out).`);
      }
    }
  },
};
