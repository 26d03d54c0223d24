import type { NamedValues } from './flat-devices.js';

/** Kinds of resistors, capacitors and inductors that an expression gives. */
export const PASSIVE_EXPRESSIONS: ReadonlySet<string> = new Set(['behavioural-resistor', 'behavioural-capacitor', 'behavioural-charge', 'behavioural-inductor', 'behavioural-flux']);

/** What a circuit's element is, in ngspice's words. */
export interface PassiveText {
  /** Name of the B source that has the element's current. */
  name: string;
  nodes: readonly [string, string];
  formula: string;
  parameters: readonly NamedValues[];
  multiplier: number;
  /** A name that nobody has, made from a stem. */
  unused(stem: string): string;
}

/** Degrees Celsius at which ngspice's sources have no temperature factor. */
const NOMINAL = 27;

/**
 * The cards of a resistor, capacitor or inductor of an expression: a B source
 * with its current, and what makes the rate of a voltage, a current or a charge.
 */
export function passiveCards(kind: string, text: PassiveText): string[][] {
  const { name, nodes: [p, n], multiplier: m, unused } = text;
  const value = withTemperature(text);
  const rate = kind === 'behavioural-resistor' ? '' : unused(`${name}_rate`);
  const times = m === 1 ? [] : [`m=${m}`];
  const per = m === 1 ? '' : `/${m}`;
  switch (kind) {
    case 'behavioural-resistor': {
      const cards = [[name, p, n, `i=v(${p},${n})/(${value})`, ...times]];
      if (numberOf(text, 'noisy') === 0) return cards;
      // The noise current of 1 Ω, over the root of the resistance.
      const [ohm, sense, node, noise] = [unused(`r${name}`), unused(`v${name}`), unused(`${name}_noise`), unused(`${name}_n`)];
      return [...cards, [noise, p, n, `i=i(${sense})*sqrt(${m}/(${value}))`], [ohm, node, '0', '1'], [sense, node, '0', '0']];
    }
    case 'behavioural-capacitor': {
      const source = unused(`e${name}`);
      return [[source, rate, '0', n, p, '1'], [unused(`c${name}`), rate, '0', '1'], [name, p, n, `i=i(${source})*(${value})`, ...times]];
    }
    case 'behavioural-charge':
      return [[name, p, n, `i=v(${rate})`, ...times], [unused(`${name}_q`), '0', rate, `i=${value}`], [unused(`l${name}`), rate, '0', '1']];
    case 'behavioural-inductor':
      return [[name, p, n, `v=v(${rate})*(${value})${per}`], [unused(`f${name}`), '0', rate, name, '1'], [unused(`l${name}`), rate, '0', '1']];
    default:
      return [[name, p, n, `v=v(${rate})${per}`], [unused(`${name}_flux`), '0', rate, `i=${value}`], [unused(`l${name}`), rate, '0', '1']];
  }
}

function numberOf({ parameters }: PassiveText, name: string): number {
  return parameters.find((parameter) => parameter.name === name)?.values[0] ?? 0;
}

/** The formula with its temperature coefficients, which ngspice would divide a capacitance by. */
function withTemperature(text: PassiveText): string {
  const [tc1, tc2] = [numberOf(text, 'tc1'), numberOf(text, 'tc2')];
  if (tc1 === 0 && tc2 === 0) return text.formula;
  const own = text.parameters.find(({ name }) => name === 'temp')?.values[0];
  const above = own === undefined ? `(temper-${NOMINAL - numberOf(text, 'dtemp')})` : `(${own - NOMINAL})`;
  return `(${text.formula})*(1+${tc1}*${above}+${tc2}*${above}*${above})`;
}
