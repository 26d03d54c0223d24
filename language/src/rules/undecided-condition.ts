import type { Rule } from './rule.js';

/**
 * The condition around parameters, subcircuits and includes can be decided without an instance.
 *
 * All branches take effect when instances decide: elements and models are chosen for each instance, other cards are not.
 */
export const undecidedCondition: Rule = {
  group: 'limits',
  code: 'undecided-condition',
  severity: 'warning',
  summary: 'The condition around parameters, subcircuits and includes can be decided without an instance.',
  why: 'Elements and models of the right branch are chosen for each instance; other cards of all branches take effect.',
  example: '.subckt load a big=1\n.if (big==1)\n.param r=1k\n.else\n.param r=2k\n.endif\nr1 a 0 {r}\n.ends',
  counterExample: '.param big=1\n.subckt load a\n.if (big==1)\n.param r=1k\n.else\n.param r=2k\n.endif\nr1 a 0 {r}\n.ends',
};
