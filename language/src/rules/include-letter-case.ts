import type { Rule } from './rule.js';

/**
 * A file name is written in the letters of the file.
 *
 * Windows finds a file whatever the case of its letters. Linux does not.
 */
export const includeLetterCase: Rule = {
  group: 'files',
  code: 'include-letter-case',
  severity: 'hint',
  summary: 'A file name is written in the letters of the file.',
  why: 'Windows finds a file whatever the case of its letters. Linux does not.',
  example: '.include letters.LIB',
  counterExample: '.include letters.lib',
};
