import { NONE } from '@nodal/protocol';
import type { PlacedCard } from '../design/design.js';
import type { Argument, DirectiveCard } from '../generated/ast.js';
import { flatArguments, operandText } from '../design/operands.js';
import { NGSPICE } from '../dialect/ngspice.js';
import { dialectOf } from '../dialect/registry.js';
import { findDirective } from '../reference/directives.js';
import { actsIn, findOption, optionDefault, OPTIONS, type OptionFacts } from '../reference/options.js';
import type { Run } from '../circuit/builder.js';
import { similarNames } from './definitions.js';
import type { Elaboration } from './elaboration.js';
import type { Frame } from './frame.js';
import { suggest } from './signals.js';
import type { Values } from './values.js';

/** Settings that hold for all analyses of a deck. */
export interface Settings {
  /** The options in force: a run of the circuit's parameters. */
  options: Run;
  /** Value of the temperature, or `NONE`. */
  temperature: number;
  /** Values of all temperatures of `.temp`, each of which has a run of its own, and the origin of the card. */
  temperatures: number[];
  temperaturesOrigin: number;
}

/** The canonical keyword of a card: `.option` is `.options`. */
export function keyword(text: string): string {
  const lower = text.toLowerCase();
  return findDirective(lower)?.name ?? lower;
}

/**
 * Reads `.options` and `.temp`, after which the elaboration's temperature is
 * that of the circuit. Later cards win; the command's overrides win over all.
 */
export function readSettings(elaboration: Elaboration, values: Values, top: Frame): Settings {
  const { builder, design, dialect, overrides } = elaboration;
  const options = new Map<string, { value: number; text: string | undefined; origin: number }>();
  let temperature = NONE;
  let temperatures: number[] = [];
  let temperaturesOrigin = NONE;
  for (const placed of design.directives) {
    const word = keyword(placed.card.keyword);
    if (word === '.temp') {
      const [first, ...more] = flatArguments(placed.card);
      if (!first || first.$type === 'Assignment') {
        elaboration.tellAt('warning', 'missing-value', placed, undefined, 'This card has no effect: .temp needs a temperature in degrees Celsius, such as .temp 27');
        continue;
      }
      temperatures = [first, ...more].filter((operand) => operand.$type !== 'Assignment').map((operand) => values.value(values.textOf(placed, operand), top)).filter((value) => value !== NONE);
      temperaturesOrigin = elaboration.cardOrigin(placed);
      temperature = temperatures[0] ?? NONE;
    } else if (word === '.options') {
      const list = flatArguments(placed.card);
      const xyce = xycePackage(elaboration, placed, list[0]);
      if (xyce === 'inert') continue;
      for (const argument of xyce === 'device' ? list.slice(1) : list) {
        const name = argument.$type === 'Assignment'
          ? (argument.target.$type === 'Word' ? argument.target.text : '')
          : operandText(placed, argument).text;
        const facts = findOption(name.toLowerCase());
        if (!facts) {
          const near = similarNames(name, OPTIONS.map((option) => option.name));
          elaboration.tellAt('warning', 'unknown-option', placed, argument.$type === 'Assignment' ? argument.target : argument, `There is no option '${name}'; it has no effect.${suggest(near)}`, undefined, { name, near: near[0] });
          continue;
        }
        if (!actsIn(facts, dialect.name)) {
          const reason = facts.reason ?? (facts.only === undefined ? undefined : `it acts in decks of ${facts.only.map((name) => dialectOf(name).title).join(', ')}`);
          if (!facts.informs) elaboration.tellAt('warning', 'inert-option', placed, argument, `The option '${facts.name}' has no effect in Nodal${reason === undefined ? '' : `: ${reason}`}.`);
          continue;
        }
        const given = argument.$type === 'Assignment' ? argument.value : undefined;
        const origin = elaboration.origin(placed, argument);
        // It is read where parameters get their values, and is no matter of the solver.
        if (facts.name === 'parhier') continue;
        if (facts.kind === 'word') {
          const text = given ? operandText(placed, given).text.toLowerCase() : facts.name;
          options.set(facts.name, { value: NONE, text, origin });
          if (facts.name === 'method' && OTHER_METHODS.has(text)) {
            options.delete('method');
            elaboration.tellAt('warning', 'inert-option', placed, argument, `The integration method '${text}' is not one of Nodal's, which are trap and gear; it takes trap.`);
          } else if (facts.name === 'method' && !/^(trap|trapezoidal|gear)$/.test(text)) elaboration.tellAt('error', 'value-out-of-range', placed, argument, `There is no integration method '${text}'; there are trap and gear.`);
          continue;
        }
        if (!given) {
          if (facts.kind === 'number') {
            elaboration.tellAt('warning', 'missing-value', placed, argument, `The option '${facts.name}' has no effect without a value: ${facts.name}=${optionDefault(facts, dialect.name) ?? '…'}`);
            continue;
          }
          options.set(facts.name, { value: builder.value(1), text: undefined, origin });
          continue;
        }
        const value = values.value(values.textOf(placed, given), top);
        if (value === NONE) continue;
        const number = builder.circuit.values.constant[value]!;
        const wanted = outOfRange(facts, number);
        if (wanted !== undefined) {
          elaboration.tellAt('error', 'value-out-of-range', placed, argument, `The option '${facts.name}' is ${number}; it must be ${wanted}.`);
          continue;
        }
        options.set(facts.name, { value, text: undefined, origin });
      }
    }
  }
  for (const { name, value } of overrides.options()) {
    const facts = findOption(name)!;
    options.set(facts.name, typeof value === 'string'
      ? { value: NONE, text: value, origin: NONE }
      : { value: builder.value(value), text: undefined, origin: NONE });
  }
  const byOption = options.get('temp');
  if (byOption && temperature === NONE) temperature = byOption.value;
  options.delete('temp');
  const override = overrides.take('temp');
  if (override !== undefined) {
    temperature = builder.value(override);
    temperatures = [];
  }
  // The temperature of a job without one is ngspice's.
  if (dialect.temperature !== NGSPICE.temperature && temperature === NONE) temperature = builder.value(dialect.temperature);
  if (temperature !== NONE) elaboration.temperature = builder.circuit.values.constant[temperature]!;

  const scale = options.get('scale');
  if (scale !== undefined) elaboration.scale = builder.circuit.values.constant[scale.value]!;

  const start = builder.parametersEnd;
  for (const [name, option] of options) {
    if (option.text !== undefined) builder.textParameter(name, option.origin, option.text);
    else builder.parameter(name, option.origin, option.value, 1);
  }
  return { options: { start, count: options.size }, temperature, temperatures, temperaturesOrigin };
}

