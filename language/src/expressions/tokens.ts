import { readNumber } from '../text/number.js';

/** A token of an expression. Offsets are relative to the expression's text. */
export interface Token {
  kind: 'number' | 'name' | 'operator' | 'voltage' | 'current' | 'deviceParameter' | 'bad' | 'end';
  start: number;
  end: number;
  /** Name in lower case, operator sign. */
  text: string;
  value: number;
  /** Names in the user's spelling: nodes of v(), the device of i(), device and parameter of `@`. */
  names: string[];
}

/** Longest first. */
const OPERATORS = ['**', '<=', '>=', '==', '!=', '<>', '&&', '||', '+', '-', '*', '/', '%', '\\', '^', '<', '>', '=', '!', '~', '&', '|', '?', ':', '(', ')', '{', '}', '[', ']', ','];

/** What the signs with a second spelling stand for. */
const SAME = new Map([['<>', '!='], ['=', '=='], ['&', '&&'], ['|', '||'], ['~', '!'], ['^', '**'], ['{', '('], ['}', ')']]);

const NAME_START = /[A-Za-z_\u0080-\uffff]/;
const NAME = /[A-Za-z0-9_.$#\u0080-\uffff]*/y;
/** v(…) and i(…) hold names of nodes and devices, which may contain operators. */
const ACCESS = /(v|i)\s*\(\s*([^\s,()]+)\s*(?:,\s*([^\s,()]+)\s*)?\)/iy;
const DEVICE_PARAMETER = /@([^\s[\]()]+)\[([A-Za-z0-9_]+)\]/y;
/** White space, and a line end with the plus sign that continues the card. */
const SPACE = /(?:\s+(?:\+(?<=\n[^\S\n]*\+))?)+/y;

/**
 * Cuts an expression into tokens, the last of which has the kind `end`. The
 * delimiters (`{}`, `''`, `""`) around the whole text are skipped.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const { start, end } = withoutDelimiters(text);
  let at = start;
  while (at < end) {
    SPACE.lastIndex = at;
    const space = SPACE.exec(text);
    if (space) {
      at = SPACE.lastIndex;
      continue;
    }
    const first = text[at]!;
    const push = (kind: Token['kind'], length: number, word: string, value = 0, names: string[] = []): void => {
      tokens.push({ kind, start: at, end: at + length, text: word, value, names });
      at += length;
    };
    if (/[0-9.]/.test(first)) {
      const number = readNumber(text, at, end);
      if (number) {
        push('number', number.end - at, text.slice(at, number.end), number.value);
        continue;
      }
    }
    if (first === '@') {
      DEVICE_PARAMETER.lastIndex = at;
      const match = DEVICE_PARAMETER.exec(text);
      if (match) {
        push('deviceParameter', match[0].length, match[0], 0, [match[1]!, match[2]!]);
        continue;
      }
    }
    if (first === 'v' || first === 'V' || first === 'i' || first === 'I') {
      ACCESS.lastIndex = at;
      const match = ACCESS.exec(text);
      if (match && ACCESS.lastIndex <= end) {
        const names = match[3] === undefined ? [match[2]!] : [match[2]!, match[3]];
        push(/v/i.test(match[1]!) ? 'voltage' : 'current', match[0].length, match[0], 0, names);
        continue;
      }
    }
    if (NAME_START.test(first)) {
      NAME.lastIndex = at;
      const word = NAME.exec(text)![0].slice(0, end - at);
      push('name', word.length, word.toLowerCase());
      continue;
    }
    const operator = OPERATORS.find((sign) => text.startsWith(sign, at) && at + sign.length <= end);
    if (operator) push('operator', operator.length, SAME.get(operator) ?? operator);
    else push('bad', 1, first);
  }
  tokens.push({ kind: 'end', start: end, end, text: '', value: 0, names: [] });
  return tokens;
}

function withoutDelimiters(text: string): { start: number; end: number } {
  const first = text[0];
  const last = text[text.length - 1];
  if (first === '{') return { start: 1, end: last === '}' ? text.length - 1 : text.length };
  if (first === "'" || first === '"') return { start: 1, end: text.length > 1 && last === first ? text.length - 1 : text.length };
  return { start: 0, end: text.length };
}
