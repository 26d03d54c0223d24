import type { Rule } from './rule.js';

/**
 * Nothing follows `.end`.
 *
 * What follows is not read.
 */
export const afterEnd: Rule = {
  group: 'syntax',
  code: 'after-end',
  severity: 'information',
  summary: 'Nothing follows `.end`.',
  why: 'What follows is not read.',
  example: '.end\nr1 a b 1k',
  check(design, report) {
    for (const file of design.files) {
      const rest = file.parsed.table.afterEnd;
      if (rest !== undefined) report({ uri: file.uri, ...rest }, 'Nothing after .end is read. Remove it, or move .end to the end.');
    }
  },
};
