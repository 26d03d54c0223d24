import { decodeNetlist, encodeWindows1252 } from './decode.js';

/**
 * The bytes of a file whose text was changed, in the encoding that it has:
 * `before` are its bytes, `change` makes the new text of the old one. A reason
 * instead when they cannot be had without loss: the file holds bytes that are no
 * text, or the new text has characters that its encoding lacks.
 */
export function reencoded(before: Uint8Array, change: (text: string) => string): { bytes: Uint8Array } | { reason: string } {
  const { text, encoding } = decodeNetlist(before);
  const mark = markOf(before);
  const encode = (content: string): Uint8Array | undefined => {
    switch (encoding) {
      case 'utf-8': return new TextEncoder().encode(content);
      case 'utf-16le': return utf16(content, false);
      case 'utf-16be': return utf16(content, true);
      case 'windows-1252': return encodeWindows1252(content);
    }
  };
  const same = encode(text);
  if (same === undefined || !equal(same, before.subarray(mark.length))) return { reason: `it holds bytes that are no text in its encoding (${encoding}), which would be lost` };
  const bytes = encode(change(text));
  if (bytes === undefined) return { reason: `its encoding (${encoding}) lacks a character that the change needs` };
  return { bytes: concatenated(mark, bytes) };
}

/** The byte order mark that a text is decoded without. */
function markOf(bytes: Uint8Array): Uint8Array {
  const isMark = (...mark: number[]) => mark.every((byte, i) => bytes[i] === byte);
  return bytes.subarray(0, isMark(0xef, 0xbb, 0xbf) ? 3 : isMark(0xff, 0xfe) || isMark(0xfe, 0xff) ? 2 : 0);
}

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), !bigEndian);
  return bytes;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
