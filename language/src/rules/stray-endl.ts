import type { Rule } from './rule.js';

/**
 * `.endl` ends a section.
 *
 * A `.lib` with a section name is missing above it.
 */
export const strayEndl: Rule = {
  group: 'syntax',
  code: 'stray-endl',
  severity: 'error',
  summary: '`.endl` ends a section.',
  why: 'A `.lib` with a section name is missing above it.',
  example: '.endl',
  counterExample: '.lib tt\n.endl',
};
