import { parseText } from '../../src/syntax/parse-document.js';
import { differenceOf } from './differences.js';
import type { Oracle } from './oracle.js';

/** So many malformed cards get the messages of the stock parser; which ones depends on the order in which a longer text is asked for them. */
const MOST_MALFORMED = 500;

/** A card that is parsed when somebody asks for it, in whatever order, has the tree and the problems that it has when all are parsed at once. */
export const orderDoesNotMatter: Oracle = {
  name: 'order-does-not-matter',
  every: 4,
  check({ parsed, input, dialect }) {
    if (parsed.problems.size > MOST_MALFORMED) return undefined;
    const asked = parseText(input.text, input.deck, undefined, dialect, false);
    if (asked.cardsParsed > 0) return `${asked.cardsParsed} cards were parsed that nobody asked for`;
    for (let i = asked.count - 1; i >= 0; i--) {
      const wrong = differenceOf(asked.problemsOf(i), parsed.problemsOf(i), 'problems') ?? treeDifference(asked.card(i), parsed.card(i));
      if (wrong !== undefined) return `card ${i}: ${wrong}`;
    }
    return asked.cardsParsed === parsed.count ? undefined : `${asked.cardsParsed} cards were parsed of ${parsed.count}`;
  },
};

/** Where a card stands in the tree is known when the whole tree was asked for. */
function treeDifference(a: object, b: object): string | undefined {
  return differenceOf({ ...a, $containerProperty: undefined, $containerIndex: undefined }, { ...b, $containerProperty: undefined, $containerIndex: undefined }, 'tree');
}
