import type { NamedValues } from './flat-devices.js';

/** Parameters of PSpice's and LTspice's diodes that ngspice 39 passes over. */
const UNKNOWN = ['ibvl', 'nbvl', 'tbv1', 'tbv2', 'tikf'];

/** What ngspice loses of a diode's model, whose card these words are. */
export function missingInDiode(words: readonly string[]): string[] {
  const given = new Set(words.map((word) => word.split('=', 1)[0]!.toLowerCase()));
  return UNKNOWN.filter((name) => given.has(name)).map((name) => `ngspice has no parameter ${name} of diodes and passes over it.`);
}

/**
 * The current of a diode of straight lines as a formula for a source of ngspice,
 * from the parameters of its model and its card. Source: LTspice's help, diode;
 * as in the solver's `ideal_diode.rs`.
 */
export function idealDiode(model: readonly NamedValues[], card: readonly NamedValues[], [anode, cathode]: readonly string[]): string {
  const of = (list: readonly NamedValues[], name: string) => list.find((parameter) => parameter.name === name)?.values[0];
  const series = of(card, 'n') ?? 1;
  const [positive, negative] = [`v(${anode!})`, `v(${cathode!})`];
  const whole = cathode === '0' ? positive : anode === '0' ? `(-${negative})` : `(${positive}-${negative})`;
  const v = series === 1 ? whole : `(${whole}/${series})`;
  const ron = of(model, 'ron') ?? 1;
  const off = of(model, 'roff') === undefined ? GMIN : 1 / of(model, 'roff')!;
  const vrev = of(model, 'vrev');
  const lines = [
    `(${off})*${v}`,
    `(${1 / ron - off})*${ramp(`${v}-(${of(model, 'vfwd') ?? 0})`, of(model, 'epsilon') ?? 0)}`,
  ];
  let formula = lines.join('+');
  if (vrev !== undefined) formula += `-(${1 / (of(model, 'rrev') ?? ron) - off})*${ramp(`-${v}-${Math.abs(vrev)}`, of(model, 'revepsilon') ?? 0)}`;
  return limited(limited(`(${formula})`, of(model, 'ilimit'), '>'), of(model, 'revilimit'), '<');
}

/** What ngspice's gmin is where `roff` is not given. */
const GMIN = 1e-12;

/** The area below a slope that rises from 0 to 1 over a width. */
function ramp(x: string, width: number): string {
  return width === 0 ? `uramp(${x})` : `(uramp(${x})^2-uramp(${x}-${width})^2)/${2 * width}`;
}

function limited(current: string, limit: number | undefined, side: '<' | '>'): string {
  return limit === undefined ? current : `(${current}${side}0 ? ${limit}*tanh(${current}/${limit}) : ${current})`;
}
