import type { Rule } from './rule.js';

/**
 * `.param` consists of `name=value`.
 *
 * The word has no meaning there.
 */
export const malformedParam: Rule = {
  code: 'malformed-param',
  severity: 'error',
  summary: '`.param` consists of `name=value`.',
  why: 'The word has no meaning there.',
  example: '.param r 1k',
};
