import type { Rule } from './rule.js';

/**
 * `.model` has a name and a type.
 *
 * Nothing can use the model.
 */
export const malformedModel: Rule = {
  group: 'syntax',
  code: 'malformed-model',
  severity: 'error',
  summary: '`.model` has a name and a type.',
  why: 'Nothing can use the model.',
  example: '.model d1n',
  counterExample: '.model d1n d',
};
