import type { ParsedText } from '../syntax/parsed-text.js';
import { afterLineEnd, beginsCommentLine, isLineEnd, lineEndAt, lineStartAt, skipBlanks } from '../text/characters.js';
import { cardIndexAt } from '../design/lookup.js';

/** Where a suppression holds: its card, the next one, from here on, no longer, or the whole file. */
export type SuppressionForm = '' | '-next-line' | '-start' | '-end' | '-file';
export const SUPPRESSION_FORMS: readonly SuppressionForm[] = ['', '-next-line', '-start', '-end', '-file'];

/** A comment such as `; nodal-ignore single-connection: a test pin`. */
export interface Suppression {
  /** Undefined when the word is none of the forms. */
  form: SuppressionForm | undefined;
  /** The word `nodal-ignore…`. */
  start: number;
  end: number;
  /** The comment from its mark on, up to the end of the line. */
  commentStart: number;
  commentEnd: number;
  /** Whether the comment is all that its line holds. */
  ownLine: boolean;
  /** Codes and groups, as written; none means all. */
  names: readonly SuppressedName[];
  /** The part of the text in which findings that begin there are suppressed; empty for `-end`. */
  from: number;
  to: number;
  /** What `-start` is ended by. */
  endedBy?: Suppression;
}

export interface SuppressedName {
  name: string;
  start: number;
  end: number;
}

const NONE: readonly Suppression[] = [];
const known = new WeakMap<ParsedText, readonly Suppression[]>();

/** The suppressions of a text, in order. A text without the word costs one search. */
export function suppressionsOf(parsed: ParsedText): readonly Suppression[] {
  let found = known.get(parsed);
  if (found === undefined) known.set(parsed, (found = /nodal-ignore/i.test(parsed.text) ? read(parsed) : NONE));
  return found;
}

function read(parsed: ParsedText): readonly Suppression[] {
  const { text } = parsed;
  const suppressions: Suppression[] = [];
  for (const match of text.matchAll(/nodal-ignore([\w-]*)/gi)) {
    const start = match.index;
    const commentStart = commentBefore(text, start);
    if (commentStart < 0) continue;
    const commentEnd = lineEndAt(text, start, text.length);
    const end = start + match[0].length;
    const form = SUPPRESSION_FORMS.find((each) => each === match[1]!.toLowerCase());
    const ownLine = /^[ \t]*$/.test(text.slice(lineStartAt(text, commentStart), commentStart));
    suppressions.push({ form, start, end, commentStart, commentEnd, ownLine, names: namesIn(text, end, commentEnd), ...reach(parsed, form, commentStart, commentEnd) });
  }
  endRegions(suppressions);
  return suppressions;
}

/** Where the comment begins whose first word stands at `at`; -1 when that is no comment, or has words in front. */
function commentBefore(text: string, at: number): number {
  const from = lineStartAt(text, at);
  const mark = /(?:;|(?<=^|[ \t])\$(?=[ \t])|(?<=^|[ \t])\/\/|^[ \t]*[*$])[*;/ \t]*$/.exec(text.slice(from, at));
  return mark === null ? -1 : skipBlanks(text, from + mark.index, at);
}

/** The codes behind the word: `a, b` up to a colon, or up to a word that no comma stands before. */
function namesIn(text: string, from: number, to: number): SuppressedName[] {
  const names: SuppressedName[] = [];
  const pattern = /[ \t]+([a-z][\w-]*)[ \t]*(,?)/iy;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null && match.index + match[0].length <= to; match = pattern.exec(text)) {
    const start = match.index + match[0].indexOf(match[1]!);
    names.push({ name: match[1]!.toLowerCase(), start, end: start + match[1]!.length });
    if (match[2] === '') break;
  }
  return names;
}

function reach({ text, table }: ParsedText, form: SuppressionForm | undefined, commentStart: number, commentEnd: number): { from: number; to: number } {
  const around = (at: number) => {
    const card = cardIndexAt(table.start, table.end, at);
    return card < 0 ? { from: lineStartAt(text, at), to: lineEndAt(text, at, text.length) } : { from: table.start[card]!, to: table.end[card]! };
  };
  switch (form) {
    case '': return around(commentStart);
    case '-next-line': {
      let at = commentEnd;
      for (;;) {
        at = skipBlanks(text, afterLineEnd(text, at, text.length), text.length);
        if (at >= text.length || !(isLineEnd(text.charCodeAt(at)) || beginsCommentLine(text, at))) break;
        at = lineEndAt(text, at, text.length);
      }
      return around(at);
    }
    case '-start': return { from: commentStart, to: text.length };
    case '-file': return { from: 0, to: text.length };
    default: return { from: commentStart, to: commentStart - 1 };
  }
}

/** Each `-end` ends the last open `-start` with the same codes; without codes all that are open. */
function endRegions(suppressions: readonly Suppression[]): void {
  let open: Suppression[] = [];
  const codesOf = ({ names }: Suppression) => names.map(({ name }) => name).sort().join(' ');
  for (const suppression of suppressions) {
    if (suppression.form === '-start') open.push(suppression);
    if (suppression.form !== '-end') continue;
    const last = open.findLast((start) => codesOf(start) === codesOf(suppression));
    const ended = suppression.names.length === 0 ? open : last === undefined ? [] : [last];
    for (const start of ended) {
      start.to = suppression.commentStart;
      start.endedBy = suppression;
    }
    open = open.filter((start) => !ended.includes(start));
  }
}
