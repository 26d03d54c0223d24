import { clearLowWord, highWord, lowWord } from './words.js';

const HALF_PI_HIGH = 1.57079632679489655800;
const HALF_PI_LOW = 6.12323399573676603587e-17;
const TWO_MINUS_120 = 2 ** -120;

/** The rational approximation of (asin(√z) − √z) / √z that asin and acos share. */
function arcsineRatio(z: number): number {
  const p = z * (1.66666666666666657415e-1 + z * (-3.25565818622400915405e-1 + z * (2.01212532134862925881e-1
    + z * (-4.00555345006794114027e-2 + z * (7.91534994289814532176e-4 + z * 3.47933107596021167570e-5)))));
  const q = 1 + z * (-2.40339491173441421878 + z * (2.02094576023350569471 + z * (-6.88283971605453293030e-1
    + z * 7.70381505559019352791e-2)));
  return p / q;
}

/** Radians, −π/2 … π/2; NaN outside −1 … 1. */
export function asin(x: number): number {
  const high = highWord(x);
  const size = high & 0x7fff_ffff;
  if (size >= 0x3ff0_0000) {
    return size === 0x3ff0_0000 && lowWord(x) === 0 ? x * HALF_PI_HIGH + TWO_MINUS_120 : NaN;
  }
  if (size < 0x3fe0_0000) {
    return size >= 0x0010_0000 && size < 0x3e50_0000 ? x : x + x * arcsineRatio(x * x);
  }
  const z = (1 - Math.abs(x)) * 0.5;
  const s = Math.sqrt(z);
  const r = arcsineRatio(z);
  let y: number;
  if (size >= 0x3fef_3333) {
    y = HALF_PI_HIGH - (2 * (s + s * r) - HALF_PI_LOW);
  } else {
    const f = clearLowWord(s);
    const c = (z - f * f) / (s + f);
    y = 0.5 * HALF_PI_HIGH - (2 * s * r - (HALF_PI_LOW - 2 * c) - (0.5 * HALF_PI_HIGH - 2 * f));
  }
  return high >>> 31 !== 0 ? -y : y;
}

/** Radians, 0 … π; NaN outside −1 … 1. */
export function acos(x: number): number {
  const high = highWord(x);
  const size = high & 0x7fff_ffff;
  if (size >= 0x3ff0_0000) {
    if (size !== 0x3ff0_0000 || lowWord(x) !== 0) return NaN;
    return high >>> 31 !== 0 ? 2 * HALF_PI_HIGH + TWO_MINUS_120 : 0;
  }
  if (size < 0x3fe0_0000) {
    if (size <= 0x3c60_0000) return HALF_PI_HIGH + TWO_MINUS_120;
    return HALF_PI_HIGH - (x - (HALF_PI_LOW - x * arcsineRatio(x * x)));
  }
  if (high >>> 31 !== 0) {
    const z = (1 + x) * 0.5;
    const s = Math.sqrt(z);
    const w = arcsineRatio(z) * s - HALF_PI_LOW;
    return 2 * (HALF_PI_HIGH - (s + w));
  }
  const z = (1 - x) * 0.5;
  const s = Math.sqrt(z);
  const f = clearLowWord(s);
  const c = (z - f * f) / (s + f);
  const w = arcsineRatio(z) * s + c;
  return 2 * (f + w);
}

const ATAN_HIGH = [4.63647609000806093515e-1, 7.85398163397448278999e-1, 9.82793723247329054082e-1, 1.57079632679489655800] as const;
const ATAN_LOW = [2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17] as const;
const A = [
  3.33333333333329318027e-1, -1.99999999998764832476e-1, 1.42857142725034663711e-1, -1.11111104054623557880e-1,
  9.09088713343650656196e-2, -7.69187620504482999495e-2, 6.66107313738753120669e-2, -5.83357013379057348645e-2,
  4.97687799461593236017e-2, -3.65315727442169155270e-2, 1.62858201153657823623e-2,
] as const;

/** Radians, −π/2 … π/2. */
export function atan(x: number): number {
  const word = highWord(x);
  const negative = word >>> 31 !== 0;
  const high = word & 0x7fff_ffff;
  if (high >= 0x4410_0000) {
    if (x !== x) return x;
    return negative ? -ATAN_HIGH[3] : ATAN_HIGH[3];
  }
  // The argument is moved to the nearest of 0, 0.5, 1, 1.5 and infinity.
  let anchor = -1;
  if (high < 0x3fdc_0000) {
    if (high < 0x3e40_0000) return x;
  } else {
    x = Math.abs(x);
    if (high < 0x3fe6_0000) {
      x = (2 * x - 1) / (2 + x);
      anchor = 0;
    } else if (high < 0x3ff3_0000) {
      x = (x - 1) / (x + 1);
      anchor = 1;
    } else if (high < 0x4003_8000) {
      x = (x - 1.5) / (1 + 1.5 * x);
      anchor = 2;
    } else {
      x = -1 / x;
      anchor = 3;
    }
  }
  const z = x * x;
  const w = z * z;
  const s1 = z * (A[0] + w * (A[2] + w * (A[4] + w * (A[6] + w * (A[8] + w * A[10])))));
  const s2 = w * (A[1] + w * (A[3] + w * (A[5] + w * (A[7] + w * A[9]))));
  if (anchor < 0) return x - x * (s1 + s2);
  const y = ATAN_HIGH[anchor]! - (x * (s1 + s2) - ATAN_LOW[anchor]! - x);
  return negative ? -y : y;
}

const PI = 3.141592653589793;
const PI_LOW = 1.2246467991473532e-16;

/** The angle of the point (x, y) in radians, −π … π. */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  if (x === 1) return atan(y);
  const yNegative = highWord(y) >>> 31 !== 0;
  const xNegative = highWord(x) >>> 31 !== 0;
  if (y === 0) return xNegative ? (yNegative ? -PI : PI) : y;
  if (x === 0) return yNegative ? -PI / 2 : PI / 2;
  if (!Number.isFinite(x)) {
    if (!Number.isFinite(y)) {
      const angle = xNegative ? 3 * PI / 4 : PI / 4;
      return yNegative ? -angle : angle;
    }
    const angle = xNegative ? PI : 0;
    return yNegative ? -angle : angle;
  }
  const ix = highWord(x) & 0x7fff_ffff;
  const iy = highWord(y) & 0x7fff_ffff;
  if (ix + (64 << 20) < iy || iy === 0x7ff0_0000) return yNegative ? -PI / 2 : PI / 2;
  const z = xNegative && iy + (64 << 20) < ix ? 0 : atan(Math.abs(y / x));
  if (!xNegative) return yNegative ? -z : z;
  return yNegative ? (z - PI_LOW) - PI : PI - (z - PI_LOW);
}
