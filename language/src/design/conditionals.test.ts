import { describe, expect, it } from 'vitest';
import { parseText } from '../syntax/parse-document.js';
import { conditionalsOf, inactiveCards } from './conditionals.js';

/** The cards that count, by their first words; `1` holds, `0` does not, `?` cannot be decided. */
function active(text: string): string {
  const parsed = parseText(text, false);
  const conditionals = conditionalsOf(parsed);
  const words = Array.from({ length: parsed.table.count }, (_, i) => parsed.text.slice(parsed.table.start[i], parsed.table.end[i]));
  const inactive = inactiveCards(conditionals, words.length, (card) => (words[card]!.includes('?') ? undefined : words[card]!.includes('1')));
  const counted = words.filter((word, i) => inactive[i] === 0 && !word.startsWith('.')).join(' ');
  const wrong = [...conditionals.stray.map((i) => `stray ${words[i]}`), ...[...conditionals.unclosed].map((i) => `unclosed ${words[i]}`)];
  return [counted, ...wrong].join('; ');
}

describe('conditionals', () => {
  it.each([
    ['a\n.if 1\nb\n.else\nc\n.endif\nd', 'a b d'],
    ['a\n.if 0\nb\n.else\nc\n.endif\nd', 'a c d'],
    ['.if 0\nb\n.elseif 1\nc\n.elseif 1\nd\n.else\ne\n.endif', 'c'],
    ['.if 0\nb\n.endif\na', 'a'],
    ['.IF 1\n.if 0\na\n.else\nb\n.ENDIF\n.else\n.if 1\nc\n.endif\n.endif', 'b'],
    ['.if ?\na\n.else\nb\n.endif', 'a b'],
    ['.if 0\n.if ?\na\n.endif\n.endif\nb', 'b'],
    ['.if 1\na\n.elseif ?\nb\n.endif', 'a'],
    ['.else\na\n.endif', 'a; stray .else; stray .endif'],
    ['.if 0\na\n.else\nb\n.elseif 1\nc\n.else\nd\n.endif', 'b c d; stray .elseif 1; stray .else'],
    ['.if 0\na', '; unclosed .if 0'],
    ['.if 1\na\n.endif\nb', 'a b'],
  ])('%j', (text, expected) => expect(active(text)).toBe(expected));
});
