/**
 * The two halves of a double. The functions in this folder follow FDLIBM
 * (as FreeBSD's msun, musl and Rust's `libm` carry it), operation by operation,
 * so that a value computed here has the same bits as in the solver; a browser's
 * or Node's own `Math` promises no such thing and differs between versions.
 *
 * The algorithms and constants are FDLIBM's: Copyright (C) 1993 by Sun
 * Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun
 * Microsystems, Inc. business. Permission to use, copy, modify, and distribute
 * that software is freely granted, provided that this notice is preserved.
 */
const float = new Float64Array(1);
const half = new Uint32Array(float.buffer);

float[0] = 1;
/** Index of the high word: typed arrays have the machine's byte order. */
const HIGH = half[1] !== 0 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and the upper 20 bits of the fraction, as an unsigned word. */
export function highWord(x: number): number {
  float[0] = x;
  return half[HIGH]!;
}

/** The lower 32 bits of the fraction, as an unsigned word. */
export function lowWord(x: number): number {
  float[0] = x;
  return half[LOW]!;
}

/** The double with these two words. */
export function fromWords(high: number, low: number): number {
  half[HIGH] = high;
  half[LOW] = low;
  return float[0]!;
}

/** `x` with its high word replaced. */
export function withHighWord(x: number, high: number): number {
  float[0] = x;
  half[HIGH] = high;
  return float[0]!;
}

/** `x` with the lower half of its fraction cleared. */
export function clearLowWord(x: number): number {
  float[0] = x;
  half[LOW] = 0;
  return float[0]!;
}

/** The 64 bits as 16 hexadecimal digits, as the test vectors write them; every NaN is `nan`. */
export function toBits(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  return highWord(x).toString(16).padStart(8, '0') + lowWord(x).toString(16).padStart(8, '0');
}

/** The inverse of `toBits`. */
export function fromBits(bits: string): number {
  if (bits === 'nan') return NaN;
  return fromWords(parseInt(bits.slice(0, 8), 16), parseInt(bits.slice(8), 16));
}

const TWO_1023 = fromWords(0x7fe0_0000, 0);
/** 2^-1022 · 2^53: scaling in two steps rounds a subnormal result once only. */
const TWO_MINUS_969 = fromWords(0x0010_0000, 0) * 2 ** 53;

/** x · 2^n, exact except where the result is subnormal, which is rounded once. */
export function scaleByPowerOfTwo(x: number, n: number): number {
  if (n > 1023) {
    x *= TWO_1023;
    n -= 1023;
    if (n > 1023) {
      x *= TWO_1023;
      n = Math.min(n - 1023, 1023);
    }
  } else if (n < -1022) {
    x *= TWO_MINUS_969;
    n += 969;
    if (n < -1022) {
      x *= TWO_MINUS_969;
      n = Math.max(n + 969, -1022);
    }
  }
  return x * fromWords((0x3ff + n) << 20, 0);
}
