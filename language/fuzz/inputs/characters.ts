import { decodeNetlist } from '@nodal/server/files/decode';
import type { Random } from '../random.js';
import { BLANKS, LINE_BREAKS, SIGNS } from './vocabulary.js';

const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

/** Bytes as a file may hold them, read the way the host reads a file. */
export function randomBytes(random: Random): string {
  const bytes = new Uint8Array(random.size(600));
  const form = random.below(4);
  for (let i = 0; i < bytes.length; i++) {
    const zero = form === 1 && i % 2 === 1;
    bytes[i] = zero ? 0 : form === 2 && !random.oneIn(10) ? 32 + random.below(95) : form === 3 && random.oneIn(12) ? 10 : random.below(256);
  }
  if (random.oneIn(10)) bytes.set(random.pick([[0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb]]).slice(0, bytes.length));
  return decodeNetlist(bytes).text;
}

/** Characters of one kind or of all, half of a surrogate pair included, with line ends and signs between. */
export function randomCharacters(random: Random): string {
  const length = random.size(400);
  const parts: string[] = [];
  const widest = random.pick([0x80, 0x100, 0x3000, 0x10000]);
  for (let i = 0; i < length; i++) {
    switch (random.below(10)) {
      case 0: parts.push(random.pick(LINE_BREAKS)); break;
      case 1: parts.push(random.pick(SIGNS)); break;
      case 2: parts.push(random.pick(BLANKS)); break;
      case 3: parts.push(String.fromCharCode(random.below(widest))); break;
      default: parts.push(random.pick(ASCII));
    }
  }
  return parts.join('');
}
