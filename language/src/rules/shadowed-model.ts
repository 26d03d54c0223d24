import { reportShadowed } from './shadowed.js';
import type { Rule } from './rule.js';

/**
 * A model inside a subcircuit has another name than those outside.
 *
 * The elements inside take the inner one. Who changes the outer one expects
 * otherwise.
 */
export const shadowedModel: Rule = {
  group: 'names',
  code: 'shadowed-model',
  severity: 'information',
  summary: 'A model inside a subcircuit has another name than those outside.',
  why: 'The elements inside take the inner one. Who changes the outer one expects otherwise.',
  example: '.model dx d\n.subckt clamp a\n.model dx d(is=1f)\nd1 a 0 dx\n.ends\nv1 a 0 1\nx1 a clamp\nd2 a 0 dx',
  counterExample: '.model dx d\n.subckt clamp a\n.model dclamp d(is=1f)\nd1 a 0 dclamp\n.ends\nv1 a 0 1\nx1 a clamp\nd2 a 0 dx',
  check(design, report) {
    reportShadowed(design, (scope) => scope.models, report, (inner, scope) => ({ message: `Model ${inner.name} of subcircuit ${scope.subcircuit?.name ?? ''} hides the one outside. The elements here take this one.`, severity: 'information' }));
  },
};
