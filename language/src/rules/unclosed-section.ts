import type { Rule } from './rule.js';

/**
 * A section of a library ends with `.endl`.
 *
 * Everything up to the end of the file is in the section.
 */
export const unclosedSection: Rule = {
  group: 'syntax',
  code: 'unclosed-section',
  severity: 'error',
  summary: 'A section of a library ends with `.endl`.',
  why: 'Everything up to the end of the file is in the section.',
  example: '.lib tt',
  counterExample: '.lib tt\n.endl tt',
};
