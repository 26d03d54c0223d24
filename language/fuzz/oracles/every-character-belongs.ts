import type { Dialect } from '../../src/dialect/dialect.js';
import { isReadable } from '../../src/syntax/parsed-text.js';
import { CardScanner } from '../../src/text/scanner.js';
import type { Oracle } from './oracle.js';

const scanner = new CardScanner();
const LINE_BREAK = /\r\n|\r|\n/;
/** What is no sign to a reader: control characters, blanks, marks of byte order. */
const BLANK = /^[\u0000-\u0009\u000b\u000c\u000e-\u0020\u007f\u00a0\ufeff]*$/;
const COMMENT = /^[\u0000-\u0009\u000b\u000c\u000e-\u0020\u007f\u00a0\ufeff]*(?:[*;$#]|\/\/)/;

/**
 * Every character of the text belongs to the title, to exactly one token of a
 * card, hidden ones included, to a script, to what follows `.end`, or to a blank
 * line or comment between; put together in order they are the text.
 */
export const everyCharacterBelongs: Oracle = {
  name: 'every-character-belongs',
  every: 1,
  check({ parsed, dialect }) {
    const { text, table } = parsed;
    const { afterEnd } = table;
    if (!isReadable(parsed)) return table.count === 0 ? undefined : 'cards of a text that is not read';
    if (table.start.length !== table.count || table.end.length !== table.count) return `${table.count} cards, but ${table.start.length} starts and ${table.end.length} ends`;
    let at = 0;
    if (table.title !== undefined) {
      if (table.title.end <= table.title.start) return 'an empty title';
      const wrong = between(text, 0, table.title.start);
      if (wrong !== undefined || LINE_BREAK.test(text.slice(0, table.title.end))) return `title: ${wrong ?? 'it is not on the first line'}`;
      at = table.title.end;
    }
    let control = 0;
    let passed = 0;
    /** Blocks that comments open, up to a place. */
    const passBlocks = (to: number): string | undefined => {
      for (let block = table.blocks[passed]; block !== undefined && block.start < to; block = table.blocks[++passed]) {
        const wrong = between(text, at, block.start);
        if (wrong !== undefined || block.end <= block.start || block.end > text.length) return `a block from ${block.start} to ${block.end}: ${wrong}`;
        at = block.end;
      }
      return undefined;
    };
    for (let card = 0; card < table.count; card++) {
      const start = table.start[card]!;
      const end = table.end[card]!;
      const blocked = passBlocks(start);
      if (blocked !== undefined) return blocked;
      if (start < at || end <= start || end > text.length) return `card ${card} reaches from ${start} to ${end}, the one before to ${at}`;
      const wrong = between(text, at, start) ?? tokensOf(text, start, end, dialect);
      if (wrong !== undefined) return `card ${card} at ${start}: ${wrong}`;
      at = end;
      if (table.controls[control]?.start === end) {
        const block = table.controls[control++]!;
        if (block.end < block.start || block.end > text.length || block.closed !== (block.end < text.length)) return `a script from ${block.start} to ${block.end}, ${block.closed ? '' : 'not '}closed`;
        at = block.end;
      }
      if (table.blocks[passed]?.start === start) at = Math.max(at, table.blocks[passed++]!.end);
    }
    const blocked = passBlocks(afterEnd?.start ?? text.length);
    if (blocked !== undefined) return blocked;
    if (control < table.controls.length) return `the script at ${table.controls[control]!.start} belongs to no card`;
    const wrong = between(text, at, afterEnd?.start ?? text.length);
    if (wrong !== undefined) return `behind the last card: ${wrong}`;
    return afterEnd !== undefined && (afterEnd.end <= afterEnd.start || afterEnd.end > text.length) ? 'an empty text behind the end' : undefined;
  },
};

/** What stands between cards that is no blank and no comment line. */
function between(text: string, from: number, to: number): string | undefined {
  if (from === to) return undefined;
  const lines = text.slice(from, to).split(LINE_BREAK);
  const first = lines[0]!;
  const last = lines[lines.length - 1]!;
  // A comment that ends with the text has no line end.
  const lastMayBeComment = to === text.length;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (BLANK.test(line)) continue;
    const mayBeComment = (i > 0 || from === 0) && (i < lines.length - 1 || lastMayBeComment);
    if (!mayBeComment || !COMMENT.test(line)) return `${JSON.stringify(line.slice(0, 60))} belongs to nothing (between ${JSON.stringify(first.slice(0, 20))} and ${JSON.stringify(last.slice(0, 20))})`;
  }
  return undefined;
}

function tokensOf(text: string, start: number, end: number, dialect: Dialect): string | undefined {
  scanner.dialect = dialect;
  const tokens = scanner.scan(text, start, end, true);
  let at = start;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.start[i] !== at) return `token ${i} begins at ${tokens.start[i]}, the one before ends at ${at}`;
    if (tokens.end[i]! <= at) return `token ${i} at ${at} is empty`;
    at = tokens.end[i]!;
  }
  if (at !== end) return `the tokens end at ${at}, the card at ${end}`;
  for (const problem of tokens.problems) if (problem.start < start || problem.end > end || problem.end < problem.start) return `the problem ${problem.code} stands at ${problem.start}–${problem.end}, outside of its card`;
  return undefined;
}
