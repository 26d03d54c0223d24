import type { ParsedText } from '../syntax/parsed-text.js';
import { HEAD_ENDL, HEAD_ENDS, HEAD_LIB, HEAD_SUBCKT } from '../text/card-head.js';

const known = new WeakMap<ParsedText, Int32Array>();

/**
 * For each `.subckt` card of a text the index of the `.ends` card that closes
 * it, and 0 where none does before a section of a library begins or ends.
 */
export function closingEnds(parsed: ParsedText): Int32Array {
  let ends = known.get(parsed);
  if (ends === undefined) known.set(parsed, (ends = findEnds(parsed)));
  return ends;
}

function findEnds({ table: { count, head } }: ParsedText): Int32Array {
  const ends = new Int32Array(count);
  const open: number[] = [];
  for (let i = 0; i < count; i++) {
    switch (head[i]) {
      case HEAD_SUBCKT: open.push(i); break;
      case HEAD_ENDS: {
        const start = open.pop();
        if (start !== undefined) ends[start] = i;
        break;
      }
      case HEAD_LIB: case HEAD_ENDL: open.length = 0; break;
      default: break;
    }
  }
  return ends;
}
