import { formatQuantity, sign, siPrefix, takesPrefix } from './quantity.js';

/** Ticks of an axis: those with a label, and the small ones between. */
export interface Ticks {
  major: number[];
  minor: number[];
  /** Distance of the major ticks on a linear axis; 0 on a logarithmic one. */
  step: number;
}

/** Ticks that would not be told apart in a double are not made. */
const MOST_TICKS = 200;

/**
 * The largest step of 1, 2 or 5 times a power of ten that gives about `target`
 * intervals over `span`.
 */
export function niceStep(span: number, target: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const raw = span / Math.max(1, target);
  const power = 10 ** Math.floor(Math.log10(raw));
  const ratio = raw / power;
  return (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10) * power;
}

/** Ticks of a linear axis from `from` to `to` (axis units), about `target` intervals. */
export function linearTicks(from: number, to: number, target = 6): Ticks {
  return linearTicksOfStep(from, to, niceStep(to - from, target));
}

/** Ticks of an angle in degrees: steps of 15, 30, 45, 90 and 180 are nicer than 20 and 50. */
export function degreeTicks(from: number, to: number, target = 6): Ticks {
  const raw = (to - from) / Math.max(1, target);
  const nice = [5, 10, 15, 30, 45, 90, 180, 360];
  if (!(raw > 3)) return linearTicks(from, to, target);
  const step = nice.find((candidate) => candidate >= raw * 0.8) ?? 360 * Math.ceil(raw / 360);
  return linearTicksOfStep(from, to, step);
}

function linearTicksOfStep(from: number, to: number, step: number): Ticks {
  const major = multiples(from, to, step);
  const leading = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  const parts = Math.abs(leading - 2) < 1e-6 ? 4 : 5;
  const minor = multiples(from, to, step / parts).filter((value) => {
    const quotient = value / step;
    return Math.abs(quotient - Math.round(quotient)) > 1e-6;
  });
  return { major, minor, step };
}

function multiples(from: number, to: number, step: number): number[] {
  const result: number[] = [];
  if (!(step > 0) || !Number.isFinite(from) || !Number.isFinite(to)) return result;
  const tolerance = 1e-9;
  const first = Math.ceil(from / step - tolerance);
  const last = Math.floor(to / step + tolerance);
  if (last - first > MOST_TICKS) return result;
  for (let index = first; index <= last; index++) {
    // A multiple of a decimal step is rounded to the digits that it has, so that 0.3 is not 0.30000000000000004.
    const value = index * step;
    result.push(value === 0 ? 0 : Number(value.toPrecision(15)));
  }
  return result;
}

/**
 * Ticks of a logarithmic axis from `from` to `to` (axis units, both positive).
 * Over many decades every n-th decade has a label; below three decades 2 and 5
 * get one too; within a fraction of a decade the ticks are those of a linear axis.
 * @param target about how many labels there is room for
 */
export function logTicks(from: number, to: number, target = 8): Ticks {
  if (!(from > 0) || !(to > from) || !Number.isFinite(to)) return { major: [], minor: [], step: 0 };
  const decades = Math.log10(to / from);
  if (decades < 0.7) return linearTicks(from, to, target);
  const inside = (value: number): boolean => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9);
  const firstDecade = Math.floor(Math.log10(from) + 1e-9);
  const lastDecade = Math.ceil(Math.log10(to) - 1e-9);
  const every = Math.max(1, Math.ceil(decades / Math.max(1, target)));
  const mantissas = every > 1 || decades * 3 > target ? [1] : decades * 9 <= target ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1, 2, 5];
  const major: number[] = [];
  const minor: number[] = [];
  for (let decade = firstDecade; decade <= lastDecade; decade++) {
    for (let mantissa = 1; mantissa <= 9; mantissa++) {
      const value = Number(`${mantissa}e${decade}`);
      if (!inside(value)) continue;
      const labelled = mantissas.includes(mantissa) && (mantissa !== 1 || decade % every === 0);
      if (labelled) major.push(value);
      else if (every === 1 || mantissa === 1) minor.push(value);
    }
  }
  return { major, minor, step: 0 };
}

/** How the labels of one axis are written. */
export interface TickFormat {
  /** The unit with the prefix that all labels share: `ms`; stands in the axis's name. */
  unit: string;
  label(value: number): string;
}

/**
 * Labels of a linear axis: one SI prefix for all, taken from the larger end, and
 * as many decimals as the step needs, so that neighbours differ.
 * @param unit the SI unit, may be empty
 */
export function tickFormat(from: number, to: number, step: number, unit: string): TickFormat {
  const magnitude = Math.max(Math.abs(from), Math.abs(to));
  const scaled = takesPrefix(unit) && unit !== '';
  const { prefix, factor } = scaled ? siPrefix(magnitude) : { prefix: '', factor: 1 };
  const relative = step / factor;
  const decimals = relative > 0 ? Math.min(15, Math.max(0, -Math.floor(Math.log10(relative) + 1e-9))) : 3;
  const largest = magnitude / factor;
  if (largest >= 1e7 || (largest > 0 && largest < 1e-4)) {
    // Far outside of the prefixes, or without unit: the exponent carries the size.
    const power = Math.floor(Math.log10(largest));
    const mantissaDecimals = Math.min(15, Math.max(0, power - Math.floor(Math.log10(relative) + 1e-9)));
    return {
      unit: prefix + unit,
      label: (value) => (value === 0 ? '0' : sign((value / factor).toExponential(mantissaDecimals).replace('+', ''))),
    };
  }
  return {
    unit: prefix + unit,
    label(value) {
      const text = (value / factor).toFixed(decimals);
      return Number(text) === 0 ? '0' : sign(text);
    },
  };
}

/** Labels of a logarithmic axis: each has its own prefix, `100`, `1k`, `10M`; the unit stands in the axis's name. */
export function logTickFormat(unit: string): TickFormat {
  return { unit, label: (value) => formatQuantity(value, '', { digits: 6 }) };
}
