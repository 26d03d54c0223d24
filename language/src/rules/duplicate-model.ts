import type { Rule } from './rule.js';

/**
 * Models of one scope have different names.
 *
 * The first one counts; the second has no effect.
 */
export const duplicateModel: Rule = {
  group: 'names',
  code: 'duplicate-model',
  severity: 'warning',
  summary: 'Models of one scope have different names.',
  why: 'The first one counts; the second has no effect.',
  example: '.model d1n d is=1e-14\n.model d1n d is=1e-12',
  counterExample: '.model d1n d is=1e-14\n.model d2n d is=1e-12',
};
