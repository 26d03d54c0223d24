import type { Rule } from './rule.js';

/**
 * A netlist is written in SPICE.
 *
 * The file is something else under a name that netlists have. Nothing in it is read.
 */
export const foreignFile: Rule = {
  group: 'files',
  code: 'foreign-file',
  severity: 'information',
  summary: 'A netlist is written in SPICE.',
  why: 'The file is something else under a name that netlists have. Nothing in it is read.',
  example: 'library (cells) {\n  time_unit : "1ns";\n}',
  counterExample: 'A title\nr1 a 0 1k\n.end',
};
