import type { Dialect } from '../dialect/dialect.js';
import { parseNumber, readNumber } from '../text/number.js';

/** Scale factors by their power of ten. */
const SCALES: ReadonlyMap<number, string> = new Map([[12, 'T'], [9, 'G'], [6, 'Meg'], [3, 'k'], [0, ''], [-3, 'm'], [-6, 'u'], [-9, 'n'], [-12, 'p'], [-15, 'f']]);
/** Numbers with more digits before or behind the point are not written in full. */
const MOST_DIGITS = 12;

/** The other ways to write a number that the dialect reads as the same one: `4.7k`, `4700`, `4.7e3`, and `4k7` where that is read. */
export function notationsOf(text: string, dialect: Dialect): string[] {
  const value = parseNumber(text, dialect);
  if (value === undefined || !Number.isFinite(value) || value === 0) return [];
  const unit = text.slice(readNumber(text, 0, text.length, dialect)!.unitStart);
  const [mantissa, power] = Math.abs(value).toExponential().split('e') as [string, string];
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  const found = new Set<string>();
  const step = Math.floor(exponent / 3) * 3;
  const scale = SCALES.get(step);
  if (scale !== undefined) {
    const scaled = pointed(digits, exponent - step);
    found.add(`${sign}${scaled}${scale}${unit}`);
    if (dialect.scaleAsPoint && scale !== '' && unit === '' && scaled.includes('.')) found.add(`${sign}${scaled.replace('.', scale)}`);
  }
  if (Math.abs(exponent) <= MOST_DIGITS && digits.length <= MOST_DIGITS) found.add(`${sign}${pointed(digits, exponent)}`);
  if (exponent !== 0) found.add(`${sign}${mantissa}e${exponent}`);
  return [...found].filter((notation) => notation !== text && parseNumber(notation, dialect) === value);
}

/** Digits with the point so many places behind the first one. */
function pointed(digits: string, places: number): string {
  if (places < 0) return `0.${'0'.repeat(-places - 1)}${digits}`;
  if (digits.length <= places + 1) return digits + '0'.repeat(places + 1 - digits.length);
  return `${digits.slice(0, places + 1)}.${digits.slice(places + 1)}`;
}
