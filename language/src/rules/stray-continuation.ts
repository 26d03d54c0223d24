import type { Rule } from './rule.js';

/**
 * A line that begins with `+` continues a card.
 *
 * There is no card above it to continue.
 */
export const strayContinuation: Rule = {
  group: 'syntax',
  code: 'stray-continuation',
  severity: 'error',
  summary: 'A line that begins with `+` continues a card.',
  why: 'There is no card above it to continue.',
  example: '+ 1k',
  counterExample: 'r1 a b\n+ 1k',
};
