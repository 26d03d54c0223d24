import type { Rule } from './rule.js';

export const unusedSuppression: Rule = {
  group: 'style',
  code: 'unused-suppression',
  severity: 'warning',
  summary: 'A comment that suppresses findings suppresses one.',
  why: 'What it was written for is mended, and it would hide the next one.',
  example: 'v1 a 0 1\nr1 a 0 1k ; nodal-ignore port-count: checked by hand\n.op',
  counterExample: 'v1 a 0 1\nr1 a 0 1k\n.op',
};
