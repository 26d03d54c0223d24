import { principalValue } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import { lookupModel, lookupParameter } from '../design/lookup.js';
import type { Rule } from './rule.js';

/** R, C and L. */
const HEADS = new Set([3, 12, 18]);
const FORM = /^(\d+)(k|m|meg|u|µ|μ|n|p|g|r)(\d+)$/i;

/**
 * A scale factor stands behind the digits.
 *
 * 4k7 is 4.7k in LTspice only.
 */
export const scaleAsPoint: Rule = {
  group: 'portability',
  code: 'scale-as-point',
  severity: 'warning',
  whereReached: true,
  summary: 'A scale factor stands behind the digits.',
  why: 'On parts 4k7 means 4.7k, and LTspice reads it so. ngspice and the others stop at the letter: 4k7 is 4k.',
  example: 'r1 a 0 4k7',
  counterExample: 'r1 a 0 4.7k',
  checkElement({ placed, scope, roles }, report) {
    if (!HEADS.has(placed.head) || placed.file.parsed.dialect.scaleAsPoint) return;
    const value = principalValue(roles);
    if (value?.$type !== 'Word' || value.text.length < 3) return;
    const last = value.text.charCodeAt(value.text.length - 1);
    if (last < 48 || last > 57) return;
    const parts = FORM.exec(value.text);
    if (parts === null || lookupModel(scope, value.text) !== undefined || lookupParameter(scope, value.text) !== undefined) return;
    const scale = /^r$/i.test(parts[2]!) ? '' : parts[2]!;
    const meant = `${parts[1]}.${parts[3]}${scale}`;
    const place = placeOf(placed, value);
    report(place, `${value.text} is read as ${parts[1]}${scale}: only LTspice takes the letter for a point. Write ${meant}.`, { fix: { title: `Write ${meant}`, edits: [{ start: place.start, end: place.end, newText: meant }] } });
  },
};
