import type { ParsedFile } from './design.js';
import { HEAD_ALTER, HEAD_DATA, HEAD_END, HEAD_ENDDATA, HEAD_ENDS, HEAD_SUBCKT } from '../text/card-head.js';

/** Index of the `.enddata` that ends the table of a `.data` card; undefined where another structure begins before, and at the file's end. */
export function endOfTable({ heads }: ParsedFile, index: number, to: number): number | undefined {
  for (let i = index + 1; i < to; i++) {
    switch (heads[i]) {
      case HEAD_ENDDATA: return i;
      case HEAD_DATA: case HEAD_SUBCKT: case HEAD_ENDS: case HEAD_ALTER: case HEAD_END: return undefined;
      default: break;
    }
  }
  return undefined;
}

/** The `.alter` cards of a file from an index on: the variants of a deck. */
export function variantsFrom({ heads }: ParsedFile, index: number, to: number): number[] {
  const variants: number[] = [];
  for (let i = index; i < to; i++) if (heads[i] === HEAD_ALTER) variants.push(i);
  return variants;
}
