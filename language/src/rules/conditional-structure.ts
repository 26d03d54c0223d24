import type { Rule } from './rule.js';

/**
 * Each `.if` has its condition and its `.endif`, and each `.elseif`, `.else` and `.endif` its `.if`.
 *
 * Simulators cannot tell which cards belong to which branch.
 */
export const conditionalStructure: Rule = {
  group: 'syntax',
  code: 'conditional-structure',
  severity: 'error',
  summary: 'Each `.if` has its condition and its `.endif`, and each `.elseif`, `.else` and `.endif` its `.if`.',
  why: 'Simulators cannot tell which cards belong to which branch.',
  example: 'r1 a 0 1k\n.else\nr1 a 0 2k\n.endif',
  counterExample: '.param big=1\n.if (big==1)\nr1 a 0 1k\n.else\nr1 a 0 2k\n.endif',
};
