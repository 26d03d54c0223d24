import { findParameter, parametersOfModelType, type RangeName } from './devices.js';

/** Between which values a parameter of a model makes sense. A border is out of the range where `open` says so. */
export interface ParameterRange {
  least: number;
  most: number;
  /** Whether the range ends before its borders. */
  openBelow: boolean;
  openAbove: boolean;
}

const POSITIVE: ParameterRange = { least: 0, most: Infinity, openBelow: true, openAbove: false };
const NOT_NEGATIVE: ParameterRange = { least: 0, most: Infinity, openBelow: false, openAbove: false };
/** Grading coefficients and the like: from 0 up to 1, which ngspice replaces by 0.9. */
const FRACTION: ParameterRange = { least: 0, most: 1, openBelow: false, openAbove: true };
const SHARE: ParameterRange = { least: 0, most: 1, openBelow: false, openAbove: false };

/** By the names that the solver gives them. */
const RANGES: Readonly<Record<RangeName, ParameterRange>> = { positive: POSITIVE, 'not negative': NOT_NEGATIVE, fraction: FRACTION, share: SHARE };

/** The range of a parameter of a model of this type, both in lower case; undefined where none is known. */
export function rangeOfParameter(type: string, name: string): ParameterRange | undefined {
  const range = findParameter(parametersOfModelType(type) ?? [], name)?.range;
  return range && RANGES[range];
}

export function isWithin(value: number, { least, most, openBelow, openAbove }: ParameterRange): boolean {
  return (openBelow ? value > least : value >= least) && (openAbove ? value < most : value <= most);
}

/** A range as in a sentence: `greater than 0`. */
export function shownRange({ least, most, openBelow, openAbove }: ParameterRange): string {
  const below = openBelow ? `greater than ${least}` : `at least ${least}`;
  return most === Infinity ? below : `${below} and ${openAbove ? 'less than' : 'at most'} ${most}`;
}

/** Options with the largest value that still means anything: beyond it every result is good enough. */
export const LARGEST_OPTIONS: Readonly<Record<string, { most: number; unit: string }>> = {
  reltol: { most: 0.1, unit: '' }, abstol: { most: 1e-3, unit: ' A' }, vntol: { most: 0.1, unit: ' V' }, chgtol: { most: 1e-6, unit: ' C' }, gmin: { most: 1e-3, unit: ' S' },
};
