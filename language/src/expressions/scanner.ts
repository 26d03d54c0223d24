import { type NumberFacts, readNumber } from '../text/number.js';

/** Kinds of the tokens of an expression. */
export const END = 0, NUMBER = 1, NAME = 2, OPERATOR = 3, DEVICE_PARAMETER = 4, STRING = 5, GROUPING_QUOTE = 6, BAD = 7;

const QUOTE = 39, DOUBLE_QUOTE = 34, PLUS = 43, AT = 64, OPEN_BRACKET = 91, CLOSE_BRACKET = 93;

/** Operators of two characters by their first one. */
const PAIRS: ReadonlyMap<string, string> = new Map([['*', '*'], ['<', '=>'], ['>', '='], ['=', '='], ['!', '='], ['&', '&'], ['|', '|']]);
const SINGLES = new Set('+-*/%\\^<>=!~&|?:(){},');
/** What the signs with a second spelling stand for. `^` is decided by the dialect. */
const SAME: ReadonlyMap<string, string> = new Map([['<>', '!='], ['=', '=='], ['&', '&&'], ['|', '||'], ['~', '!'], ['{', '('], ['}', ')']]);

function isBlank(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0xfeff;
}

function isLetterOrDigit(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 97 && lower <= 122 && code < 128) || (code >= 48 && code <= 57) || code > 0xa0;
}

function isNameStart(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 97 && lower <= 122 && code < 128) || code === 95 || code > 0xa0;
}

/** Letters, digits, `_`, `.`, `#`, `$`, and a `!` that does not begin `!=`. */
function isNamePart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (isLetterOrDigit(code) || code === 95 || code === 46 || code === 35 || code === 36) return true;
  return code === 33 && text.charCodeAt(at + 1) !== 61;
}

/**
 * Walks over the tokens of an expression, one at a time. The delimiters (`{}`,
 * `''`, `""`) around the whole text are skipped. Offsets are relative to the
 * expression's text.
 */
export class ExpressionScanner {
  /** Of the current token. */
  kind = END;
  start = 0;
  end = 0;
  value = 0;
  /** An operator by the name that it has in programs, or a name in lower case. */
  word = '';
  private readonly limit: number;

  constructor(readonly text: string, private readonly caret: string, private readonly numbers: NumberFacts) {
    const last = text.charCodeAt(text.length - 1);
    const first = text.charCodeAt(0);
    let from = 0;
    let to = text.length;
    if (first === 123) {
      const close = closingBrace(text);
      if (close < 0 || close === to - 1) {
        from = 1;
        if (last === 125 && close > 0) to--;
      }
    } else if (first === QUOTE || first === DOUBLE_QUOTE) {
      // `'a'+'b'` has no delimiters around the whole: its quotes are those of its parts.
      const close = text.indexOf(text.charAt(0), 1);
      if (close < 0 || close === text.length - 1) {
        from = 1;
        if (close > 0) to--;
      }
    }
    this.end = from;
    this.limit = to;
  }

