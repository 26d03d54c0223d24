import type { Rule } from './rule.js';

export const unknownSuppression: Rule = {
  group: 'style',
  code: 'unknown-suppression',
  severity: 'warning',
  summary: 'A comment that suppresses findings names a rule or a group of rules.',
  why: 'It suppresses nothing.',
  example: 'v1 a 0 1\nr1 a b 1k ; nodal-ignore single-conection: a test pin\n.op',
  counterExample: 'v1 a 0 1\nr1 a b 1k ; nodal-ignore single-connection: a test pin\n.op',
};
