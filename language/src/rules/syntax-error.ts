import type { Rule } from './rule.js';

/**
 * A card follows the grammar of cards.
 *
 * What stands behind the error may be read in another way than it was meant.
 */
export const syntaxError: Rule = {
  code: 'syntax-error',
  severity: 'error',
  summary: 'A card follows the grammar of cards.',
  why: 'What stands behind the error may be read in another way than it was meant.',
  example: '.ic = 5',
};
