import type { Rule } from './rule.js';

/**
 * A file does not include itself.
 *
 * Reading would never end. The inner include is left out.
 */
export const cyclicInclude: Rule = {
  group: 'files',
  code: 'cyclic-include',
  severity: 'error',
  summary: 'A file does not include itself.',
  why: 'Reading would never end. The inner include is left out.',
  example: '.include "this-file.cir"',
  counterExample: 'r1 a 0 1k',
};
