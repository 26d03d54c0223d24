/** What LTspice's capacitors, inductors and voltage sources have on their cards, which ngspice has as elements of their own. */
export const PARASITICS: ReadonlySet<string> = new Set(['rser', 'lser', 'rpar', 'cpar', 'rlshunt']);

/** Why an inductor on LTspice's core has no form in ngspice. */
export function withoutHysteresis(name: string): string {
  return `ngspice has no inductor on a core with hysteresis, as ${name} is.`;
}

/** Why PSpice's windings on a core have no form in ngspice. */
export function withoutCore(name: string): string {
  return `ngspice has no windings on a core with hysteresis, as ${name} couples.`;
}

/** What of the results is another one in ngspice; undefined where all is the same. */
export function lossOfParasitics(letter: string, name: string, given: readonly string[]): string | undefined {
  if (letter === 'c' || !given.some((what) => what === 'rpar' || what === 'cpar')) return undefined;
  return `i(${name}) is the current of all that ${name} consists of; in the export it leaves out what flows beside it, in Rpar and Cpar.`;
}

/** An element with its parasitics, in ngspice's words. */
export interface ElementWithParasitics {
  /** `c`, `l` or `v`. */
  letter: string;
  name: string;
  nodes: readonly [string, string];
  /** Values by the names of the parasitics. */
  values: ReadonlyMap<string, string>;
  /** `m=2`, where there are several. */
  multiplier: readonly string[];
  /** A name that nobody has, made from a stem. */
  unused(stem: string): string;
}

/** The nodes between which the element itself is left, and the cards of what is around it. */
export function parasiticCards({ letter, name, nodes: [p, n], values, multiplier, unused }: ElementWithParasitics): { nodes: [string, string]; cards: string[][] } {
  const cards: string[][] = [];
  const stem = name.replaceAll('.', '_');
  const card = (kind: string, what: string, a: string, b: string, value: string): void => {
    cards.push([unused(`${kind}${stem}_${what}`), a, b, value, ...multiplier]);
  };
  const nonzero = (what: string): string | undefined => {
    const value = values.get(what);
    return value === undefined || Number(value) === 0 ? undefined : value;
  };
  let first = p;
  const coil = letter === 'c' ? nonzero('lser') : undefined;
  if (coil !== undefined) {
    const next = unused(`${stem}_coil`);
    card('l', 'ser', first, next, coil);
    const shunt = nonzero('rlshunt');
    if (shunt !== undefined) card('r', 'lshunt', first, next, shunt);
    first = next;
  }
  const resistance = nonzero('rser');
  if (resistance !== undefined) {
    const next = unused(`${stem}_inner`);
    card('r', 'ser', first, next, resistance);
    first = next;
  }
  const parallel = nonzero('rpar');
  if (parallel !== undefined && letter !== 'v') card('r', 'par', p, n, parallel);
  const capacitance = nonzero('cpar');
  if (capacitance !== undefined) card('c', 'par', p, n, capacitance);
  return { nodes: [first, n], cards };
}
