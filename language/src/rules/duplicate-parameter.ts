import type { Rule } from './rule.js';

/**
 * A parameter is given one value in its scope.
 *
 * The last one counts, also for cards above it.
 */
export const duplicateParameter: Rule = {
  group: 'names',
  code: 'duplicate-parameter',
  severity: 'warning',
  summary: 'A parameter is given one value in its scope.',
  why: 'The last one counts, also for cards above it.',
  example: '.param r=1k\n.param r=2k',
  counterExample: '.param r=2k',
};
