import type { Rule } from './rule.js';

/**
 * A block that holds no cards ends.
 *
 * All that follows is taken for a part of it.
 */
export const unclosedBlock: Rule = {
  group: 'syntax',
  code: 'unclosed-block',
  severity: 'error',
  summary: 'A block that holds no cards ends.',
  why: 'All that follows is taken for a part of it.',
  example: '.machine\n.state s0 0',
  counterExample: '.machine\n.state s0 0\n.endmachine',
};
