import type { Finding } from '../findings.js';
import { findingOf, type Rule } from './rule.js';

/**
 * Micro is written u.
 *
 * The sign µ has two codes and another byte in each encoding; a simulator that does not know it reads 4.7µ as 4.7.
 */
export const microSign: Rule = {
  group: 'portability',
  code: 'micro-sign',
  severity: 'hint',
  summary: 'Micro is written u.',
  why: 'The sign µ has two codes and another byte in each encoding; a simulator that does not know it reads 4.7µ as 4.7.',
  example: 'c1 a 0 4.7µ',
  counterExample: 'c1 a 0 4.7u',
};

/** µ as Latin-1 and Unicode have it, the Greek letter, and what a decoder writes for a byte that it cannot read. */
const SIGNS = ['\u00b5', '\u03bc', '\ufffd'];
/** More of them say nothing new. */
const MOST = 100;

/** The signs that stand behind a digit, comments and the title (up to `from`) not looked at. */
export function microSigns(uri: string, text: string, from: number): Finding[] {
  const findings: Finding[] = [];
  for (const sign of SIGNS) {
    for (let at = text.indexOf(sign, from); at >= 0 && findings.length < MOST; at = text.indexOf(sign, at + 1)) {
      if (!/[\d.]/.test(text.charAt(at - 1)) || inComment(text, at)) continue;
      findings.push(findingOf(microSign, { uri, start: at, end: at + 1 }, 'This sign is read as micro (1e-6). Write u, which every simulator reads.', { fix: { title: 'Write u', edits: [{ start: at, end: at + 1, newText: 'u' }] } }));
    }
  }
  return findings;
}

function inComment(text: string, at: number): boolean {
  return /^\s*\*|;|(?:^|\s)\$(?:\s|$)|(?:^|\s)\/\//.test(text.slice(Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) + 1, at));
}
