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
  const encoding = detectEncoding(bytes);
  // Windows-1252 maps every byte, and equals Latin-1 where netlists use it (µ is 0xB5 in both).
  const text = new TextDecoder(encoding, { ignoreBOM: false }).decode(bytes);
  return { text, encoding };
}

function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const unmarked = utf16WithoutMark(bytes);
  if (unmarked) return unmarked;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** A netlist is mostly ASCII, so in UTF-16 nearly every other byte is zero. */
function utf16WithoutMark(bytes: Uint8Array): Encoding | undefined {
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
