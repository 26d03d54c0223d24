import { CardParser } from '../../src/syntax/parse-card.js';
import { stockCardParser } from '../../src/syntax/parse-document.js';
import { differenceOf } from './differences.js';
import type { Oracle } from './oracle.js';

const parser = new CardParser();
/** The stock parser takes 60 µs and more a card, and much longer for long and nested ones. */
const MOST_CARDS = 8, LONGEST = 300, DEEPEST = 3;

/** Where the fast parser takes a card, the stock parser takes it too and gives the same tree. */
export const parsersAgree: Oracle = {
  name: 'parsers-agree',
  every: 5,
  check({ parsed, dialect }) {
    const { text, table } = parsed;
    parser.scanner.dialect = dialect;
    let left = MOST_CARDS;
    for (let i = 0; i < table.count && left > 0; i++) {
      const card = text.slice(table.start[i], table.end[i]);
      if (card.length > LONGEST || (card.match(/\(/g)?.length ?? 0) > DEEPEST) continue;
      const fast = parser.parse(card, 0, card.length);
      if (fast === undefined || parser.scanner.tokens.problems.some((problem) => problem.code === 'unclosed-parenthesis')) continue;
      left--;
      const stock = stockCardParser().parseCard(card, dialect);
      const wrong = stock.errors.length > 0 ? `only the fast parser takes it: ${stock.errors[0]!.message}` : differenceOf(fast, stock.card, 'tree');
      if (wrong !== undefined) return `${JSON.stringify(card.slice(0, 80))}: ${wrong}`;
    }
    return undefined;
  },
};
