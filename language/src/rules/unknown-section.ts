import type { Rule } from './rule.js';

/**
 * A library has the section that `.lib` asks for.
 *
 * Nothing is read from the library.
 */
export const unknownSection: Rule = {
  group: 'names',
  code: 'unknown-section',
  severity: 'error',
  summary: 'A library has the section that `.lib` asks for.',
  why: 'Nothing is read from the library.',
  example: '.lib "process.lib" s',
  counterExample: '.lib "process.lib" ss',
};
