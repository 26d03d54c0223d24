import type { Rule } from './rule.js';

/**
 * A part of a netlist can be read.
 *
 * What it declares is not known to Nodal.
 */
export const encryptedBlock: Rule = {
  group: 'files',
  code: 'encrypted-block',
  severity: 'information',
  summary: 'A part of a netlist can be read.',
  why: 'What it declares is not known to Nodal.',
  example: '.prot freelib\nX8#k2!\n.unprot',
  counterExample: '.subckt freelib a b\nr1 a b 1k\n.ends',
};
