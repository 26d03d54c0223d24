import { allFindings } from '../../src/check.js';
import { ParseCache } from '../../src/design/files.js';
import { type ParsedText, parseText } from '../../src/syntax/parse-document.js';
import { edited } from '../fuzz-case.js';
import { designDifference, differenceOf, findingsDifference } from './differences.js';
import type { Oracle } from './oracle.js';

/** After each edit, and after taking all of them back, tree, problems, design and findings are those of a cold build. */
export const incrementalEqualsFresh: Oracle = {
  name: 'incremental-equals-fresh',
  every: 1,
  check(subject) {
    const { input, dialect } = subject;
    if (input.edits.length === 0) return undefined;
    const texts = [input.text];
    for (const edit of input.edits) texts.push(edited(texts[texts.length - 1]!, edit));
    texts.push(input.text);
    let previous = parseText(input.text, input.deck, undefined, dialect);
    const cache = new ParseCache();
    subject.designOf(input.text, 1, cache);
    for (let i = 1; i < texts.length; i++) {
      const text = texts[i]!;
      const fresh = parseText(text, input.deck, undefined, dialect);
      const incremental: ParsedText = parseText(text, input.deck, previous, dialect);
      const design = subject.designOf(text, i + 1, cache);
      const freshDesign = subject.designOf(text, i + 1, new ParseCache());
      const wrong = textDifference(incremental, fresh) ?? designDifference(design, freshDesign) ?? findingsDifference(allFindings(design), allFindings(freshDesign));
      if (wrong !== undefined) return `after edit ${i} of ${texts.length - 1}: ${wrong}`;
      previous = incremental;
    }
    return undefined;
  },
};

function textDifference(incremental: ParsedText, fresh: ParsedText): string | undefined {
  const { cards } = incremental.netlist;
  for (let i = 0; i < cards.length; i++) if (cards[i]!.$container !== incremental.netlist || cards[i]!.$containerIndex !== i) return `card ${i} is not in its place in the tree`;
  return differenceOf(incremental.netlist, fresh.netlist, 'tree') ?? differenceOf(incremental.table, fresh.table, 'cards')
    ?? differenceOf(cards.map((card) => incremental.problems.get(card)), fresh.netlist.cards.map((card) => fresh.problems.get(card)), 'problems')
    ?? (incremental.problems.size === fresh.problems.size ? undefined : 'problems of cards that the text no longer has')
    ?? differenceOf([incremental.binaryAt, incremental.encrypted, incremental.strayAt, incremental.dialect.name], [fresh.binaryAt, fresh.encrypted, fresh.strayAt, fresh.dialect.name], 'text');
}
