import type { Rule } from './rule.js';

/**
 * An equals sign stands between a name and its value.
 *
 * ngspice reads it as a blank; often the name before it is missing, or the sign stands there twice.
 */
export const strayEqualsSign: Rule = {
  group: 'syntax',
  code: 'stray-equals-sign',
  severity: 'warning',
  summary: 'An equals sign stands between a name and its value.',
  why: 'ngspice reads it as a blank; often the name before it is missing, or the sign stands there twice.',
  example: '.model d1 d(rs==1)',
  counterExample: '.model d1 d(rs=1)',
};
