import { cardLines, tokensOf } from '../format/card-layout.js';
import { PhysicalLines } from '../format/physical-lines.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import { cardIndexAt } from '../design/lookup.js';
import { beginsCommentLine, newlineOf } from '../text/characters.js';
import { CardScanner } from '../text/scanner.js';
import { marginAt, type Refactoring } from './refactoring.js';

const scanner = new CardScanner();

/** A card in several lines as one line, and a card in one line with a line for each parameter. */
export function continuationRefactorings(parsed: ParsedText, offset: number): Refactoring[] {
  const { table, text, dialect } = parsed;
  const index = cardIndexAt(table.start, table.end, offset);
  if (index < 0) return [];
  const start = table.start[index]!;
  const end = table.end[index]!;
  scanner.dialect = dialect;
  const lines = cardLines(scanner, new PhysicalLines(text), start, end, table.head[index]!, 'keep');
  if (lines === undefined) return [];
  const comments = lines.filter(({ comment }) => comment !== '').map(({ comment }) => comment);
  const card = text.slice(start, end);
  const found: Refactoring[] = [];
  const offer = (title: string, newText: string): void => {
    if (tokensOf(scanner, newText, 0, newText.length, false) === tokensOf(scanner, text, start, end, false)) found.push({ title, edits: [{ start, end, newText }] });
  };
  const chunks = lines.flatMap((line) => line.chunks);
  const inOne = chunks.join(' ') + (comments.length === 1 ? ` ${comments[0]!}` : '');
  if (/[\r\n]/.test(card)) {
    const title = 'Join the continuation lines';
    const between = card.split(/\r\n|\r|\n/).some((line) => beginsCommentLine(line, line.search(/\S|$/)));
    if (between || comments.length > 1 || (comments.length === 1 && lines[lines.length - 1]!.comment === '')) found.push({ title, refused: 'comments stand between its lines, and would have no place' });
    else offer(title, inOne);
  } else {
    const firstParameter = chunks.findIndex((chunk, i) => i > 0 && /^[A-Za-z_]\w*=/.test(chunk));
    const count = firstParameter < 0 ? 0 : chunks.length - firstParameter;
    if (count < 2) return found;
    const plus = `${newlineOf(text)}${dialect.plusInFirstColumn ? '' : marginAt(text, start)}+ `;
    const broken = [chunks.slice(0, firstParameter).join(' '), ...chunks.slice(firstParameter)].join(plus);
    offer('Break into a line for each parameter', broken + (comments.length === 1 ? ` ${comments[0]!}` : ''));
  }
  return found;
}
