import { reportShadowed } from './shadowed.js';
import type { Rule } from './rule.js';

/**
 * A subcircuit inside another one has another name than those outside.
 *
 * The instances inside take the inner one.
 */
export const shadowedSubcircuit: Rule = {
  group: 'names',
  code: 'shadowed-subcircuit',
  severity: 'information',
  summary: 'A subcircuit inside another one has another name than those outside.',
  why: 'The instances inside take the inner one. Who changes the outer one expects otherwise.',
  example: '.subckt cell a\nr1 a 0 1k\n.ends\n.subckt row a\n.subckt cell a\nr1 a 0 2k\n.ends\nx1 a cell\n.ends\nv1 a 0 1\nx1 a row\nx2 a cell',
  counterExample: '.subckt cell a\nr1 a 0 1k\n.ends\n.subckt row a\n.subckt wide a\nr1 a 0 2k\n.ends\nx1 a wide\n.ends\nv1 a 0 1\nx1 a row\nx2 a cell',
  check(design, report) {
    reportShadowed(design, (scope) => scope.subcircuits, report, (inner, scope) => ({ message: `Subcircuit ${inner.name} inside ${scope.subcircuit?.name ?? ''} hides the one outside. The instances here take this one.`, severity: 'information' }));
  },
};
