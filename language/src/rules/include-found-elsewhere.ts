import type { Rule } from './rule.js';

/**
 * A file stands where its include says.
 *
 * It was found in another folder. Another simulator may look elsewhere, and find none or another of this name.
 */
export const includeFoundElsewhere: Rule = {
  group: 'files',
  code: 'include-found-elsewhere',
  severity: 'information',
  summary: 'A file stands where its include says.',
  why: 'It was found in another folder. Another simulator may look elsewhere, and find none or another of this name.',
  example: '.lib "C:\\other machine\\elsewhere.lib"',
  counterExample: '.lib "process.lib"',
};
