import { fromWords, highWord, lowWord, scaleByPowerOfTwo } from './words.js';

/** x = quarter · π/2 + remainder + tail, with |remainder| ≤ π/4 and the quarters counted modulo 8 for large x. */
export interface QuarterTurn { quarter: number; remainder: number; tail: number }

const TO_INTEGER = 1.5 / 2.2204460492503131e-16;
const INVERSE_HALF_PI = 6.36619772367581382433e-1;
const HALF_PI_1 = 1.57079632673412561417;
const HALF_PI_1_TAIL = 6.07710050650619224932e-11;
const HALF_PI_2 = 6.07710050630396597660e-11;
const HALF_PI_2_TAIL = 2.02226624879595063154e-21;
const HALF_PI_3 = 2.02226624871116645580e-21;
const HALF_PI_3_TAIL = 8.47842766036889956997e-32;

const result: QuarterTurn = { quarter: 0, remainder: 0, tail: 0 };

function answer(quarter: number, remainder: number, tail: number): QuarterTurn {
  result.quarter = quarter;
  result.remainder = remainder;
  result.tail = tail;
  return result;
}

/** One subtraction of `count` quarter turns: enough near the origin where nothing cancels. */
function few(x: number, count: number): QuarterTurn {
  const z = x - count * HALF_PI_1;
  const y = z - count * HALF_PI_1_TAIL;
  return answer(count, y, (z - y) - count * HALF_PI_1_TAIL);
}

/** Up to three subtractions, each with a further piece of π/2 (Cody and Waite). */
function medium(x: number, high: number): QuarterTurn {
  const count = x * INVERSE_HALF_PI + TO_INTEGER - TO_INTEGER;
  let r = x - count * HALF_PI_1;
  let w = count * HALF_PI_1_TAIL;
  let y = r - w;
  const exponent = high >>> 20;
  if (exponent - ((highWord(y) >>> 20) & 0x7ff) > 16) {
    let t = r;
    w = count * HALF_PI_2;
    r = t - w;
    w = count * HALF_PI_2_TAIL - ((t - r) - w);
    y = r - w;
    if (exponent - ((highWord(y) >>> 20) & 0x7ff) > 49) {
      t = r;
      w = count * HALF_PI_3;
      r = t - w;
      w = count * HALF_PI_3_TAIL - ((t - r) - w);
      y = r - w;
    }
  }
  return answer(count, y, (r - y) - w);
}

/** The result is one object that the next call overwrites. */
export function remainderOfQuarterTurn(x: number): QuarterTurn {
  const high = highWord(x) & 0x7fff_ffff;
  const negative = x < 0;
  if (high <= 0x400f_6a7a) {
    if ((high & 0xf_ffff) === 0x9_21fb) return medium(x, high);
    const count = high <= 0x4002_d97c ? 1 : 2;
    return few(x, negative ? -count : count);
  }
  if (high <= 0x401c_463b) {
    if (high <= 0x4015_fdbc) {
      if (high === 0x4012_d97c) return medium(x, high);
      return few(x, negative ? -3 : 3);
    }
    if (high === 0x4019_21fb) return medium(x, high);
    return few(x, negative ? -4 : 4);
  }
  if (high < 0x4139_21fb) return medium(x, high);
  // |x| in pieces of 24 bits, the first scaled to 2^23 … 2^24.
  let z = fromWords((high & 0x000f_ffff) | ((0x3ff + 23) << 20), lowWord(x));
  const pieces = [0, 0, 0];
  for (let i = 0; i < 2; i++) {
    pieces[i] = Math.trunc(z);
    z = (z - pieces[i]!) * 2 ** 24;
  }
  pieces[2] = z;
  let count = 3;
  while (count > 1 && pieces[count - 1] === 0) count--;
  large(pieces.slice(0, count), (high >>> 20) - (0x3ff + 23));
  return negative ? answer(-result.quarter, -result.remainder, -result.tail) : result;
}

/** 2/π in pieces of 24 bits. */
const TWO_OVER_PI = [
  0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7,
  0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c,
  0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11,
  0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7,
  0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20, 0x9af436, 0x1da9e3, 0x91615e,
  0xe61b08, 0x659985, 0x5f14a0, 0x68408d, 0xffd880, 0x4d7327, 0x310606, 0x1556ca, 0x73a8c9, 0x60e27b, 0xc08c6b,
] as const;

/** π/2 in pieces of 24 bits. */
const HALF_PI_PIECES = [
  1.57079625129699707031, 7.54978941586159635335e-8, 5.39030252995776476554e-15, 3.28200341580791294123e-22,
  1.27065575308067607349e-29, 1.22933308981111328932e-36, 2.73370053816464559624e-44, 2.16741683877804819444e-51,
] as const;

