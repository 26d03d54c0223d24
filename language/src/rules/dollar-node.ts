import type { Rule } from './rule.js';

/**
 * A word that begins with `$` where a node is expected is a node.
 *
 * For ngspice a comment begins there, so that the same deck means two things.
 */
export const dollarNode: Rule = {
  group: 'portability',
  code: 'dollar-node',
  severity: 'information',
  summary: 'A word that begins with `$` where a node is expected is a node.',
  why: 'For ngspice a comment begins there, so that the same deck means two things.',
  example: '* nodal: dialect=ngspice\nr1 $N_0001 0 1k',
  counterExample: '* nodal: dialect=ngspice\nr1 n_0001 0 1k',
};
