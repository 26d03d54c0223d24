import { foreignContent } from '../content-kind.js';
import { decideDialect } from '../dialect/detect.js';
import { binaryContent, isEncrypted } from '../syntax/parse-document.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import { splitCards } from '../text/card-table.js';

/**
 * Why another text would not be read as the one it was made of, as far as the
 * words of single cards do not tell it: its dialect, its cards, its blocks.
 */
export function changesMeaning({ text, deck, dialect, table, encrypted, binaryAt }: ParsedText, formatted: string): string | undefined {
  const before = decideDialect(text).dialect;
  const after = decideDialect(formatted).dialect;
  if (before !== after) return `the text would be read as ${after.title} and not as ${before.title}: state the dialect in a comment, "* nodal: dialect=${dialect.name}"`;
  if (isEncrypted(formatted) !== encrypted || (binaryContent(formatted) !== undefined) !== (binaryAt !== undefined) || foreignContent(formatted, !deck) !== undefined) return 'the text would no longer be taken for a netlist';
  const other = splitCards(formatted, deck, dialect);
  const same = other.count === table.count && other.controls.length === table.controls.length && other.blocks.length === table.blocks.length
    && other.cardInPlaceOfTitle === table.cardInPlaceOfTitle && (other.afterEnd === undefined) === (table.afterEnd === undefined) && titleOf(formatted, other.title) === titleOf(text, table.title);
  if (!same) return 'the lines would be other cards';
  for (let i = 0; i < table.count; i++) if (other.head[i] !== table.head[i]) return 'the lines would be other cards';
  return undefined;
}

function titleOf(text: string, title: { start: number; end: number } | undefined): string | undefined {
  return title && text.slice(title.start, title.end);
}
