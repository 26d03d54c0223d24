import { placeOf } from '../design/places.js';
import { COMMA, isDigit } from '../text/characters.js';
import type { Rule } from './rule.js';

/** R, C, L, V and I. */
const HEADS = new Set([3, 9, 12, 18, 22]);
const WHOLE = /^[-+]?\d+$/;

/**
 * A number has a decimal point.
 *
 * A comma is a blank to SPICE, so that 4,7k are two numbers.
 */
export const decimalComma: Rule = {
  group: 'values',
  code: 'decimal-comma',
  severity: 'error',
  whereReached: true,
  summary: 'A number has a decimal point.',
  why: 'A comma separates as a blank does: 4,7k are the two numbers 4 and 7k, of which ngspice takes the second.',
  example: 'r1 a 0 4,7k',
  counterExample: 'r1 a 0 4.7k',
  checkElement({ placed, roles }, report) {
    if (!HEADS.has(placed.head)) return;
    const { places } = roles.layout;
    if (places.values.length < 2 || places.waveforms.length > 0 || places.keywords.length > 0) return;
    const { list } = roles;
    const at = places.values[0]!;
    const first = list[at], second = list[at + 1];
    if (first?.$type !== 'Word' || second?.$type !== 'Word' || places.values[1] !== at + 1 || !WHOLE.test(first.text)) return;
    const { uri, start, end } = placeOf(placed, first);
    const next = placeOf(placed, second);
    if (next.start !== end + 1 || placed.file.text.charCodeAt(end) !== COMMA || !isDigit(second.text.charCodeAt(0))) return;
    report({ uri, start, end: next.end }, `A comma separates two numbers, ${first.text} and ${second.text}. Write ${first.text}.${second.text} with a point.`, {
      fix: { title: `Write ${first.text}.${second.text}`, edits: [{ start: end, end: end + 1, newText: '.' }] },
    });
  },
};
