import { afterLineEnd, continuationAfter, DOLLAR, isBlank, isLineEnd, lineEndAt, PLUS, SEMICOLON, skipBlanks, SLASH, STAR } from '../text/characters.js';
import { takesRedirections } from '../reference/control-commands.js';
import type { Backquote, ControlCommand, ControlWord, Redirection, Substitution } from './tree.js';

const HASH = 35, LESS = 60, GREATER = 62, AMPERSAND = 38;

/** What ends or continues a line within a command, written over with blanks so that offsets stay. */
interface Joined {
  text: string;
  /** Offset of its first character in the document. */
  base: number;
  /** Where the next line begins. */
  next: number;
}

/** Cuts the lines of `text[start, end)` into commands. It never fails. */
export function scanCommands(text: string, start: number, end: number): ControlCommand[] {
  const commands: ControlCommand[] = [];
  let at = start;
  while (at < end) {
    at = skipBlanks(text, at, end);
    if (at >= end) break;
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) {
      at = afterLineEnd(text, at, end);
      continue;
    }
    // ngspice drops a continuation that continues nothing.
    if (beginsComment(text, at) || code === PLUS) {
      at = afterLineEnd(text, lineEndAt(text, at, end), end);
      continue;
    }
    const joined = joinLines(text, at, end);
    const command = scanCommand(joined);
    if (command !== undefined) commands.push(command);
    at = joined.next;
  }
  return commands;
}

/** Whether a line whose first character stands at `at` is a comment; in scripts `#` begins one too. */
function beginsComment(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === STAR || code === HASH || code === SEMICOLON) return true;
  if (code === DOLLAR) return at + 1 >= text.length || isBlank(text.charCodeAt(at + 1)) || isLineEnd(text.charCodeAt(at + 1));
  return code === SLASH && text.charCodeAt(at + 1) === SLASH;
}

/**
 * Where the comment of a line begins. ngspice strips comments before it knows
 * of quotes: `;` and `//` end a line everywhere, `$` between blanks.
 */
function commentAt(text: string, from: number, lineEnd: number): number {
  for (let at = from; at < lineEnd; at++) {
    const code = text.charCodeAt(at);
    if (code === SEMICOLON) return at;
    if (code === SLASH && text.charCodeAt(at + 1) === SLASH && at + 1 < lineEnd) return at;
    if (code === DOLLAR && (at === from || isBlank(text.charCodeAt(at - 1))) && (at + 1 >= lineEnd || isBlank(text.charCodeAt(at + 1)))) return at;
  }
  return lineEnd;
}

/** A line with those that `+` continues it by. */
function joinLines(text: string, start: number, limit: number): Joined {
  let lineEnd = lineEndAt(text, start, limit);
  let content = commentAt(text, start, lineEnd);
  let plus = continuationAfter(text, lineEnd, limit);
  if (plus < 0) return { text: text.slice(start, content), base: start, next: afterLineEnd(text, lineEnd, limit) };
  let out = text.slice(start, content);
  while (plus >= 0) {
    out += ' '.repeat(plus + 1 - content);
    lineEnd = lineEndAt(text, plus, limit);
    content = commentAt(text, plus + 1, lineEnd);
    out += text.slice(plus + 1, content);
    plus = continuationAfter(text, lineEnd, limit);
  }
  return { text: out, base: start, next: afterLineEnd(text, lineEnd, limit) };
}

function scanCommand({ text, base }: Joined): ControlCommand | undefined {
  const lastClose = text.lastIndexOf(')');
  const first = wordEnd(text, 0, false, lastClose);
  const name = word(text, base, 0, first);
  if (name === undefined) return undefined;
  const command: ControlCommand = {
    kind: 'command', name, operands: [], redirections: [], substitutions: substitutions(text, base), backquotes: backquotes(text, base), start: name.start, end: name.end,
  };
  const redirects = takesRedirections(name.text.toLowerCase());
  let waiting: Redirection | undefined;
  let at = skipBlanks(text, first, text.length);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (redirects && (code === LESS || code === GREATER)) {
      let to = at + 1;
      while (to < text.length && (text.charCodeAt(to) === code || text.charCodeAt(to) === AMPERSAND)) to++;
      waiting = { operator: text.slice(at, to), target: undefined, start: base + at, end: base + to };
      command.redirections.push(waiting);
      at = to;
    } else {
      const to = wordEnd(text, at, redirects, lastClose);
      const found = word(text, base, at, to)!;
      if (waiting === undefined) command.operands.push(found);
      else {
        waiting.target = found;
        waiting.end = found.end;
        waiting = undefined;
      }
      at = to;
    }
    command.end = base + at;
    at = skipBlanks(text, at, text.length);
  }
  return command;
}

function word(text: string, base: number, start: number, end: number): ControlWord | undefined {
  return end <= start ? undefined : { text: text.slice(start, end), start: base + start, end: base + end };
}

/** The end of the word at `at`: the next blank that neither quotes nor parentheses hold. What is not closed holds nothing. */
function wordEnd(text: string, at: number, redirects: boolean, lastClose: number): number {
  let depth = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"' || character === "'" || character === '`') {
      const close = text.indexOf(character, at + 1);
      at = close < 0 ? at + 1 : close + 1;
      continue;
    }
    const code = text.charCodeAt(at);
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (isBlank(code) && (depth <= 0 || lastClose < at)) break;
    else if (redirects && depth <= 0 && (code === LESS || code === GREATER)) break;
    at++;
  }
  return at;
}

/** Names of variables may hold dots, minus signs and a place in brackets. */
const SUBSTITUTION = /\$([&?#]?)([A-Za-z_@][\w.@#:-]*)/g;
const KINDS = { '': 'variable', '&': 'vector', '?': 'exists', '#': 'count' } as const;

function substitutions(text: string, base: number): Substitution[] {
  if (!text.includes('$')) return [];
  return [...text.matchAll(SUBSTITUTION)].map((match) => ({
    kind: KINDS[match[1] as keyof typeof KINDS], name: match[2]!, start: base + match.index, end: base + match.index + match[0].length,
  }));
}

function backquotes(text: string, base: number): Backquote[] {
  const found: Backquote[] = [];
  for (let open = text.indexOf('`'); open >= 0;) {
    const close = text.indexOf('`', open + 1);
    if (close < 0) break;
    found.push({ text: text.slice(open + 1, close), start: base + open, end: base + close + 1 });
    open = text.indexOf('`', close + 1);
  }
  return found;
}
