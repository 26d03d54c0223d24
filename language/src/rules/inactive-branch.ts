import type { Rule } from './rule.js';

/**
 * The cards of a branch of `.if` take effect.
 *
 * Another branch was chosen, or none.
 */
export const inactiveBranch: Rule = {
  group: 'style',
  code: 'inactive-branch',
  severity: 'hint',
  summary: 'The cards of a branch of `.if` take effect.',
  why: 'Another branch was chosen, or none. Editors show these cards faded.',
  example: '.param big=0\n.if (big==1)\nr1 a 0 1k\n.endif',
  counterExample: '.param big=1\n.if (big==1)\nr1 a 0 1k\n.endif',
};
