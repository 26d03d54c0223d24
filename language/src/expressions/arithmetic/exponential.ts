import { clearLowWord, fromWords, highWord, lowWord, scaleByPowerOfTwo } from './words.js';

const LN2_HIGH = 6.93147180369123816490e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.44269504088896338700;
const TWO_1023 = fromWords(0x7fe0_0000, 0);

/** e^x. Overflows to infinity above 709.78, to 0 below −745.13. */
export function exp(x: number): number {
  let high = highWord(x);
  const negative = high >>> 31;
  high &= 0x7fff_ffff;
  if (high >= 0x4086_232b) {
    if (x !== x) return x;
    if (x > 709.782712893383973096) return x * TWO_1023;
    if (x < -745.13321910194110842) return 0;
  }
  let hi: number, lo: number, k: number;
  if (high > 0x3fd6_2e42) {
    // |x| > ln 2 / 2: x = k ln 2 + r.
    k = high >= 0x3ff0_a2b2 ? Math.trunc(INVERSE_LN2 * x + (negative ? -0.5 : 0.5)) : 1 - negative - negative;
    hi = x - k * LN2_HIGH;
    lo = k * LN2_LOW;
    x = hi - lo;
  } else if (high > 0x3e30_0000) {
    k = 0;
    hi = x;
    lo = 0;
  } else {
    return 1 + x;
  }
  const xx = x * x;
  const c = x - xx * (1.66666666666666019037e-1 + xx * (-2.77777777770155933842e-3 + xx * (6.61375632143793436117e-5
    + xx * (-1.65339022054652515390e-6 + xx * 4.13813679705723846039e-8))));
  const y = 1 + (x * c / (2 - c) - lo + hi);
  return k === 0 ? y : scaleByPowerOfTwo(y, k);
}

/** e^x − 1, accurate for small x. */
export function expm1(x: number): number {
  const high = highWord(x) & 0x7fff_ffff;
  const negative = highWord(x) >>> 31;
  if (high >= 0x4043_687a) {
    if (x !== x) return x;
    if (negative) return -1;
    if (x > 7.09782712893383973096e2) return x * TWO_1023;
  }
  let k: number, c: number;
  if (high > 0x3fd6_2e42) {
    let hi: number, lo: number;
    if (high < 0x3ff0_a2b2) {
      hi = negative ? x + LN2_HIGH : x - LN2_HIGH;
      lo = negative ? -LN2_LOW : LN2_LOW;
      k = negative ? -1 : 1;
    } else {
      k = Math.trunc(INVERSE_LN2 * x + (negative ? -0.5 : 0.5));
      hi = x - k * LN2_HIGH;
      lo = k * LN2_LOW;
    }
    x = hi - lo;
    c = (hi - x) - lo;
  } else if (high < 0x3c90_0000) {
    return x;
  } else {
    c = 0;
    k = 0;
  }
  const hfx = 0.5 * x;
  const hxs = x * hfx;
  const r1 = 1 + hxs * (-3.33333333333331316428e-2 + hxs * (1.58730158725481460165e-3 + hxs * (-7.93650757867487942473e-5
    + hxs * (4.00821782732936239552e-6 + hxs * -2.01099218183624371326e-7))));
  const t = 3 - r1 * hfx;
  let e = hxs * ((r1 - t) / (6 - x * t));
  if (k === 0) return x - (x * e - hxs);
  e = x * (e - c) - c;
  e -= hxs;
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  const twoToK = fromWords((0x3ff + k) << 20, 0);
  if (k < 0 || k > 56) {
    const y = x - e + 1;
    return (k === 1024 ? y * 2 * TWO_1023 : y * twoToK) - 1;
  }
  const twoToMinusK = fromWords((0x3ff - k) << 20, 0);
  return k < 20 ? (x - e + (1 - twoToMinusK)) * twoToK : (x - (e + twoToMinusK) + 1) * twoToK;
}