/** Terms of 2/π taken at first for a double's precision. */
const FIRST_TERMS = 4;

/** The reduction by multiplication with as much of 2/π as is needed (Payne and Hanek). */
function large(x: number[], e0: number): void {
  const jx = x.length - 1;
  const jv = Math.max(0, Math.trunc((e0 - 3) / 24));
  let q0 = e0 - 24 * (jv + 1);
  const f = new Float64Array(20);
  const q = new Float64Array(20);
  const fq = new Float64Array(20);
  const iq = new Int32Array(20);
  for (let i = 0, j = jv - jx; i <= jx + FIRST_TERMS; i++, j++) f[i] = j < 0 ? 0 : TWO_OVER_PI[j]!;
  for (let i = 0; i <= FIRST_TERMS; i++) {
    let sum = 0;
    for (let j = 0; j <= jx; j++) sum += x[j]! * f[jx + i - j]!;
    q[i] = sum;
  }
  let jz = FIRST_TERMS;
  let z: number, n: number, upper: number;
  for (;;) {
    // Distil q into 24-bit integers, the least significant first.
    z = q[jz]!;
    for (let j = jz, i = 0; j > 0; j--, i++) {
      const carry = Math.trunc(2 ** -24 * z);
      iq[i] = Math.trunc(z - 2 ** 24 * carry);
      z = q[j - 1]! + carry;
    }
    z = scaleByPowerOfTwo(z, q0);
    z -= 8 * Math.floor(z * 0.125);
    n = Math.trunc(z);
    z -= n;
    upper = 0;
    if (q0 > 0) {
      const i = iq[jz - 1]! >> (24 - q0);
      n += i;
      iq[jz - 1]! -= i << (24 - q0);
      upper = iq[jz - 1]! >> (23 - q0);
    } else if (q0 === 0) {
      upper = iq[jz - 1]! >> 23;
    } else if (z >= 0.5) {
      upper = 2;
    }
    if (upper > 0) {
      // The fraction exceeds one half: take 1 − q.
      n += 1;
      let borrowed = false;
      for (let i = 0; i < jz; i++) {
        const j = iq[i]!;
        if (borrowed) iq[i] = 0xff_ffff - j;
        else if (j !== 0) {
          borrowed = true;
          iq[i] = 0x100_0000 - j;
        }
      }
      if (q0 === 1) iq[jz - 1]! &= 0x7f_ffff;
      else if (q0 === 2) iq[jz - 1]! &= 0x3f_ffff;
      if (upper === 2) {
        z = 1 - z;
        if (borrowed) z -= scaleByPowerOfTwo(1, q0);
      }
    }
    if (z !== 0) break;
    let bits = 0;
    for (let i = jz - 1; i >= FIRST_TERMS; i--) bits |= iq[i]!;
    if (bits !== 0) break;
    // All significant bits cancelled: more terms of 2/π are needed.
    let k = 1;
    while (iq[FIRST_TERMS - k] === 0) k++;
    for (let i = jz + 1; i <= jz + k; i++) {
      f[jx + i] = TWO_OVER_PI[jv + i]!;
      let sum = 0;
      for (let j = 0; j <= jx; j++) sum += x[j]! * f[jx + i - j]!;
      q[i] = sum;
    }
    jz += k;
  }
  if (z === 0) {
    do {
      jz--;
      q0 -= 24;
    } while (iq[jz] === 0);
  } else {
    z = scaleByPowerOfTwo(z, -q0);
    if (z >= 2 ** 24) {
      const carry = Math.trunc(2 ** -24 * z);
      iq[jz] = Math.trunc(z - 2 ** 24 * carry);
      jz++;
      q0 += 24;
      iq[jz] = carry;
    } else {
      iq[jz] = Math.trunc(z);
    }
  }
  let scale = scaleByPowerOfTwo(1, q0);
  for (let i = jz; i >= 0; i--) {
    q[i] = scale * iq[i]!;
    scale *= 2 ** -24;
  }
  for (let i = jz; i >= 0; i--) {
    let sum = 0;
    for (let k = 0; k <= FIRST_TERMS && k <= jz - i; k++) sum += HALF_PI_PIECES[k]! * q[i + k]!;
    fq[jz - i] = sum;
  }
  let sum = 0;
  for (let i = jz; i >= 0; i--) sum += fq[i]!;
  const remainder = upper === 0 ? sum : -sum;
  sum = fq[0]! - sum;
  for (let i = 1; i <= jz; i++) sum += fq[i]!;
  answer(n & 7, remainder, upper === 0 ? sum : -sum);
}
