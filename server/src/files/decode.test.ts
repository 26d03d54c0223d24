import { describe, expect, it } from 'vitest';
import { decodeNetlist } from './decode.js';

const text = 'Title\nc1 a 0 4.7µF\n.end\n';
const utf16 = (bigEndian: boolean, mark: boolean) => {
  const bytes = new Uint8Array(text.length * 2 + (mark ? 2 : 0));
  const view = new DataView(bytes.buffer);
  if (mark) view.setUint16(0, 0xfeff, !bigEndian);
  [...text].forEach((c, i) => view.setUint16(2 * i + (mark ? 2 : 0), c.charCodeAt(0), !bigEndian));
  return bytes;
};

describe('decodeNetlist', () => {
  it.each([
    ['utf-8', new TextEncoder().encode(text)],
    ['utf-8', new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)])],
    ['windows-1252', Uint8Array.from(text, (c) => c.charCodeAt(0))],
    ['utf-16le', utf16(false, true)],
    ['utf-16be', utf16(true, true)],
    ['utf-16le', utf16(false, false)],
    ['utf-16be', utf16(true, false)],
  ])('reads %s', (encoding, bytes) => {
    expect(decodeNetlist(bytes)).toEqual({ text, encoding });
  });

  it('reads UTF-8 with a few bytes of another encoding, as editors do', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('c1 a 0 1µ\nc2 a 0 2µ ; ±\n* '), 0xb1, 0x0a]);
    expect(decodeNetlist(bytes)).toEqual({ text: 'c1 a 0 1µ\nc2 a 0 2µ ; ±\n* \ufffd\n', encoding: 'utf-8' });
    expect(decodeNetlist(new Uint8Array([0x31, 0xb5, 0x20, 0xc2, 0xb5, 0x20, 0xe4])).encoding).toBe('windows-1252');
  });
  it('reads nothing and one byte', () => {
    expect(decodeNetlist(new Uint8Array()).text).toBe('');
    expect(decodeNetlist(new Uint8Array([0x80])).text).toBe('€');
  });
});
