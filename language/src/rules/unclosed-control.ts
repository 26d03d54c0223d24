import type { Rule } from './rule.js';

/**
 * A `.control` block ends with `.endc`.
 *
 * The rest of the file is taken into the script.
 */
export const unclosedControl: Rule = {
  code: 'unclosed-control',
  severity: 'error',
  summary: 'A `.control` block ends with `.endc`.',
  why: 'The rest of the file is taken into the script.',
  example: '.control\nrun',
};
