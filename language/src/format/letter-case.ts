import type { LetterCase } from '@nodal/protocol';
import { findDirective } from '../reference/directives.js';
import { findFurtherWaveform, findWaveform } from '../reference/sources.js';
import { CALLEE, DIRECTIVE, WORD } from '../text/token-buffer.js';

/** Words that mean something by themselves on the cards of sources and instances. */
const SOURCE_WORDS = new Set(['dc', 'ac']);
const SOURCE_LETTERS = /^[vi]/i;
const PARAMETERS = 'params:';

/** A keyword in the wanted letters; names, values and everything that may be a name stay as they are. */
export function inCase(text: string, kind: number, firstWord: string, letterCase: LetterCase): string {
  if (letterCase === 'keep' || !isKeyword(text, kind, firstWord)) return text;
  return letterCase === 'lower' ? text.toLowerCase() : letterCase === 'upper' ? text.toUpperCase() : text;
}

function isKeyword(text: string, kind: number, firstWord: string): boolean {
  if (kind === DIRECTIVE) return findDirective(text.toLowerCase()) !== undefined;
  if (kind === CALLEE) return SOURCE_LETTERS.test(firstWord) && (findWaveform(text.toLowerCase()) ?? findFurtherWaveform(text.toLowerCase())) !== undefined;
  if (kind !== WORD) return false;
  const lower = text.toLowerCase();
  return lower === PARAMETERS || (SOURCE_LETTERS.test(firstWord) && SOURCE_WORDS.has(lower));
}
