import type { Finding } from '../findings.js';
import type { ParsedFile } from '../design/design.js';
import { HEAD_END } from '../text/card-head.js';
import { lineEndAt, lineStartAt, newlineOf } from '../text/characters.js';

/** The repairs that several rules have in common. */
export type Fix = NonNullable<Finding['fix']>;

/** Takes the lines away on which a card stands. */
export function removeLines(title: string, text: string, start: number, end: number): Fix {
  let to = lineEndAt(text, end, text.length);
  if (text[to] === '\r') to++;
  if (text[to] === '\n') to++;
  return { title, edits: [{ start: lineStartAt(text, start), end: to, newText: '' }] };
}

/** Makes comments of the lines on which a card stands. */
export function commentOut(text: string, start: number, end: number): Fix {
  const edits = [{ start: lineStartAt(text, start), end: lineStartAt(text, start), newText: '* ' }];
  for (let at = lineEndAt(text, start, text.length); at < end; at = lineEndAt(text, at, text.length)) {
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    if (at >= end) break;
    const line = text.slice(at, lineEndAt(text, at, text.length));
    if (line.trim() !== '' && !/^\s*\*/.test(line)) edits.push({ start: at, end: at, newText: '* ' });
  }
  return { title: 'Make it a comment', edits, guess: true };
}

/** Puts a line behind a card, or in front of it where it is the `.end` of the file. */
export function insertBehind(title: string, file: Pick<ParsedFile, 'text' | 'cardStart' | 'heads' | 'parsed'>, card: number, line: string): Fix {
  if (file.heads[card] === HEAD_END) return insertAt(title, file.text, file.cardStart[card]!, line);
  const end = file.parsed.table.end[card]!;
  return { title, edits: [{ start: end, end, newText: `${newlineOf(file.text)}${line}` }], guess: true };
}

/** Puts a line in front of the one that an offset is on. At the end of a text it gets a line of its own. */
export function insertAt(title: string, text: string, offset: number, line: string): Fix {
  const at = lineStartAt(text, offset);
  if (offset >= text.length && at < offset) return { title, edits: [{ start: text.length, end: text.length, newText: `${newlineOf(text)}${line}` }], guess: true };
  return { title, edits: [{ start: at, end: at, newText: `${line}${newlineOf(text)}` }], guess: true };
}

/** Writes a name in the place of another one. */
export function rename(place: { start: number; end: number }, name: string): Fix {
  return { title: `Write ${name}`, edits: [{ start: place.start, end: place.end, newText: name }], guess: true };
}

/** A name like another one that nothing has: the next number behind its letters. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const letters = name.replace(/\d+$/, '');
  const stem = letters === '' ? `${name}_` : letters.length === name.length ? `${name}_` : letters;
  let number = Number(name.slice(letters.length)) || 1;
  // A netlist has no more names than it has cards.
  do number++; while (isTaken(`${stem}${number}`));
  return `${stem}${number}`;
}
