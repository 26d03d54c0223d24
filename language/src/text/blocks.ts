import { afterLineEnd, isBlank, isLineEnd, lineEndAt, SEMICOLON, skipBlanks } from './characters.js';

/**
 * Blocks of lines that are no cards: the state machine of LTspice, the names
 * that PSpice keeps for its drawing, what HSPICE says about variation, and text
 * that its maker has encrypted. The splitter passes over them.
 */
export type BlockKind = 'machine' | 'aliases' | 'variation' | 'encrypted';

/** From the line that opens it to the line that closes it, or to the end of the text. */
export interface Block {
  kind: BlockKind;
  start: number;
  end: number;
  closed: boolean;
}

interface Opener {
  kind: BlockKind;
  /** First words of the line that closes it. */
  closers: readonly string[];
  /** It opens a block only with an operand: `.prot freelib` begins encrypted text, `.prot` text that listings hide. */
  withOperand?: boolean;
}

const UNPROTECT = ['.unprotect', '.unprot'];
const OPENERS: Readonly<Record<string, Opener>> = {
  '.machine': { kind: 'machine', closers: ['.endmachine'] },
  '.aliases': { kind: 'aliases', closers: ['.endaliases'] },
  '.variation': { kind: 'variation', closers: ['.end_variation', '.endvariation'] },
  '.design_exploration': { kind: 'variation', closers: ['.end_design_exploration'] },
  '.protect': { kind: 'encrypted', closers: UNPROTECT, withOperand: true },
  '.prot': { kind: 'encrypted', closers: UNPROTECT, withOperand: true },
};

/** The first lines of text that PSpice has encrypted; comments for everybody else. */
const CADENCE_START = '$cdnencstart', CADENCE_FINISH = ['$cdnencfinish'];
const LONGEST_WORD = 24;

/** The block that the card `text[start, end)` opens, or undefined. Only directives do. */
export function blockOfCard(text: string, start: number, end: number): Block | undefined {
  const wordEnd = endOfWord(text, start, Math.min(end, start + LONGEST_WORD));
  const opener = OPENERS[text.slice(start, wordEnd).toLowerCase()];
  if (opener === undefined) return undefined;
  if (opener.withOperand === true) {
    const operand = text.charCodeAt(skipBlanks(text, wordEnd, end));
    const letter = operand | 0x20;
    if (letter < 97 || letter > 122) return undefined;
  }
  return block(text, opener.kind, start, end, opener.closers, false);
}

/** The encrypted block that the comment line at `at` begins, or undefined. */
export function blockOfComment(text: string, at: number): Block | undefined {
  return isWordAt(text, at, CADENCE_START) ? block(text, 'encrypted', at, at, CADENCE_FINISH, true) : undefined;
}

function block(text: string, kind: BlockKind, start: number, from: number, closers: readonly string[], closerBelongs: boolean): Block {
  const limit = text.length;
  let at = afterLineEnd(text, lineEndAt(text, from, limit), limit);
  while (at < limit) {
    const first = skipBlanks(text, at, limit);
    if (closers.some((word) => isWordAt(text, first, word))) return { kind, start, end: closerBelongs ? lineEndAt(text, first, limit) : first, closed: true };
    at = afterLineEnd(text, lineEndAt(text, first, limit), limit);
  }
  return { kind, start, end: limit, closed: false };
}

function endOfWord(text: string, at: number, limit: number): number {
  while (at < limit && !isBlank(text.charCodeAt(at)) && !isLineEnd(text.charCodeAt(at)) && text.charCodeAt(at) !== SEMICOLON) at++;
  return at;
}

/** Whether the word (in lower case) stands at `at` in either case. */
function isWordAt(text: string, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const code = text.charCodeAt(at + i);
    if ((code >= 65 && code <= 90 ? code | 0x20 : code) !== word.charCodeAt(i)) return false;
  }
  const next = at + word.length;
  return next >= text.length || endOfWord(text, next, next + 1) === next;
}
