/** Tests of single UTF-16 code units, as the splitter and the scanner need them. */

export const TAB = 9, LINE_FEED = 10, CARRIAGE_RETURN = 13, SPACE = 32;
export const DOUBLE_QUOTE = 34, DOLLAR = 36, QUOTE = 39, OPEN_PAREN = 40, CLOSE_PAREN = 41, STAR = 42, PLUS = 43;
export const COMMA = 44, MINUS = 45, DOT = 46, SLASH = 47, SEMICOLON = 59, EQUAL_SIGN = 61, BACKSLASH = 92, OPEN_BRACE = 123, CLOSE_BRACE = 125;
export const COLON = 58, OPEN_BRACKET = 91, CLOSE_BRACKET = 93, TILDE = 126;

/**
 * Blanks that are no line end. Control characters count as blanks, so that a
 * stray byte separates words and does not become part of a name.
 */
export function isBlank(code: number): boolean {
  return code <= SPACE ? code !== LINE_FEED && code !== CARRIAGE_RETURN : code === 0xa0 || code === 0xfeff || code === 0x7f;
}

export function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

export function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 97 && lower <= 122 && code < 128;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters, digits and the underscore: what names in expressions are made of. */
export function isNamePart(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 95;
}

/** Offset of the end of the line that holds `at`, before its line feed or carriage return. */
export function lineEndAt(text: string, at: number, limit: number): number {
  while (at < limit && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** Where the line of an offset begins. */
export function lineStartAt(text: string, at: number): number {
  while (at > 0 && !isLineEnd(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Offset of the next line's first character, given the offset of a line end. */
export function afterLineEnd(text: string, at: number, limit: number): number {
  if (at >= limit) return limit;
  if (text.charCodeAt(at) === CARRIAGE_RETURN && at + 1 < limit && text.charCodeAt(at + 1) === LINE_FEED) return at + 2;
  return at + 1;
}

export function skipBlanks(text: string, at: number, limit: number): number {
  while (at < limit && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a line whose first character that is no blank stands at `at` is a comment line. */
export function beginsCommentLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === STAR || code === SEMICOLON || code === DOLLAR) return true;
  return code === SLASH && text.charCodeAt(at + 1) === SLASH;
}

/**
 * Where a `+` stands that continues the card whose line ends at `lineEnd`, past
 * blank lines and comment lines; -1 when the card ends there.
 */
export function continuationAfter(text: string, lineEnd: number, limit: number): number {
  let at = lineEnd;
  while (at < limit) {
    at = skipBlanks(text, afterLineEnd(text, at, limit), limit);
    if (at >= limit) return -1;
    const code = text.charCodeAt(at);
    if (code === PLUS) return at;
    if (isLineEnd(code)) continue;
    if (!beginsCommentLine(text, at)) return -1;
    at = lineEndAt(text, at, limit);
  }
  return -1;
}

/** Which backslashes at a line's end continue a card, as in the facts of a dialect. */
export type Backslashes = 'none' | 'double' | 'any';

/**
 * Where the card goes on in the next line when the backslash at `at`, the first
 * of its run, continues it there; else -1. A single one does so behind a blank
 * or at the beginning of a line.
 */
export function joinedLine(text: string, at: number, limit: number, backslashes: Backslashes): number {
  let end = at + 1;
  if (text.charCodeAt(end) === BACKSLASH) end++;
  else if (backslashes !== 'any' || (at > 0 && !isBlank(text.charCodeAt(at - 1)) && !isLineEnd(text.charCodeAt(at - 1)))) return -1;
  end = skipBlanks(text, end, limit);
  if (end >= limit || !isLineEnd(text.charCodeAt(end))) return -1;
  const next = afterLineEnd(text, end, limit);
  const first = skipBlanks(text, next, limit);
  return first < limit && text.charCodeAt(first) === PLUS ? first + 1 : next;
}

/** Where a card goes on whose line ends at `lineEnd`: behind the `+` or at the start of the line that continues it; -1 when it ends there. */
export function continuedAt(text: string, lineEnd: number, limit: number, backslashes: Backslashes): number {
  if (backslashes !== 'none') {
    let last = lineEnd - 1;
    while (last > 0 && isBlank(text.charCodeAt(last))) last--;
    if (text.charCodeAt(last) === BACKSLASH) {
      const next = joinedLine(text, text.charCodeAt(last - 1) === BACKSLASH ? last - 1 : last, limit, backslashes);
      if (next >= 0) return next;
    }
  }
  const plus = continuationAfter(text, lineEnd, limit);
  return plus < 0 ? -1 : plus + 1;
}

/** The line end that a text uses. */
export function newlineOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
