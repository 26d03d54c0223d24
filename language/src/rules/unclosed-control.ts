import { controlHead } from '../control/parse-control.js';
import type { Rule } from './rule.js';

/**
 * A `.control` block ends with `.endc`.
 *
 * The rest of the file is taken into the script.
 */
export const unclosedControl: Rule = {
  group: 'syntax',
  code: 'unclosed-control',
  severity: 'error',
  summary: 'A `.control` block ends with `.endc`.',
  why: 'The rest of the file is taken into the script.',
  example: '.control\nrun',
  check: (design, report) => {
    for (const file of design.files) {
      for (const block of file.parsed.table.controls) {
        if (!block.closed) report({ uri: file.uri, ...controlHead(file.parsed, block) }, 'This script is not closed. Add .endc where it ends.');
      }
    }
  },
};
