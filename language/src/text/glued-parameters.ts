import { isModelParameter } from '../reference/models.js';
import { readNumber } from './number.js';

/**
 * Where the value ends in `is=1e-14n=1`, which vendors write without the blank
 * that belongs before `n`. The word `[at, to)` stands before an equals sign; it
 * is cut before what is the name of a parameter, and left whole where none is.
 */
export function gluedEnd(text: string, at: number, to: number): number {
  const number = readNumber(text, at, to);
  if (number === undefined) return to;
  for (const end of [number.suffixStart, number.unitStart]) if (end < to && isModelParameter(text.slice(end, to))) return end;
  return to;
}
