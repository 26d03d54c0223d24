import type { Rule } from './rule.js';

/**
 * The deck needs no script.
 *
 * Nodal does not run `.control` scripts; the analyses in it are not run.
 */
export const controlBlock: Rule = {
  code: 'control-block',
  severity: 'warning',
  summary: 'The deck needs no script.',
  why: 'Nodal does not run `.control` scripts; the analyses in it are not run.',
  example: '.control\nrun\n.endc',
};
