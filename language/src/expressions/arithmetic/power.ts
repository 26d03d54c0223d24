import { clearLowWord, fromWords, highWord, lowWord, scaleByPowerOfTwo, withHighWord } from './words.js';

const IVLN2 = 1.44269504088896338700;
const IVLN2_HIGH = 1.44269502162933349609;
const IVLN2_LOW = 1.92596299112661746887e-8;
const CP = 9.61796693925975554329e-1;
const CP_HIGH = 9.61796700954437255859e-1;
const CP_LOW = -7.02846165095275826516e-9;
const LN2 = 6.93147180559945286227e-1;
const LN2_HIGH = 6.93147182464599609375e-1;
const LN2_LOW = -1.90465429995776804525e-9;

/** 0: y is no integer, 1: odd, 2: even. */
function parity(y: number, iy: number): 0 | 1 | 2 {
  if (iy >= 0x4340_0000) return 2;
  if (iy < 0x3ff0_0000 || y !== Math.trunc(y)) return 0;
  return y % 2 === 0 ? 2 : 1;
}

/** x^y by the rules of C: x^0 = 1, 1^y = 1, NaN for a negative x and a y that is no integer. */
export function pow(x: number, y: number): number {
  const hx = highWord(x) | 0;
  const lx = lowWord(x);
  const hy = highWord(y) | 0;
  const ly = lowWord(y);
  let ix = hx & 0x7fff_ffff;
  const iy = hy & 0x7fff_ffff;
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return NaN;
  const integer = hx < 0 ? parity(y, iy) : 0;
  if (ly === 0) {
    if (iy === 0x7ff0_0000) {
      if (ix === 0x3ff0_0000 && lx === 0) return 1;
      if (ix >= 0x3ff0_0000) return hy >= 0 ? y : 0;
      return hy >= 0 ? 0 : -y;
    }
    if (iy === 0x3ff0_0000) return hy >= 0 ? x : 1 / x;
    if (hy === 0x4000_0000) return x * x;
    if (hy === 0x3fe0_0000 && hx >= 0) return Math.sqrt(x);
  }
  let ax = Math.abs(x);
  if (lx === 0 && (ix === 0x7ff0_0000 || ix === 0 || ix === 0x3ff0_0000)) {
    let z = ax;
    if (hy < 0) z = 1 / z;
    if (hx < 0) {
      if (ix === 0x3ff0_0000 && integer === 0) z = NaN;
      else if (integer === 1) z = -z;
    }
    return z;
  }
  if (hx < 0 && integer === 0) return NaN;
  const sign = hx < 0 && integer === 1 ? -1 : 1;
  const overflow = sign * Infinity;
  const underflow = sign * 0;
  let t1: number, t2: number;
  if (iy > 0x41e0_0000) {
    // |y| > 2^31: the result overflows unless x is next to 1, where ln x is a short series.
    if (iy > 0x43f0_0000) {
      if (ix <= 0x3fef_ffff) return hy < 0 ? Infinity : 0;
      return hy > 0 ? Infinity : 0;
    }
    if (ix < 0x3fef_ffff) return hy < 0 ? overflow : underflow;
    if (ix > 0x3ff0_0000) return hy > 0 ? overflow : underflow;
    const t = ax - 1;
    const w = (t * t) * (0.5 - t * (0.3333333333333333 - t * 0.25));
    const u = IVLN2_HIGH * t;
    const v = t * IVLN2_LOW - w * IVLN2;
    t1 = clearLowWord(u + v);
    t2 = v - (t1 - u);
  } else {
    let n = 0;
    if (ix < 0x0010_0000) {
      ax *= 9007199254740992;
      n = -53;
      ix = highWord(ax);
    }
    n += (ix >> 20) - 0x3ff;
    const j = ix & 0x000f_ffff;
    ix = j | 0x3ff0_0000;
    let k = 0;
    if (j > 0x3_988e) {
      if (j < 0xb_b67a) {
        k = 1;
      } else {
        n += 1;
        ix -= 0x0010_0000;
      }
    }
    ax = withHighWord(ax, ix);
    // ss = (ax − b) / (ax + b) with b = 1 or 1.5, in a high and a low part.
    const b = k === 0 ? 1 : 1.5;
    const dpHigh = k === 0 ? 0 : 5.84962487220764160156e-1;
    const dpLow = k === 0 ? 0 : 1.35003920212974897128e-8;
    const u = ax - b;
    const v = 1 / (ax + b);
    const ss = u * v;
    const sHigh = clearLowWord(ss);
    let tHigh = fromWords(((ix >>> 1) | 0x2000_0000) + 0x0008_0000 + (k << 18), 0);
    let tLow = ax - (tHigh - b);
    const sLow = v * ((u - sHigh * tHigh) - sHigh * tLow);
    let s2 = ss * ss;
    let r = s2 * s2 * (5.99999999999994648725e-1 + s2 * (4.28571428578550184252e-1 + s2 * (3.33333329818377432918e-1
      + s2 * (2.72728123808534006489e-1 + s2 * (2.30660745775561754067e-1 + s2 * 2.06975017800338417784e-1)))));
    r += sLow * (sHigh + ss);
    s2 = sHigh * sHigh;
    tHigh = clearLowWord(3 + s2 + r);
    tLow = r - ((tHigh - 3) - s2);
    const u2 = sHigh * tHigh;
    const v2 = sLow * tHigh + tLow * ss;
    const pHigh = clearLowWord(u2 + v2);
    const pLow = v2 - (pHigh - u2);
    const zHigh = CP_HIGH * pHigh;
    const zLow = CP_LOW * pHigh + pLow * CP + dpLow;
    t1 = clearLowWord(((zHigh + zLow) + dpHigh) + n);
    t2 = zLow - (((t1 - n) - dpHigh) - zHigh);
  }
  // (y1 + y2) (t1 + t2) = log2 of the result.
  const y1 = clearLowWord(y);
  const pLow = (y - y1) * t1 + y * t2;
  let pHigh = y1 * t1;
  let z = pLow + pHigh;
  const j = highWord(z) | 0;
  const low = lowWord(z);
  if (j >= 0x4090_0000) {
    if (j !== 0x4090_0000 || low !== 0 || pLow + 8.008566259537294e-17 > z - pHigh) return overflow;
  } else if ((j & 0x7fff_ffff) >= 0x4090_cc00) {
    if (j >>> 0 !== 0xc090_cc00 || low !== 0 || pLow <= z - pHigh) return underflow;
  }
  const i = j & 0x7fff_ffff;
  let n = 0;
  if (i > 0x3fe0_0000) {
    n = j + (0x0010_0000 >> ((i >> 20) - 0x3ff + 1));
    const k = ((n & 0x7fff_ffff) >> 20) - 0x3ff;
    const t = fromWords(n & ~(0x000f_ffff >> k), 0);
    n = ((n & 0x000f_ffff) | 0x0010_0000) >> (20 - k);
    if (j < 0) n = -n;
    pHigh -= t;
  }
  const t = clearLowWord(pLow + pHigh);
  const u = t * LN2_HIGH;
  const v = (pLow - (t - pHigh)) * LN2 + t * LN2_LOW;
  z = u + v;
  const w = v - (z - u);
  const zz = z * z;
  const c = z - zz * (1.66666666666666019037e-1 + zz * (-2.77777777770155933842e-3 + zz * (6.61375632143793436117e-5
    + zz * (-1.65339022054652515390e-6 + zz * 4.13813679705723846039e-8))));
  const r = (z * c) / (c - 2) - (w + z * w);
  z = 1 - (r - z);
  const exponent = (highWord(z) + (n << 20)) | 0;
  z = exponent >> 20 <= 0 ? scaleByPowerOfTwo(z, n) : withHighWord(z, exponent);
  return sign * z;
}
