import type { Rule } from './rule.js';

/**
 * A netlist is text.
 *
 * The file is not a netlist, or its encoding was read wrongly.
 */
export const binaryContent: Rule = {
  group: 'files',
  code: 'binary-content',
  severity: 'error',
  summary: 'A netlist is text.',
  why: 'The file is not a netlist, or its encoding was read wrongly.',
  example: '\\u0000\\u0001\\u0002',
  counterExample: 'A title\nr1 a 0 1k\n.end',
};
