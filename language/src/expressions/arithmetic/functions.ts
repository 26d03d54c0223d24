import { exp, log, log10 } from './exponential.js';
import { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic.js';
import { acos, asin, atan, atan2 } from './inverse-trigonometric.js';
import { pow } from './power.js';
import { cos, sin, tan } from './trigonometric.js';

/** Computes a function of the `count` numbers from `base` on. */
export type Apply = (a: Float64Array, base: number, count: number) => number;

const one = (f: (x: number) => number): Apply => (a, i) => f(a[i]!);
const two = (f: (x: number, y: number) => number): Apply => (a, i) => f(a[i]!, a[i + 1]!);
const truth = (holds: boolean): number => (holds ? 1 : 0);
const sign = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : 0);

/** The integer below or above the size of x, with the sign of x (which a zero keeps). */
function roundedSize(x: number, up: (rest: number, below: number) => boolean): number {
  const size = Math.abs(x);
  const below = Math.floor(size);
  const rounded = up(size - below, below) ? below + 1 : below;
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}

/** Halves to the even integer. */
function nearest(x: number): number {
  return roundedSize(x, (rest, below) => rest > 0.5 || (rest === 0.5 && below % 2 === 1));
}

/** Halves away from zero. */
function round(x: number): number {
  return roundedSize(x, (rest) => rest >= 0.5);
}

/** The real part of a power: of a negative base with an exponent that is no integer too. */
function realPower(x: number, y: number): number {
  if (!(x < 0) || y === Math.trunc(y)) return pow(x, y);
  // Powers to odd multiples of one half are imaginary.
  return 2 * y === Math.trunc(2 * y) ? 0 : pow(-x, y) * cos(Math.PI * y);
}

/** Straight lines through points with rising x, constant outside of them. */
function table(a: Float64Array, base: number, count: number): number {
  const x = a[base]!;
  const points = Math.floor((count - 1) / 2);
  let before = base + 1;
  if (!(x > a[before]!)) return a[before + 1]!;
  for (let i = 1; i < points; i++) {
    const next = before + 2;
    if (x < a[next]!) {
      return a[before + 1]! + (x - a[before]!) / (a[next]! - a[before]!) * (a[next + 1]! - a[before + 1]!);
    }
    before = next;
  }
  return a[before + 1]!;
}

/**
 * The arithmetic of programs, by the function names of `reference/functions.json`.
 * The solver has the same table; every operation and its order count, because
 * `reference/function-vectors.json` holds both to the same bits.
 */
export const ARITHMETIC: Readonly<Record<string, Apply>> = {
  '+': (a, i) => a[i]! + a[i + 1]!,
  '-': (a, i) => a[i]! - a[i + 1]!,
  '*': (a, i) => a[i]! * a[i + 1]!,
  '/': (a, i) => a[i]! / a[i + 1]!,
  '%': (a, i) => a[i]! % a[i + 1]!,
  '\\': two((x, y) => Math.trunc(x / y)),
  neg: (a, i) => -a[i]!,
  '<': two((x, y) => truth(x < y)),
  '>': two((x, y) => truth(x > y)),
  '<=': two((x, y) => truth(x <= y)),
  '>=': two((x, y) => truth(x >= y)),
  '==': two((x, y) => truth(x === y)),
  '!=': two((x, y) => truth(x !== y)),
  '&&': two((x, y) => truth(x !== 0 && y !== 0)),
  '||': two((x, y) => truth(x !== 0 || y !== 0)),
  '!': one((x) => truth(x === 0)),
  '?:': (a, i) => (a[i] !== 0 ? a[i + 1]! : a[i + 2]!),
  abs: one(Math.abs),
  acos: one(acos),
  acosh: one(acosh),
  asin: one(asin),
  asinh: one(asinh),
  atan: one(atan),
  atan2: two(atan2),
  atanh: one(atanh),
  buf: one((x) => truth(x > 0.5)),
  cbrt: one((x) => sign(x) * pow(Math.abs(x), 1 / 3)),
  ceil: one(Math.ceil),
  cos: one(cos),
  cosh: one(cosh),
  exp: one(exp),
  floor: one(Math.floor),
  hypot: two((x, y) => Math.sqrt(x * x + y * y)),
  im: one(() => 0),
  int: one(Math.trunc),
  hpow: two((x, y) => (x === 0 ? 0 : pow(x, x < 0 ? Math.trunc(y) : y))),
  inv: one((x) => truth(!(x > 0.5))),
  limit: (a, i) => {
    const x = a[i]!, p = a[i + 1]!, q = a[i + 2]!;
    const low = q < p ? q : p;
    const high = q < p ? p : q;
    return x < low ? low : x > high ? high : x;
  },
  ln: one(log),
  log10: one(log10),
  max: two((x, y) => (y > x ? y : x)),
  min: two((x, y) => (y < x ? y : x)),
  nint: one(nearest),
  ph: one((x) => atan2(0, x)),
  pow: two(pow),
  pwr: two((x, y) => pow(Math.abs(x), y)),
  pwrs: two((x, y) => (x === 0 ? pow(0, y) : sign(x) * pow(Math.abs(x), y))),
  re: one((x) => x),
  repow: two(realPower),
  round: one(round),
  sgn: one(sign),
  sign: two((x, y) => Math.abs(x) * sign(y)),
  sin: one(sin),
  sinh: one(sinh),
  slog: one((x) => sign(x) * log(Math.abs(x))),
  slog10: one((x) => sign(x) * log10(Math.abs(x))),
  sqr: one((x) => x * x),
  sqrt: one(Math.sqrt),
  ssqrt: one((x) => sign(x) * Math.sqrt(Math.abs(x))),
  table,
  tan: one(tan),
  tanh: one(tanh),
  u: one((x) => truth(x > 0)),
  uramp: one((x) => (x > 0 ? x : 0)),
};
