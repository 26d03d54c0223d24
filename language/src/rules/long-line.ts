import { wholeFiles } from '../design/words-in-text.js';
import { optionOf } from '../lint/options.js';
import { STAR } from '../text/characters.js';
import type { Rule } from './rule.js';

/**
 * A line is as long as every simulator reads it.
 *
 * Longer ones are cut, or are an error.
 */
export const longLine: Rule = {
  group: 'portability',
  code: 'long-line',
  severity: 'hint',
  summary: 'A line is as long as every simulator reads it.',
  why: 'HSPICE reads 1024 characters of a line. Nobody sees the end of a long line either: continue the card with a + in the next one.',
  options: { length: { default: 1024, meaning: 'How many characters a line may have. HSPICE reads 1024.' } },
  example: `r1 a 0 {1k${' + 1k'.repeat(210)}}`,
  counterExample: 'r1 a 0 {1k\n+ + 1k}',
  check(design, report) {
    for (const file of wholeFiles(design)) {
      const longest = Math.max(1, optionOf(design, longLine, 'length', file.uri));
      const { text } = file;
      for (let line = 0; line + longest < text.length;) {
        // All lines up to the last end within reach are short enough.
        const last = text.lastIndexOf('\n', line + longest);
        if (last >= line) {
          line = last + 1;
          continue;
        }
        const feed = text.indexOf('\n', line);
        const end = feed < 0 ? text.length : feed;
        if (text.charCodeAt(line) !== STAR) report({ uri: file.uri, start: line + longest, end }, `This line has ${end - line} characters, more than ${longest}. Continue it in the next line with a +.`);
        line = end + 1;
      }
    }
  },
};
