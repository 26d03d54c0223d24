import { describe, expect, it } from 'vitest';
import { reencoded } from './encode.js';

const bytes = (...values: (number | string)[]) => Uint8Array.from(values.flatMap((value) => (typeof value === 'number' ? [value] : [...value].map((c) => c.charCodeAt(0)))));
const wide = (text: string, mark: number[] = []) => Uint8Array.from([...mark, ...[...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])]);

/** What comes of a file when `1k` is changed to another text: its bytes as a string of Latin-1, or the reason. */
function changed(before: Uint8Array, to: string): string {
  const answer = reencoded(before, (text) => text.replace('1k', to));
  return 'reason' in answer ? answer.reason : String.fromCharCode(...answer.bytes);
}

const latin = (...values: (number | string)[]) => String.fromCharCode(...bytes(...values));

describe('a changed file keeps its encoding', () => {
  it.each([
    ['ASCII', bytes('r1 a 0 1k\r\n'), '2k', latin('r1 a 0 2k\r\n')],
    ['UTF-8', bytes('* ', 0xc3, 0xa9, '\nr1 a 0 1k\n'), '2µ', latin('* ', 0xc3, 0xa9, '\nr1 a 0 2', 0xc2, 0xb5, '\n')],
    ['UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, 'r1 a 0 1k'), '2k', latin(0xef, 0xbb, 0xbf, 'r1 a 0 2k')],
    ['UTF-16 with a mark', wide('r1 a 0 1k', [0xff, 0xfe]), '2Ω', String.fromCharCode(...wide('r1 a 0 2Ω', [0xff, 0xfe]))],
    ['UTF-16 without a mark', wide('r1 a 0 1k'), '2k', String.fromCharCode(...wide('r1 a 0 2k'))],
    ['Windows-1252', bytes('* 5', 0x80, ' ', 0xb5, '\nr1 a 0 1k\n'), '2µ', latin('* 5', 0x80, ' ', 0xb5, '\nr1 a 0 2', 0xb5, '\n')],
  ])('%s', (_name, before, to, after) => {
    expect(changed(before, to)).toBe(after);
  });

  it('says what cannot be written without loss', () => {
    expect(changed(bytes('* ', 0xb5, '\nr1 a 0 1k\n'), '2Ω')).toBe('its encoding (windows-1252) lacks a character that the change needs');
    expect(changed(bytes('* ', 0xc3, 0xa9, 0xc3, 0xa9, 0xb5, '\nr1 a 0 1k\n'), '2k')).toBe('it holds bytes that are no text in its encoding (utf-8), which would be lost');
  });
});
