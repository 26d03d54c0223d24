import type { Dialect } from '../dialect/dialect.js';

/**
 * Numbers as SPICE writes them: digits, an exponent, a scale factor, and
 * letters (a unit) that mean nothing. `4k7` is 4000 but for a dialect that
 * takes the scale factor for a decimal point.
 */
export interface SpiceNumber {
  value: number;
  /** Offset of the first character after the digits and the exponent. */
  suffixStart: number;
  /** Offset of the first character after the scale factor; what follows is a unit. */
  unitStart: number;
  /** Offset of the first character that is no part of the number and its unit. */
  end: number;
}

/** What of a dialect the numbers depend on. */
export type NumberFacts = Pick<Dialect, 'scaleAsPoint' | 'atto' | 'xIsMega'>;

const PLAIN: NumberFacts = { scaleAsPoint: false, atto: false, xIsMega: false };

const ZERO = 48, NINE = 57, DOT = 46, PLUS = 43, MINUS = 45;

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** A letter of a unit: ASCII letters, µ, Ω, ° and what a decoder writes for one that it cannot read. */
function isUnitLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 0xb5 || code === 0x3bc || code === 0x3a9 || code === 0x2126 || code === 0xb0 || code === 0xfffd;
}

/**
 * The power of ten of the scale factor at `at`, and its length. `mil` is told
 * apart by the caller because it is no power of ten.
 */
function scaleFactor(text: string, at: number, facts: NumberFacts): { exponent: number; length: number } {
  switch (text.charCodeAt(at) | 0x20) {
    case 116: return { exponent: 12, length: 1 }; // t
    case 103: return { exponent: 9, length: 1 }; // g
    case 107: return { exponent: 3, length: 1 }; // k
    case 117: return { exponent: -6, length: 1 }; // u
    case 110: return { exponent: -9, length: 1 }; // n
    case 112: return { exponent: -12, length: 1 }; // p
    case 102: return { exponent: -15, length: 1 }; // f
    case 97: return facts.atto ? { exponent: -18, length: 1 } : NO_SCALE; // a
    case 120: return facts.xIsMega ? { exponent: 6, length: 1 } : NO_SCALE; // x
    case 109: { // m, meg, mil
      const second = text.charCodeAt(at + 1) | 0x20;
      const third = text.charCodeAt(at + 2) | 0x20;
      if (second === 101 && third === 103) return { exponent: 6, length: 3 };
      if (second === 105 && third === 108) return { exponent: NaN, length: 3 };
      return { exponent: -3, length: 1 };
    }
    default: {
      const code = text.charCodeAt(at);
      // µ, μ, and what a decoder writes for the byte of a µ that it cannot read.
      if (code === 0xb5 || code === 0x3bc || code === 0xfffd) return { exponent: -6, length: 1 };
      return NO_SCALE;
    }
  }
}

/** Beyond what any number of digits before it can make finite again. */
const LARGEST_EXPONENT = 1e9;
const NO_SCALE = { exponent: 0, length: 0 };

/**
 * Reads the number that begins at `start`, with an optional sign, or undefined
 * when none begins there. An `e` without digits after it is a unit letter.
 */
export function readNumber(text: string, start = 0, end = text.length, facts: NumberFacts = PLAIN): SpiceNumber | undefined {
  let at = start;
  let code = text.charCodeAt(at);
  if (code === PLUS || code === MINUS) code = text.charCodeAt(++at);
  const digitsStart = at;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  let digits = at - digitsStart;
  if (at < end && text.charCodeAt(at) === DOT) {
    const fraction = ++at;
    while (at < end && isDigit(text.charCodeAt(at))) at++;
    digits += at - fraction;
  }
  if (digits === 0) return undefined;
  const mantissaEnd = at;
  let exponent = 0;
  if (at < end && (text.charCodeAt(at) | 0x20) === 101) {
    let e = at + 1;
    const sign = text.charCodeAt(e);
    if (e < end && (sign === PLUS || sign === MINUS)) e++;
    if (e < end && isDigit(text.charCodeAt(e))) {
      while (e < end && isDigit(text.charCodeAt(e))) e++;
      // Larger ones are written with an exponent themselves, which is no number any more.
      exponent = Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, Number(text.slice(at + 1, e))));
      at = e;
    }
  }
  const suffixStart = at;
  let scale = at < end ? scaleFactor(text, at, facts) : NO_SCALE;
  if (at + scale.length > end) scale = NO_SCALE;
  at += scale.length;
  let mantissa = text.slice(start, mantissaEnd);
  if (facts.scaleAsPoint && scale.length > 0 && suffixStart === mantissaEnd && at < end && isDigit(text.charCodeAt(at)) && !mantissa.includes('.')) {
    const fraction = at;
    while (at < end && isDigit(text.charCodeAt(at))) at++;
    mantissa += `.${text.slice(fraction, at)}`;
  }
  const unitStart = at;
  while (at < end && (isUnitLetter(text.charCodeAt(at)) || (isDigit(text.charCodeAt(at)) && at > suffixStart))) at++;
  // The powers of ten are joined as text, so that the value is rounded once.
  let value: number;
  if (scale.length === 0 || Number.isNaN(scale.exponent)) {
    value = Number(exponent === 0 ? mantissa : `${mantissa}e${exponent}`);
    if (scale.length > 0) value *= 25.4e-6;
  } else {
    value = Number(`${mantissa}e${exponent + scale.exponent}`);
  }
  return { value, suffixStart, unitStart, end: at };
}

/** The value of a word that is a number as a whole, or undefined. */
export function parseNumber(text: string, facts: NumberFacts = PLAIN): number | undefined {
  const number = readNumber(text, 0, text.length, facts);
  return number !== undefined && number.end === text.length ? number.value : undefined;
}

const SCALES = [['g', 1e9], ['meg', 1e6], ['k', 1e3], ['', 1], ['m', 1e-3], ['u', 1e-6], ['n', 1e-9], ['p', 1e-12], ['f', 1e-15]] as const;

/** A positive number as people write it on a card: `4.7k`, `10n`. */
export function writtenNumber(value: number): string {
  for (const [scale, factor] of SCALES) if (value >= factor * 0.9999999) return `${Number((value / factor).toPrecision(6))}${scale}`;
  return String(Number(value.toPrecision(6)));
}
