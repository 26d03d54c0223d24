import type { Rule } from './rule.js';

/**
 * A card follows the grammar of cards.
 *
 * What stands behind the error may be read in another way than it was meant.
 */
export const syntaxError: Rule = {
  group: 'syntax',
  code: 'syntax-error',
  severity: 'error',
  summary: 'A card follows the grammar of cards.',
  why: 'What stands behind the error may be read in another way than it was meant.',
  // Nothing else is refused: what a card may hold is judged by what it means.
  example: `v1 1 0 pulse${'('.repeat(201)}0 1${')'.repeat(201)}`,
  counterExample: 'v1 1 0 pulse(0 1)',
};
