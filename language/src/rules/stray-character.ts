import type { Rule } from './rule.js';

/**
 * A netlist holds no control characters.
 *
 * They are invisible, and other programs may end the line or the file there. Nodal reads them as blanks.
 */
export const strayCharacter: Rule = {
  group: 'syntax',
  code: 'stray-character',
  severity: 'warning',
  summary: 'A netlist holds no control characters.',
  why: 'They are invisible, and other programs may end the line or the file there. Nodal reads them as blanks.',
  example: 'r1 a\\u0000 b 1k',
  counterExample: 'r1 a b 1k',
};
