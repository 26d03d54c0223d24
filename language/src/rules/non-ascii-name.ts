import { wholeFiles, wordsWith } from '../design/words-in-text.js';
import { isDigit } from '../text/characters.js';
import type { Rule } from './rule.js';

const BEYOND_ASCII = /[^\x00-\x7f]+/g;

/**
 * A name is made of the letters, digits and signs that all simulators read.
 *
 * Others depend on the encoding of the file.
 */
export const nonAsciiName: Rule = {
  group: 'portability',
  code: 'non-ascii-name',
  severity: 'information',
  summary: 'A name is made of the letters, digits and signs that all simulators read.',
  why: 'Other letters have other bytes in each encoding. Two files may then have two names where one is meant, and some simulators read none.',
  example: 'r1 é 0 1k\nv1 é 0 1',
  counterExample: 'r1 e 0 1k\nv1 e 0 1',
  check(design, report) {
    for (const file of wholeFiles(design)) {
      const seen = new Set<string>();
      for (const { word, start, end } of wordsWith(file, BEYOND_ASCII)) {
        // Behind digits it is a unit, of which another rule knows.
        const first = word.text.charCodeAt(0);
        if (isDigit(first) || first === 46 || first === 43 || first === 45 || seen.has(word.text)) continue;
        seen.add(word.text);
        report({ uri: file.uri, start, end }, `${word.text} has letters that not all simulators read. Write the name without them.`);
      }
    }
  },
};