const LG1 = 6.666666666666735130e-1;
const LG2 = 3.999999999940941908e-1;
const LG3 = 2.857142874366239149e-1;
const LG4 = 2.222219843214978396e-1;
const LG5 = 1.818357216161805012e-1;
const LG6 = 1.531383769920937332e-1;
const LG7 = 1.479819860511658591e-1;

/** The series in s = f / (2 + f) that all logarithms share: ln(1+f) = f − f²/2 + s (f²/2 + R). */
function logarithmSeries(s: number): number {
  const z = s * s;
  const w = z * z;
  const t1 = w * (LG2 + w * (LG4 + w * LG6));
  const t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  return t2 + t1;
}

/**
 * What both logarithms begin with: x = 2^k·(1 + f) with 1 + f between √½ and √2,
 * and the series of ln(1 + f). A number where x has no such form.
 */
function logarithmParts(x: number): number | { k: number; f: number; hfsq: number; s: number; r: number } {
  let high = highWord(x);
  let k = 0;
  if (high < 0x0010_0000 || high >>> 31 !== 0) {
    if (x === 0) return -1 / (x * x);
    if (high >>> 31 !== 0) return NaN;
    k = -54;
    x *= 2 ** 54;
    high = highWord(x);
  } else if (high >= 0x7ff0_0000) {
    return x;
  } else if (x === 1) {
    return 0;
  }
  high += 0x3ff0_0000 - 0x3fe6_a09e;
  k += (high >>> 20) - 0x3ff;
  const f = fromWords((high & 0x000f_ffff) + 0x3fe6_a09e, lowWord(x)) - 1;
  const hfsq = 0.5 * f * f;
  const s = f / (2 + f);
  return { k, f, hfsq, s, r: logarithmSeries(s) };
}

/** Natural logarithm: −infinity at 0, NaN below. */
export function log(x: number): number {
  const parts = logarithmParts(x);
  if (typeof parts === 'number') return parts;
  const { k, f, hfsq, s, r } = parts;
  return s * (hfsq + r) + k * LN2_LOW - hfsq + f + k * LN2_HIGH;
}

/** Decimal logarithm: −infinity at 0, NaN below. */
export function log10(x: number): number {
  const parts = logarithmParts(x);
  if (typeof parts === 'number') return parts;
  const { k, f, hfsq, s, r } = parts;
  const hi = clearLowWord(f - hfsq);
  const lo = f - hi - hfsq + s * (hfsq + r);
  let valueHigh = hi * 4.34294481878168880939e-1;
  const y = k * 3.01029995663611771306e-1;
  let valueLow = k * 3.69423907715893078616e-13 + (lo + hi) * 2.50829467116452752298e-11 + lo * 4.34294481878168880939e-1;
  const w = y + valueHigh;
  valueLow += (y - w) + valueHigh;
  valueHigh = w;
  return valueLow + valueHigh;
}

/** ln(1 + x), accurate for small x. */
export function log1p(x: number): number {
  const high = highWord(x);
  let k = 1, f = 0, c = 0;
  if (high < 0x3fda_827a || high >>> 31 !== 0) {
    if (high >= 0xbff0_0000) return x === -1 ? -Infinity : NaN;
    if ((high & 0x7fff_ffff) < 0x3ca0_0000) return x;
    // High words of negative numbers are the larger ones, so this also takes 0 ≤ x < √2 − 1.
    if (high <= 0xbfd2_bec4) {
      k = 0;
      f = x;
    }
  } else if (high >= 0x7ff0_0000) {
    return x;
  }
  if (k > 0) {
    const u = 1 + x;
    const uHigh = highWord(u) + 0x3ff0_0000 - 0x3fe6_a09e;
    k = (uHigh >>> 20) - 0x3ff;
    if (k < 54) c = (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u;
    f = fromWords((uHigh & 0x000f_ffff) + 0x3fe6_a09e, lowWord(u)) - 1;
  }
  const hfsq = 0.5 * f * f;
  const s = f / (2 + f);
  const r = logarithmSeries(s);
  return s * (hfsq + r) + (k * LN2_LOW + c) - hfsq + f + k * LN2_HIGH;
}