  /** The text of the current token. */
  get shown(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Steps to the next token. */
  next(): void {
    const { text, limit } = this;
    let at = this.end;
    while (at < limit && isBlank(text.charCodeAt(at))) {
      // The plus sign at a line's beginning continues the card.
      if (text.charCodeAt(at) === 10) {
        let sign = at + 1;
        while (sign < limit && isBlank(text.charCodeAt(sign)) && text.charCodeAt(sign) !== 10) sign++;
        if (text.charCodeAt(sign) === PLUS) at = sign;
      }
      at++;
    }
    this.start = at;
    if (at >= limit) {
      this.start = this.end = limit;
      this.kind = END;
      return;
    }
    const code = text.charCodeAt(at);
    if ((code >= 48 && code <= 57) || code === 46) {
      const number = readNumber(text, at, limit, this.numbers);
      if (number) {
        this.kind = NUMBER;
        this.value = number.value;
        // `-0.28973288.` ends a sentence in some libraries; the point means nothing.
        const after = number.end;
        this.end = text.charCodeAt(after) === 46 && !isLetterOrDigit(text.charCodeAt(after + 1)) ? after + 1 : after;
        return;
      }
    }
    if (isNameStart(code)) return this.name(at);
    if (code === AT && this.deviceParameter(at)) return;
    if (code === QUOTE) return this.token(GROUPING_QUOTE, at + 1);
    if (code === DOUBLE_QUOTE) {
      const close = text.indexOf('"', at + 1);
      return this.token(STRING, close < 0 || close >= limit ? limit : close + 1);
    }
    this.operator(at);
  }

  private token(kind: number, end: number): void {
    this.kind = kind;
    this.end = end;
  }

  private name(at: number): void {
    const { text, limit } = this;
    let to = at + 1;
    while (to < limit && isNamePart(text, to)) to++;
    // `bus[3]` is one name.
    if (text.charCodeAt(to) === OPEN_BRACKET) {
      let close = to + 1;
      while (close < limit && isNamePart(text, close)) close++;
      if (close < limit && close > to + 1 && text.charCodeAt(close) === CLOSE_BRACKET) to = close + 1;
    }
    this.word = text.slice(at, to).toLowerCase();
    this.token(NAME, to);
  }

  /** `@device[parameter]`; false when the text is no such thing. */
  private deviceParameter(at: number): boolean {
    const { text, limit } = this;
    let open = at + 1;
    while (open < limit && text.charCodeAt(open) !== OPEN_BRACKET && !isBlank(text.charCodeAt(open)) && text.charCodeAt(open) !== 40) open++;
    if (open === at + 1 || text.charCodeAt(open) !== OPEN_BRACKET) return false;
    let close = open + 1;
    while (close < limit && isLetterOrDigitOrLine(text.charCodeAt(close))) close++;
    if (close >= limit || close === open + 1 || text.charCodeAt(close) !== CLOSE_BRACKET) return false;
    this.token(DEVICE_PARAMETER, close + 1);
    return true;
  }

  private operator(at: number): void {
    const { text } = this;
    const first = text.charAt(at);
    const second = at + 1 < this.limit ? text.charAt(at + 1) : '';
    const pair = second !== '' && PAIRS.get(first)?.includes(second) === true;
    const sign = pair ? first + second : first;
    if (!pair && !SINGLES.has(first)) return this.token(BAD, at + 1);
    this.word = sign === '^' ? this.caret : SAME.get(sign) ?? sign;
    this.token(OPERATOR, at + sign.length);
  }

  /**
   * The names between the parentheses behind an access such as `v(a,b)` or
   * `ix(u1:in)`, which may contain operators, or undefined when what stands
   * there is no list of at most two names. The scanner then stands behind the
   * closing parenthesis.
   */
  accessNames(): [string] | [string, string] | undefined {
    const { text, limit } = this;
    let at = this.blanks(this.end);
    if (text.charCodeAt(at) !== 40) return undefined;
    const first = this.nodeName(this.blanks(at + 1));
    if (first === undefined) return undefined;
    at = this.blanks(first.end);
    let second: { text: string; end: number } | undefined;
    if (text.charCodeAt(at) === 44) {
      second = this.nodeName(this.blanks(at + 1));
      if (second === undefined) return undefined;
      at = this.blanks(second.end);
    }
    if (at >= limit || text.charCodeAt(at) !== 41) return undefined;
    this.end = at + 1;
    return second === undefined ? [first.text] : [first.text, second.text];
  }

  /** Whether a parenthesis (or a brace, as in `LIMIT{x,0,1}`) opens behind the current token, blanks allowed; the scanner then stands behind it. */
  opens(): boolean {
    const at = this.blanks(this.end);
    const code = this.text.charCodeAt(at);
    if (at >= this.limit || (code !== 40 && code !== 123)) return false;
    this.end = at + 1;
    return true;
  }

  /** Whether a closing parenthesis stands behind what `opens` has passed; the scanner then stands behind it. */
  closes(): boolean {
    const at = this.blanks(this.end);
    const code = this.text.charCodeAt(at);
    if (at >= this.limit || (code !== 41 && code !== 125)) return false;
    this.end = at + 1;
    return true;
  }

  private blanks(at: number): number {
    while (at < this.limit && isBlank(this.text.charCodeAt(at))) at++;
    return at;
  }

  private nodeName(at: number): { text: string; end: number } | undefined {
    const { text, limit } = this;
    let to = at;
    for (; to < limit; to++) {
      const code = text.charCodeAt(to);
      if (isBlank(code) || code === 40 || code === 41 || code === 44) break;
    }
    return to > at ? { text: text.slice(at, to), end: to } : undefined;
  }
}

/** Offset of the brace that closes the first character, or -1. */
function closingBrace(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 123) depth++;
    else if (code === 125 && --depth === 0) return at;
  }
  return -1;
}

function isLetterOrDigitOrLine(code: number): boolean {
  return isLetterOrDigit(code) || code === 95;
}
