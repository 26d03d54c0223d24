import { remainderOfQuarterTurn } from './quarter-turn.js';
import { clearLowWord, highWord } from './words.js';

/** sin(x + y) for |x| ≤ π/4; `y` is the tail of x. */
function kernelSin(x: number, y: number, hasTail: boolean): number {
  const z = x * x;
  const w = z * z;
  const r = 8.33333333332248946124e-3 + z * (-1.98412698298579493134e-4 + z * 2.75573137070700676789e-6)
    + z * w * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10);
  const v = z * x;
  if (!hasTail) return x + v * (-1.66666666666666324348e-1 + z * r);
  return x - ((z * (0.5 * y - v * r) - y) - v * -1.66666666666666324348e-1);
}

/** cos(x + y) for |x| ≤ π/4; `y` is the tail of x. */
function kernelCos(x: number, y: number): number {
  const z = x * x;
  const w = z * z;
  const r = z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5))
    + w * w * (-2.75573143513906633035e-7 + z * (2.08757232129817482790e-9 + z * -1.13596475577881948265e-11));
  const hz = 0.5 * z;
  const c = 1 - hz;
  return c + (((1 - c) - hz) + (z * r - x * y));
}

const T = [
  3.33333333333334091986e-1, 1.33333333333201242699e-1, 5.39682539762260521377e-2, 2.18694882948595424599e-2,
  8.86323982359930005737e-3, 3.59207910759131235356e-3, 1.45620945432529025516e-3, 5.88041240820264096874e-4,
  2.46463134818469906812e-4, 7.81794442939557092300e-5, 7.14072491382608190305e-5, -1.85586374855275456654e-5,
  2.59073051863633712884e-5,
] as const;

/** tan(x + y) for |x| ≤ π/4, or −1 / tan(x + y) when `odd`. */
function kernelTan(x: number, y: number, odd: boolean): number {
  const high = highWord(x);
  const big = (high & 0x7fff_ffff) >= 0x3fe5_9428;
  const negative = high >>> 31 !== 0;
  if (big) {
    if (negative) {
      x = -x;
      y = -y;
    }
    x = (7.85398163397448278999e-1 - x) + (3.06161699786838301793e-17 - y);
    y = 0;
  }
  const z = x * x;
  const w2 = z * z;
  const ro = T[1] + w2 * (T[3] + w2 * (T[5] + w2 * (T[7] + w2 * (T[9] + w2 * T[11]))));
  const v = z * (T[2] + w2 * (T[4] + w2 * (T[6] + w2 * (T[8] + w2 * (T[10] + w2 * T[12])))));
  const s = z * x;
  const r = y + z * (s * (ro + v) + y) + s * T[0];
  const w = x + r;
  if (big) {
    const one = odd ? -1 : 1;
    const result = one - 2 * (x + (r - w * w / (w + one)));
    return negative ? -result : result;
  }
  if (!odd) return w;
  const w0 = clearLowWord(w);
  const tail = r - (w0 - x);
  const a = -1 / w;
  const a0 = clearLowWord(a);
  return a0 + a * (1 + a0 * w0 + a0 * tail);
}

/** The argument is in radians; NaN for an infinite one. */
export function sin(x: number): number {
  const high = highWord(x) & 0x7fff_ffff;
  if (high <= 0x3fe9_21fb) return high < 0x3e50_0000 ? x : kernelSin(x, 0, false);
  if (high >= 0x7ff0_0000) return NaN;
  const turn = remainderOfQuarterTurn(x);
  switch (turn.quarter & 3) {
    case 0: return kernelSin(turn.remainder, turn.tail, true);
    case 1: return kernelCos(turn.remainder, turn.tail);
    case 2: return -kernelSin(turn.remainder, turn.tail, true);
    default: return -kernelCos(turn.remainder, turn.tail);
  }
}

/** The argument is in radians; NaN for an infinite one. */
export function cos(x: number): number {
  const high = highWord(x) & 0x7fff_ffff;
  if (high <= 0x3fe9_21fb) return high < 0x3e46_a09e ? 1 : kernelCos(x, 0);
  if (high >= 0x7ff0_0000) return NaN;
  const turn = remainderOfQuarterTurn(x);
  switch (turn.quarter & 3) {
    case 0: return kernelCos(turn.remainder, turn.tail);
    case 1: return -kernelSin(turn.remainder, turn.tail, true);
    case 2: return -kernelCos(turn.remainder, turn.tail);
    default: return kernelSin(turn.remainder, turn.tail, true);
  }
}

/** The argument is in radians; NaN for an infinite one. */
export function tan(x: number): number {
  const high = highWord(x) & 0x7fff_ffff;
  if (high <= 0x3fe9_21fb) return high < 0x3e40_0000 ? x : kernelTan(x, 0, false);
  if (high >= 0x7ff0_0000) return NaN;
  const turn = remainderOfQuarterTurn(x);
  return kernelTan(turn.remainder, turn.tail, (turn.quarter & 1) !== 0);
}
