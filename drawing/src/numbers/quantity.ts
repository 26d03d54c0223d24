/**
 * Engineering notation: a value and its SI unit as a person writes it,
 * `4.7 kΩ`, `159.2 Hz`, `−3.01 dB`, `12.5 µs`. The minus sign is U+2212.
 */

/** SI prefixes by the exponent of 1000; the empty one is at `PREFIX_ZERO`. */
const PREFIXES = ['a', 'f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P'];
const PREFIX_ZERO = 6;

/** Units that never take a prefix: a thousand degrees is 1000 °, not 1 k°. */
const WITHOUT_PREFIX = new Set(['dB', '°', '°C', '%', 'rad', 'dBV', 'dBm', '°/V', '1/K', 'ppm']);

export const MINUS = '\u2212';
/** What stands where there is no number. */
export const NO_VALUE = '\u2013';

/** Whether values in this unit are scaled by an SI prefix. */
export function takesPrefix(unit: string): boolean {
  return !WITHOUT_PREFIX.has(unit);
}

/**
 * The SI prefix that brings a magnitude into 1 … 999.
 * Returns the prefix and the factor that it stands for; beyond atto and peta
 * the nearest one.
 */
export function siPrefix(magnitude: number): { prefix: string; factor: number } {
  if (!(magnitude > 0) || !Number.isFinite(magnitude)) return { prefix: '', factor: 1 };
  // The small tolerance keeps 999.9999999999999 and 1000 together.
  const group = Math.floor(Math.log10(magnitude * (1 + 1e-12)) / 3);
  const index = Math.min(PREFIXES.length - 1, Math.max(0, group + PREFIX_ZERO));
  return { prefix: PREFIXES[index]!, factor: 10 ** (3 * (index - PREFIX_ZERO)) };
}

export interface QuantityOptions {
  /** Significant digits at most; trailing zeros are dropped. Default 4. */
  digits?: number;
  /** Stands between number and unit. Default a space. */
  separator?: string;
}

/**
 * A value with its unit. `unit` is the SI unit (`V`, `Ω`, `s`, `Hz`) or one of
 * those that take no prefix (`dB`, `°`, `°C`, `%`). Without a unit the prefix
 * follows the number directly: `4.7k`. Never throws; NaN gives an en dash.
 */
export function formatQuantity(value: number, unit: string, options: QuantityOptions = {}): string {
  const digits = options.digits ?? 4;
  const separator = options.separator ?? ' ';
  if (Number.isNaN(value)) return NO_VALUE;
  if (!Number.isFinite(value)) return `${value < 0 ? MINUS : ''}∞${unit ? separator + unit : ''}`;
  if (!takesPrefix(unit)) {
    const text = unit === 'dB' ? trimmed(value.toFixed(2)) : significant(value, digits);
    return `${sign(text)}${unit === '°' ? '' : separator}${unit}`;
  }
  if (value === 0) return unit ? `0${separator}${unit}` : '0';
  // Round first, so that 999.96 becomes 1 k and not 1000.
  const rounded = Number(value.toPrecision(digits));
  const { prefix, factor } = siPrefix(Math.abs(rounded));
  const scaled = rounded / factor;
  const text = Math.abs(scaled) >= 1e6 || Math.abs(scaled) < 1e-3 ? sign(exponent(rounded, digits)) : undefined;
  if (text !== undefined) return unit ? `${text}${separator}${unit}` : text;
  const number = sign(significant(scaled, digits));
  return unit ? `${number}${separator}${prefix}${unit}` : `${number}${prefix}`;
}

/**
 * A component's value as it stands beside its symbol: `4.7k`, `100n`, `5 V`
 * becomes `5V`; no space, so that it stays short.
 */
export function formatValue(value: number, unit = ''): string {
  return formatQuantity(value, unit, { separator: '' });
}

/** Numbers of an axis or of a table without unit: at most `digits` significant digits, trailing zeros dropped. */
export function formatNumber(value: number, digits = 6): string {
  if (Number.isNaN(value)) return NO_VALUE;
  if (!Number.isFinite(value)) return value < 0 ? `${MINUS}∞` : '∞';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e6 || magnitude < 1e-4)) return sign(exponent(value, digits));
  return sign(significant(value, digits));
}

function significant(value: number, digits: number): string {
  if (value === 0) return '0';
  const before = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  return trimmed(value.toFixed(Math.min(100, Math.max(0, digits - 1 - before))));
}

function exponent(value: number, digits: number): string {
  const [mantissa, power] = value.toExponential(digits - 1).split('e') as [string, string];
  return `${trimmed(mantissa)}e${power.replace('+', '')}`;
}

/** Drops trailing zeros of the fraction, and the sign of a zero. */
function trimmed(text: string): string {
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** Writes the minus signs as the typographic one. */
export function sign(text: string): string {
  return text.replace(/-/g, MINUS);
}
