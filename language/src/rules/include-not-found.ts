import type { Rule } from './rule.js';

/**
 * A file that is included can be read.
 *
 * What it declares is missing. Names that it may hold are not reported.
 */
export const includeNotFound: Rule = {
  group: 'files',
  code: 'include-not-found',
  severity: 'error',
  summary: 'A file that is included can be read.',
  why: 'What it declares is missing. Names that it may hold are not reported.',
  example: '.include "nowhere.lib"',
  counterExample: '.include "process.lib"',
};
