import { newlineOf } from '../text/characters.js';
import { removeLines } from './fixes.js';
import type { Rule } from './rule.js';

/**
 * Nothing follows `.end`.
 *
 * What follows is not read.
 */
export const afterEnd: Rule = {
  group: 'syntax',
  code: 'after-end',
  severity: 'information',
  summary: 'Nothing follows `.end`.',
  why: 'What follows is not read.',
  example: '.end\nr1 a b 1k',
  counterExample: 'r1 a b 1k\n.end',
  check(design, report) {
    for (const file of design.files) {
      const rest = file.parsed.table.afterEnd;
      if (rest === undefined) continue;
      const last = file.parsed.count - 1;
      // The last card of such a text is its .end.
      const edits = removeLines('', file.text, file.cardStart[last]!, file.parsed.table.end[last]!).edits;
      const end = file.text.length;
      edits.push({ start: end, end, newText: `${/[\r\n]$/.test(file.text) ? '' : newlineOf(file.text)}.end${newlineOf(file.text)}` });
      report({ uri: file.uri, ...rest }, 'Nothing after .end is read. Remove it, or move .end to the end.', { fix: { title: 'Move .end to the end', edits, guess: true } });
    }
  },
};
