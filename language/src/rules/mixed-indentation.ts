import { wholeFiles } from '../design/words-in-text.js';
import { LINE_FEED, SPACE, TAB } from '../text/characters.js';
import type { Rule } from './rule.js';

/**
 * Lines are indented with blanks or with tabs.
 *
 * Both together line up in one editor only.
 */
export const mixedIndentation: Rule = {
  group: 'style',
  code: 'mixed-indentation',
  severity: 'hint',
  summary: 'Lines are indented with blanks or with tabs, not with both.',
  why: 'Blanks and tabs together line up in one editor only. The first line of the fewer is told.',
  example: '.subckt s a b\n  r1 a b 1k\n\tr2 a b 1k\n  r3 a b 1k\n.ends',
  counterExample: '.subckt s a b\n  r1 a b 1k\n  r2 a b 1k\n  r3 a b 1k\n.ends',
  check(design, report) {
    for (const file of wholeFiles(design)) {
      const { text } = file;
      // Most texts have one of the two at most.
      if (!(text.includes('\n\t') || text.startsWith('\t')) || !(text.includes('\n  ') || text.startsWith('  '))) continue;
      let blanks = 0, tabs = 0, firstBlank = -1, firstTab = -1;
      for (let line = 0; line < text.length;) {
        const code = text.charCodeAt(line);
        if (code === TAB) {
          tabs++;
          if (firstTab < 0) firstTab = line;
        } else if (code === SPACE && text.charCodeAt(line + 1) === SPACE) {
          blanks++;
          if (firstBlank < 0) firstBlank = line;
        }
        const feed = text.indexOf('\n', line);
        if (feed < 0) break;
        line = feed + 1;
      }
      if (blanks === 0 || tabs === 0) continue;
      const start = tabs <= blanks ? firstTab : firstBlank;
      let end = start;
      while (text.charCodeAt(end) === TAB || text.charCodeAt(end) === SPACE) end++;
      if (text.charCodeAt(end) === LINE_FEED && end === start) continue;
      report({ uri: file.uri, start, end }, tabs <= blanks ? `This line begins with a tab, ${blanks} others begin with blanks. Use one of the two.` : `This line begins with blanks, ${tabs} others begin with a tab. Use one of the two.`);
    }
  },
};
