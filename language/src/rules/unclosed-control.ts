import { controlHead } from '../control/parse-control.js';
import { insertAt } from './fixes.js';
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
  counterExample: '.control\nrun\n.endc',
  check: (design, report) => {
    for (const file of design.files) {
      for (const block of file.parsed.table.controls) {
        if (!block.closed) report({ uri: file.uri, ...controlHead(file.parsed, block) }, 'This script is not closed. Add .endc where it ends.', { fix: insertAt('Insert .endc', file.text, endOf(file.text, block), '.endc') });
      }
    }
  },
};

/** In front of the `.end` of the deck, or at the end of the text. */
function endOf(text: string, { start, end }: { start: number; end: number }): number {
  const at = text.slice(start, end).search(/^[ \t]*\.end[ \t]*$/im);
  return at < 0 ? end : start + at;
}
