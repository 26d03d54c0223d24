import { afterLineEnd, BACKSLASH, type Backslashes, continuedAt, DOLLAR, isBlank, isLineEnd, joinedLine, lineEndAt, SEMICOLON, SLASH } from './characters.js';

/**
 * The text of a token. Line ends, the comments before them and the `+` after
 * them become blanks, so that offsets within the token stay as in the document.
 */
export function tokenText(text: string, start: number, end: number, backslashes: Backslashes = 'double'): string {
  let at = start;
  while (at < end && !isLineEnd(text.charCodeAt(at))) at++;
  const raw = text.slice(start, end);
  if (at >= end) return raw;
  let out = '';
  let from = start;
  at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    const joined = code === BACKSLASH ? joinedLine(text, at, end, backslashes) : -1;
    if (joined >= 0) {
      out += text.slice(from, at) + ' '.repeat(joined - at);
      from = at = joined;
      continue;
    }
    const comment = code === SEMICOLON || ((code === DOLLAR || (code === SLASH && text.charCodeAt(at + 1) === SLASH)) && isBlank(text.charCodeAt(at - 1)));
    if (!comment && !isLineEnd(code)) {
      at++;
      continue;
    }
    const lineEnd = lineEndAt(text, at, end);
    const next = continuedAt(text, lineEnd, end, 'none');
    const to = next < 0 ? end : next;
    out += text.slice(from, at) + ' '.repeat(to - at);
    from = at = Math.max(to, afterLineEnd(text, lineEnd, end));
  }
  return out + text.slice(from, end);
}

/** A quoted text without the backslashes and line ends that continue it in the next line. */
export function joinedString(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(/\\\\?[^\S\r\n]*(?:\r\n|\n|\r)(?:[^\S\r\n]*\+)?/g, '') : text;
}
