import { findDirective } from '../reference/directives.js';
import { isBlank, isLetter, isLineEnd, DOT, STAR } from './characters.js';

/**
 * What the first word of a card says: 1 to 26 for an element by its letter, a
 * number of its own for each directive that gives a netlist its structure, and
 * one for all other directives. It is found when the text is cut, so that the
 * structure of a library is known before any of its cards is parsed.
 */
export type CardHead = number;

export const HEAD_UNKNOWN = 0, HEAD_X = 24, HEAD_LAST_ELEMENT = 26, HEAD_DIRECTIVE = 27;
export const HEAD_SUBCKT = 28, HEAD_ENDS = 29, HEAD_MODEL = 30, HEAD_PARAM = 31, HEAD_FUNC = 32, HEAD_INCLUDE = 33, HEAD_LIB = 34;
export const HEAD_ENDL = 35, HEAD_GLOBAL = 36, HEAD_TITLE = 37, HEAD_END = 38, HEAD_CONTROL = 39;
export const HEAD_IF = 40, HEAD_ELSEIF = 41, HEAD_ELSE = 42, HEAD_ENDIF = 43, HEAD_DATA = 44, HEAD_ENDDATA = 45, HEAD_ALTER = 46, HEAD_BLOCK = 47;

const STRUCTURE: Readonly<Record<string, CardHead>> = {
  '.subckt': HEAD_SUBCKT, '.ends': HEAD_ENDS, '.model': HEAD_MODEL, '.param': HEAD_PARAM, '.func': HEAD_FUNC, '.include': HEAD_INCLUDE,
  '.lib': HEAD_LIB, '.endl': HEAD_ENDL, '.global': HEAD_GLOBAL, '.title': HEAD_TITLE, '.end': HEAD_END, '.control': HEAD_CONTROL,
  '.if': HEAD_IF, '.elseif': HEAD_ELSEIF, '.elif': HEAD_ELSEIF, '.else': HEAD_ELSE, '.endif': HEAD_ENDIF, '.data': HEAD_DATA, '.enddata': HEAD_ENDDATA, '.alter': HEAD_ALTER,
  '.machine': HEAD_BLOCK, '.aliases': HEAD_BLOCK, '.variation': HEAD_BLOCK, '.design_exploration': HEAD_BLOCK, '.protect': HEAD_BLOCK,
};

/** The head of a directive by its keyword in any case, aliases included. */
export function headOfKeyword(keyword: string): CardHead {
  const lower = keyword.toLowerCase();
  const facts = findDirective(lower);
  // Simulators look at the begin of the word only: `.endsamp` closes a subcircuit too.
  return STRUCTURE[facts?.name ?? lower] ?? (facts === undefined && lower.startsWith('.ends') ? HEAD_ENDS : HEAD_DIRECTIVE);
}

export function isElementHead(head: CardHead): boolean {
  return head > HEAD_UNKNOWN && head <= HEAD_LAST_ELEMENT;
}

/** The longest keyword of a directive that is looked for in the tables. */
const LONGEST_KEYWORD = 24;

/** The head of the card `text[start, end)`. */
export function cardHeadAt(text: string, start: number, end: number): CardHead {
  const code = text.charCodeAt(start);
  if (isLetter(code)) return (code | 0x20) - 96;
  if (code !== DOT || !isLetter(text.charCodeAt(start + 1))) return HEAD_UNKNOWN;
  let at = start + 2;
  const limit = Math.min(end, start + LONGEST_KEYWORD);
  while (at < limit && !endsKeyword(text.charCodeAt(at))) at++;
  return headOfKeyword(text.slice(start, at));
}

/** The separators of words; `.ends*****` is an `.ends` with a line of stars. */
function endsKeyword(code: number): boolean {
  return isBlank(code) || isLineEnd(code) || code === STAR || code === 40 || code === 41 || code === 44 || code === 61 || code === 123 || code === 34 || code === 59;
}
