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

type Ranges = Readonly<Record<string, ParameterRange>>;

function ranges(positive: string, notNegative: string, fraction: string, share = ''): Ranges {
  const table: Record<string, ParameterRange> = {};
  for (const [names, range] of [[positive, POSITIVE], [notNegative, NOT_NEGATIVE], [fraction, FRACTION], [share, SHARE]] as const) {
    for (const name of names.split(' ')) if (name !== '') table[name] = range;
  }
  return table;
}

const DIODE = ranges('is js n vj pb eg', 'rs cjo cj0 tt kf isr ikf', 'm mj fc');
const BIPOLAR = ranges('is nf nr ne nc bf vje pe vjc pc eg', 'br vaf var ikf ikr ise isc rb rbm re rc irb cje cjc cjs ccs tf tr kf vjs ps', 'mje me mjc mc mjs ms fc', 'xcjc');
const JUNCTION_FET = ranges('n pb', 'beta rd rs cgs cgd is kf', 'fc');
const MOSFET = ranges('tox toxe uo u0', 'kp rsh cgso cgdo cgbo cbd cbs cj cjsw kf', 'fc');
const SWITCH = ranges('ron roff', '', '');
const RESISTOR = ranges('', 'rsh kf', '');
const CAPACITOR = ranges('thick di', 'cj cox cjsw capsw', '');
const INDUCTOR = ranges('csect dia length mu', '', '');

const BY_TYPE: Readonly<Record<string, Ranges>> = {
  d: DIODE, npn: BIPOLAR, pnp: BIPOLAR, lpnp: BIPOLAR, njf: JUNCTION_FET, pjf: JUNCTION_FET, nmos: MOSFET, pmos: MOSFET, sw: SWITCH, vswitch: SWITCH, csw: SWITCH, iswitch: SWITCH,
  r: RESISTOR, res: RESISTOR, c: CAPACITOR, cap: CAPACITOR, l: INDUCTOR, ind: INDUCTOR,
};

/** The range of a parameter of a model of this type, both in lower case; undefined where none is known. */
export function rangeOfParameter(type: string, name: string): ParameterRange | undefined {
  const table = BY_TYPE[type];
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
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
