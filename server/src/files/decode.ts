/**
 * Text of a netlist file. Netlists come in every encoding that their tools ever
 * wrote: UTF-8 with and without a byte order mark, UTF-16 (LTspice), Latin-1
 * and Windows-1252. The editor and the command line both read through here, so
 * they read alike.
 */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Decoded {
  text: string;
  encoding: Encoding;
}

export function decodeNetlist(bytes: Uint8Array): Decoded {
  const wide = utf16Of(bytes);
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return mostlyUtf8(bytes) ? { text: new TextDecoder().decode(bytes), encoding: 'utf-8' } : { text: decodeWindows1252(bytes), encoding: 'windows-1252' };
  }
}

// Bytes 0x80 to 0x9F of Windows-1252; all others are Latin-1. Node 20's own decoder reads these as
// control characters where browsers do not, so it cannot be used.
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Array.from(chunksOf(bytes), (chunk) => String.fromCharCode(...chunk)).join('');
  return latin1.replace(/[\x80-\x9f]/g, (c) => C1[c.charCodeAt(0) - 0x80]!);
}

/** A text in Windows-1252; undefined when it has a character that this lacks. */
export function encodeWindows1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Below and above the part that is its own it is Latin-1.
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : C1.indexOf(text[i]!) + 0x80;
    if (byte < 0x80 && code >= 0x80) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

/** Pieces small enough to be the arguments of one call. */
function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 8192) yield bytes.subarray(at, at + 8192);
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return utf16WithoutMark(bytes);
}

/**
 * Whether more characters beyond ASCII are well-formed UTF-8 than are not: a
 * text that was put together from several files, or that was cut off.
 */
function mostlyUtf8(bytes: Uint8Array): boolean {
  let wellFormed = 0;
  let malformed = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    const length = byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 1;
    let more = 1;
    while (more < length && i + more < bytes.length && (bytes[i + more]! & 0xc0) === 0x80) more++;
    if (length > 1 && more === length) {
      wellFormed++;
      i += length - 1;
    } else malformed++;
  }
  return wellFormed > malformed;
}

/** A netlist is mostly ASCII, so in UTF-16 nearly every other byte is zero. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 512) & ~1;
  if (length < 4) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) evenZeros++;
    if (bytes[i + 1] === 0) oddZeros++;
  }
  const most = 0.9 * (length / 2);
  if (oddZeros >= most && evenZeros === 0) return 'utf-16le';
  if (evenZeros >= most && oddZeros === 0) return 'utf-16be';
  return undefined;
}
