import type { Rule } from './rule.js';

/**
 * A comment that states the dialect names one that Nodal reads.
 *
 * The dialect is decided from the text instead.
 */
export const unknownDialect: Rule = {
  code: 'unknown-dialect',
  severity: 'warning',
  summary: 'A comment that states the dialect names one that Nodal reads.',
  why: 'The dialect is decided from the text instead.',
  example: '* nodal: dialect=ltspise',
};
