import type { Rule } from './rule.js';

/**
 * A library can be read.
 *
 * What it declares is not known to Nodal.
 */
export const encryptedFile: Rule = {
  group: 'files',
  code: 'encrypted-file',
  severity: 'information',
  summary: 'A library can be read.',
  why: 'What it declares is not known to Nodal.',
  example: '* LTspice Encrypted File\n47 2F F1',
  counterExample: '.subckt part a b\nr1 a b 1k\n.ends',
};