/** Integration methods of other simulators. */
const OTHER_METHODS = new Set(['modtrap', 'bdf', 'bdf2', 'default', 'gearonly', '7', '8']);

/** Xyce's packages of options, by what Nodal does with a card of one; options of `device` are those that others have without a package. */
const XYCE_PACKAGES: ReadonlyMap<string, 'device' | 'inert' | 'informs'> = new Map([
  ['device', 'device'], ['output', 'informs'], ['diagnostic', 'informs'], ['measure', 'informs'], ['parser', 'informs'], ['dist', 'informs'], ['restart', 'informs'],
  ...['timeint', 'nonlin', 'nonlin-tran', 'nonlin-hb', 'loca', 'linsol', 'linsol-hb', 'linsol-ac', 'samples', 'embeddedsamples', 'pces', 'sensitivity', 'hbint', 'fft'].map((name) => [name, 'inert'] as const),
]);

/** What a card of `.options` is whose first word is a package of Xyce; undefined when it is none. */
function xycePackage(elaboration: Elaboration, placed: PlacedCard<DirectiveCard>, first: Argument | undefined): 'device' | 'inert' | undefined {
  const name = first?.$type === 'Word' ? first.text.toLowerCase() : '';
  const effect = XYCE_PACKAGES.get(name);
  if (effect === undefined || flatArguments(placed.card)[1]?.$type !== 'Assignment') return undefined;
  if (effect === 'inert') elaboration.tellAt('warning', 'inert-option', placed, first, `The options of Xyce's package ${name} have no effect in Nodal.`);
  return effect === 'device' ? 'device' : 'inert';
}

/** What a number would have to be; undefined when it is in its range. */
function outOfRange({ range: { above, least, most } }: OptionFacts, number: number): string | undefined {
  if (above !== undefined && !(number > above)) return `greater than ${above}`;
  if (most !== undefined && !(number >= least! && number <= most)) return `from ${least} to ${most}`;
  return least !== undefined && !(number >= least) ? `at least ${least}` : undefined;
}
