import type { Rule } from './rule.js';

/**
 * `.include` and `.lib` name a file.
 *
 * Nothing is read.
 */
export const includeWithoutName: Rule = {
  group: 'files',
  code: 'include-without-name',
  severity: 'error',
  summary: '`.include` and `.lib` name a file.',
  why: 'Nothing is read.',
  example: '.include',
  counterExample: '.include "process.lib"',
};
