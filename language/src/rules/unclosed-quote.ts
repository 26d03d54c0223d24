import type { Rule } from './rule.js';

/**
 * A quote is closed on its line.
 *
 * The rest of the line is taken into the quoted text.
 */
export const unclosedQuote: Rule = {
  group: 'syntax',
  code: 'unclosed-quote',
  severity: 'error',
  summary: 'A quote is closed on its line.',
  why: 'The rest of the line is taken into the quoted text.',
  example: '.include "models.lib',
  counterExample: '.include "models.lib"',
};
