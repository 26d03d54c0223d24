import { DEFAULT_SETTINGS } from '@nodal/protocol';
import { applyFormat, formatText } from '../../src/format/format-text.js';
import { parseText } from '../../src/syntax/parse-document.js';
import type { ParsedText } from '../../src/syntax/parsed-text.js';
import { CardScanner } from '../../src/text/scanner.js';
import type { Oracle } from './oracle.js';

const scanner = new CardScanner();
/** Narrow lines break at many places. */
const WIDTHS = [100, 16];

/** A formatted text has the same cards with the same words and the same comments, and formatting it again changes nothing. */
export const formattingKeepsTheWords: Oracle = {
  name: 'formatting-keeps-the-words',
  every: 3,
  check({ input, parsed, dialect }) {
    for (const width of WIDTHS) {
      const options = { ...DEFAULT_SETTINGS.format, width };
      const { edits } = formatText(parsed, options);
      if (edits.length === 0) continue;
      const overlapping = edits.find(({ start, end }, i) => end < start || (i > 0 && start < edits[i - 1]!.end) || end > input.text.length);
      if (overlapping !== undefined) return `width ${width}: the edit at ${overlapping.start} overlaps another or the end`;
      const out = applyFormat(input.text, edits);
      if (ink(out) !== ink(input.text)) return `width ${width}: characters are lost or new`;
      const after = parseText(out, input.deck, undefined, dialect, false);
      const wrong = otherWords(parsed, after);
      if (wrong !== undefined) return `width ${width}: ${wrong}`;
      const again = formatText(after, options).edits;
      if (again.length > 0) return `width ${width}: formatted again it differs at ${again[0]!.start}: ${JSON.stringify(out.slice(again[0]!.start - 20, again[0]!.end + 20))} becomes ${JSON.stringify(again[0]!.newText)}`;
    }
    return undefined;
  },
};

/** All characters but blanks, line ends and the plus signs that may be new. */
function ink(text: string): string {
  return text.replace(/[ \t\r\n+]+/g, '');
}

function otherWords(before: ParsedText, after: ParsedText): string | undefined {
  if (after.count !== before.count) return `${before.count} cards become ${after.count}`;
  scanner.dialect = before.dialect;
  for (let i = 0; i < before.count; i++) {
    const was = words(before, i);
    const is = words(after, i);
    if (was !== is) return `card ${i}: ${JSON.stringify(was.slice(0, 80))} becomes ${JSON.stringify(is.slice(0, 80))}`;
  }
  return undefined;
}

/** The words of a card; how many blanks stand around a line end within one does not matter. */
function words({ text, table }: ParsedText, index: number): string {
  const tokens = scanner.scan(text, table.start[index]!, table.end[index]!);
  let out = '';
  for (let i = 0; i < tokens.count; i++) out += `${tokens.kind[i]} ${text.slice(tokens.start[i], tokens.end[i]).replace(/[ \t]*(\r\n|\r|\n)[ \t]*/g, '\n')}\n`;
  return out;
}
