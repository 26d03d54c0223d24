import { allFindings } from '../../src/check.js';
import type { Design } from '../../src/design/design.js';
import { ParseCache } from '../../src/design/files.js';
import type { ParsedText } from '../../src/syntax/parse-document.js';
import { edited } from '../fuzz-case.js';
import { designDifference, differenceOf, findingsDifference } from './differences.js';
import type { Oracle } from './oracle.js';

/** After each edit, and after taking all of them back, tree, problems, design and findings are those of a cold build. */
export const incrementalEqualsFresh: Oracle = {
  name: 'incremental-equals-fresh',
  every: 1,
  // The first, then two after each edit and after taking all back.
  builds: ({ input }) => 1 + 2 * (input.edits.length + 1),
  check(subject) {
    const { input } = subject;
    if (input.edits.length === 0) return undefined;
    const texts = [input.text];
    for (const edit of input.edits) texts.push(edited(texts[texts.length - 1]!, edit));
    texts.push(input.text);
    const cache = new ParseCache();
    subject.designOf(input.text, 1, cache);
    for (let i = 1; i < texts.length; i++) {
      const text = texts[i]!;
      const design = subject.designOf(text, i + 1, cache);
      const fresh = subject.designOf(text, i + 1, new ParseCache());
      const wrong = designDifference(design, fresh) ?? findingsDifference(allFindings(design), allFindings(fresh)) ?? parsedDifference(design, fresh);
      if (wrong !== undefined) return `after edit ${i} of ${texts.length - 1}: ${wrong}`;
    }
    return undefined;
  },
};

/** What differs in the trees, cards and problems of the files. */
export function parsedDifference(incremental: Design, fresh: Design): string | undefined {
  for (let i = 0; i < incremental.files.length; i++) {
    // Of a file that is read as far as it is used the findings would change if more of it were looked at.
    if (!fresh.files[i]!.whole) continue;
    const wrong = textDifference(incremental.files[i]!.parsed, fresh.files[i]!.parsed);
    if (wrong !== undefined) return `file ${i}: ${wrong}`;
  }
  return undefined;
}

function textDifference(incremental: ParsedText, fresh: ParsedText): string | undefined {
  // Cards that nobody asked for yet are parsed now, so that all are compared.
  incremental.parseAll();
  fresh.parseAll();
  const { netlist } = incremental;
  const { cards } = netlist;
  for (let i = 0; i < cards.length; i++) if (cards[i]!.$container !== netlist || cards[i]!.$containerIndex !== i) return `card ${i} is not in its place in the tree`;
  return differenceOf(netlist, fresh.netlist, 'tree') ?? differenceOf(incremental.table, fresh.table, 'cards')
    ?? differenceOf(cards.map((_, i) => incremental.problemsOf(i)), cards.map((_, i) => fresh.problemsOf(i)), 'problems')
    ?? (incremental.problems.size === fresh.problems.size ? undefined : 'problems of cards that the text no longer has')
    ?? differenceOf([incremental.binaryAt, incremental.encrypted, incremental.strayAt, incremental.dialect.name], [fresh.binaryAt, fresh.encrypted, fresh.strayAt, fresh.dialect.name], 'text');
}
