import { exp, expm1, log, log1p } from './exponential.js';
import { fromWords, highWord } from './words.js';

const LN2 = 0.6931471805599453;
/** 2043 ln 2, and 2^1021: e^x for an x whose half would overflow. */
const LN2_2043 = fromWords(0x4096_2066, 0x151a_dd8b);
const TWO_1021 = fromWords((0x3ff + 1021) << 20, 0);

/** e^x / 2 for large x, which overflows only when the result does. */
function halfExp(x: number): number {
  return exp(x - LN2_2043) * TWO_1021 * TWO_1021;
}

export function sinh(x: number): number {
  const h = highWord(x) >>> 31 !== 0 ? -0.5 : 0.5;
  const size = Math.abs(x);
  const high = highWord(size);
  if (high < 0x4086_2e42) {
    const t = expm1(size);
    if (high < 0x3ff0_0000) {
      if (high < 0x3ff0_0000 - (26 << 20)) return x;
      return h * (2 * t - t * t / (t + 1));
    }
    return h * (t + t / (t + 1));
  }
  return 2 * h * halfExp(size);
}

export function cosh(x: number): number {
  x = Math.abs(x);
  const high = highWord(x);
  if (high < 0x3fe6_2e42) {
    if (high < 0x3ff0_0000 - (26 << 20)) return 1;
    const t = expm1(x);
    return 1 + t * t / (2 * (1 + t));
  }
  if (high < 0x4086_2e42) {
    const t = exp(x);
    return 0.5 * (t + 1 / t);
  }
  return halfExp(x);
}

export function tanh(x: number): number {
  const negative = highWord(x) >>> 31 !== 0;
  const size = Math.abs(x);
  const high = highWord(size);
  let t: number;
  if (high > 0x3fe1_93ea) {
    if (high > 0x4034_0000) {
      t = 1 - 0 / size;
    } else {
      t = expm1(2 * size);
      t = 1 - 2 / (t + 2);
    }
  } else if (high > 0x3fd0_58ae) {
    t = expm1(2 * size);
    t = t / (t + 2);
  } else if (high >= 0x0010_0000) {
    t = expm1(-2 * size);
    t = -t / (t + 2);
  } else {
    t = size;
  }
  return negative ? -t : t;
}

export function asinh(x: number): number {
  const negative = highWord(x) >>> 31 !== 0;
  let y = Math.abs(x);
  const exponent = highWord(y) >>> 20;
  if (exponent >= 0x3ff + 26) y = log(y) + LN2;
  else if (exponent >= 0x3ff + 1) y = log(2 * y + 1 / (Math.sqrt(y * y + 1) + y));
  else if (exponent >= 0x3ff - 26) y = log1p(y + y * y / (Math.sqrt(y * y + 1) + 1));
  return negative ? -y : y;
}

/** NaN below 1. */
export function acosh(x: number): number {
  const exponent = (highWord(x) >>> 20) & 0x7ff;
  if (exponent < 0x3ff + 1) return log1p(x - 1 + Math.sqrt((x - 1) * (x - 1) + 2 * (x - 1)));
  if (exponent < 0x3ff + 26) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  return log(x) + LN2;
}

/** NaN outside −1 … 1, infinite at the ends. */
export function atanh(x: number): number {
  const negative = highWord(x) >>> 31 !== 0;
  let y = Math.abs(x);
  const exponent = highWord(y) >>> 20;
  if (exponent < 0x3ff - 1) {
    if (exponent >= 0x3ff - 32) y = 0.5 * log1p(2 * y + 2 * y * y / (1 - y));
  } else {
    y = 0.5 * log1p(2 * (y / (1 - y)));
  }
  return negative ? -y : y;
}
