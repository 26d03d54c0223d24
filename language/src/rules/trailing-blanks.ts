import { wholeFiles } from '../design/words-in-text.js';
import { SPACE, TAB } from '../text/characters.js';
import type { Rule } from './rule.js';

/** More edits than this make no repair that somebody would look through. */
const MOST_EDITS = 10_000;

/**
 * A line ends with its last word.
 *
 * Blanks behind it are not seen.
 */
export const trailingBlanks: Rule = {
  group: 'style',
  code: 'trailing-blanks',
  severity: 'hint',
  summary: 'A line ends with its last word.',
  why: 'Blanks behind it are not seen, and make differences between versions. The first line is told, with how many there are.',
  example: 'r1 a 0 1k   \nr2 a 0 1k',
  counterExample: 'r1 a 0 1k\nr2 a 0 1k',
  check(design, report) {
    for (const file of wholeFiles(design)) {
      const { text } = file;
      const edits: { start: number; end: number; newText: string }[] = [];
      for (let line = 0; line <= text.length;) {
        const feed = text.indexOf('\n', line);
        let end = feed < 0 ? text.length : feed;
        if (end > line && text.charCodeAt(end - 1) === 13) end--;
        let start = end;
        while (start > line && (text.charCodeAt(start - 1) === SPACE || text.charCodeAt(start - 1) === TAB)) start--;
        if (start < end && edits.length < MOST_EDITS) edits.push({ start, end, newText: '' });
        if (feed < 0) break;
        line = feed + 1;
      }
      if (edits.length === 0) continue;
      const lines = edits.length === 1 ? 'This line has' : `This line and ${edits.length - 1} more have`;
      report({ uri: file.uri, start: edits[0]!.start, end: edits[0]!.end }, `${lines} blanks behind the last word. Take them out.`, { fix: { title: edits.length === 1 ? 'Take the blanks out' : 'Take the blanks out of all lines', edits } });
    }
  },
};
