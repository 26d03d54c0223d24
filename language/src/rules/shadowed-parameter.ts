import type { ParameterDeclaration } from '../design/design.js';
import { reportShadowed } from './shadowed.js';
import type { Rule } from './rule.js';

/**
 * A parameter inside a subcircuit has another name than those outside.
 *
 * Inside, the outer one has no effect, which is easily overlooked. For the
 * parameters of the `.subckt` card that is usual, and only a hint.
 */
export const shadowedParameter: Rule = {
  group: 'names',
  code: 'shadowed-parameter',
  severity: 'information',
  summary: 'A parameter inside a subcircuit has another name than those outside.',
  why: 'Inside, the outer one has no effect, which is easily overlooked. For the parameters of the `.subckt` card that is usual, and only a hint.',
  example: '.param gain=10\n.subckt amp in out\n.param gain=20\ne1 out 0 in 0 {gain}\n.ends\nv1 a 0 1\nx1 a b amp\nr1 b 0 {gain}',
  counterExample: '.param gain=10\n.subckt amp in out\n.param inner=20\ne1 out 0 in 0 {inner}\n.ends\nv1 a 0 1\nx1 a b amp\nr1 b 0 {gain}',
  check(design, report) {
    reportShadowed(design, (scope) => scope.parameters, report, (inner, scope) => {
      const { formal } = inner as ParameterDeclaration;
      return { message: `${formal ? 'Parameter' : 'The .param'} ${inner.name} of subcircuit ${scope.subcircuit?.name ?? ''} hides the one outside, which has no effect here.`, severity: formal ? 'hint' : 'information' };
    });
  },
};
