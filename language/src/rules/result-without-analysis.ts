import type { Design } from '../design/design.js';
import { wordOf } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardsOf, directivesOf } from '../elaborate/analyses-of-deck.js';
import { findDirective } from '../reference/directives.js';
import type { Rule } from './rule.js';

/** What cards of results may be about, and the card of the analysis. Xyce prints operating points and sweeps by .step as those of .dc. */
const ANALYSES: Readonly<Record<string, readonly string[]>> = {
  tran: ['.tran'], ac: ['.ac', '.net'], dc: ['.dc', '.op', '.step'], noise: ['.noise'], disto: ['.disto'], tf: ['.tf'], sens: ['.sens'], sp: ['.sp', '.lin'], pz: ['.pz'],
};
const RESULTS = ['.meas', '.print', '.plot', '.probe'];

/**
 * A result belongs to an analysis of the deck.
 *
 * What is measured of an analysis that is not done is never there.
 */
export const resultWithoutAnalysis: Rule = {
  group: 'analyses',
  code: 'result-without-analysis',
  severity: 'warning',
  summary: 'A result belongs to an analysis of the deck.',
  why: 'What is measured or printed of an analysis that is not done is never there: ngspice says so at the end of the run.',
  example: 'v1 a 0 1 ac 1\nr1 a 0 1k\n.ac dec 10 1 1k\n.meas tran peak max v(a)',
  counterExample: 'v1 a 0 1 ac 1\nr1 a 0 1k\n.ac dec 10 1 1k\n.meas ac peak max v(a)',
  check(design, report) {
    // A deck without any analysis gets one from elsewhere: a script, a command line, a deck around it.
    if (design.role === 'part' || design.incomplete || directivesOf(design).scripted || !hasAnalysis(design)) return;
    for (const keyword of RESULTS) {
      for (const placed of cardsOf(design, keyword)) {
        const first = placed.card.arguments[0];
        const word = wordOf(first)?.toLowerCase();
        const wanted = word === undefined || !Object.hasOwn(ANALYSES, word) ? undefined : ANALYSES[word];
        if (wanted === undefined || wanted.some((each) => cardsOf(design, each).length > 0)) continue;
        report(placeOf(placed, first!), `The deck has no ${wanted[0]}, so there is nothing to ${keyword === '.meas' ? 'measure' : 'show'} here. Add one, or name the analysis that there is.`);
      }
    }
    const [fourier] = cardsOf(design, '.four');
    if (fourier !== undefined && cardsOf(design, '.tran').length === 0) report({ uri: fourier.file.uri, start: fourier.file.cardStart[fourier.index]!, end: fourier.file.cardStart[fourier.index]! + fourier.card.keyword.length }, 'A Fourier analysis takes the end of a transient one, and the deck has no .tran. Add one.');
  },
};

function hasAnalysis(design: Design): boolean {
  for (const keyword of directivesOf(design).byKeyword.keys()) if (findDirective(keyword)?.analysis === true) return true;
  return false;
}
