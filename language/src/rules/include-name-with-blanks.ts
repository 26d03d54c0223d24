import type { Rule } from './rule.js';

/**
 * A file name with blanks stands in quotes.
 *
 * Only the first word is taken for the name.
 */
export const includeNameWithBlanks: Rule = {
  group: 'files',
  code: 'include-name-with-blanks',
  severity: 'error',
  summary: 'A file name with blanks stands in quotes.',
  why: 'Only the first word is taken for the name.',
  example: '.include my models.lib',
  counterExample: '.include "my models.lib"',
};
