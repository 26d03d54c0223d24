import { NONE, type Circuit, type Event, type Frequencies, type Measure, type Presentation, type Signal } from '@nodal/protocol';
import { DIALECTS } from '../dialect/registry.js';
import { PUSH_CONSTANT, PUSH_INPUT } from '../expressions/programs.js';
import type { FlatCircuit } from './flat-devices.js';

/** What could not be written: the origin of the card and why. */
export type Lose = (origin: number, message: string) => void;

const VARIATIONS = { decade: 'dec', octave: 'oct', linear: 'lin' } as const;
const STATISTICS = { min: 'min', max: 'max', peakToPeak: 'pp', average: 'avg', rms: 'rms', integral: 'integ', minAt: 'min_at', maxAt: 'max_at' } as const;
const PARTS = { value: '', magnitude: 'm', decibel: 'db', phase: 'p', real: 'r', imaginary: 'i' } as const;

/** What a sweep changes, where it is no kind of device. */
const SWEPT: Readonly<Record<string, string>> = { parameter: 'parameter', deviceParameter: 'device\'s parameter', modelParameter: 'model\'s parameter', option: 'option' };

/** The cards of a circuit that are no devices: options, conditions, analyses, what is kept, shown and measured. */
export function directiveCards(flat: FlatCircuit, lose: Lose): string[][] {
  const { circuit } = flat;
  const cards: string[][] = [];
  const job = circuit.analyses[0];
  if (job !== undefined) {
    const options = flat.parameters(job.optionsStart, job.optionsCount).map(({ name, values, text }) => `${name}=${text ?? values[0]}`);
    // Nodal and ngspice take the temperature of models from the dialect, each from its own.
    const nominal = (DIALECTS as Readonly<Record<string, { temperature: number }>>)[circuit.dialect]?.temperature ?? 27;
    if (nominal !== 27 && !options.some((option) => option.startsWith('tnom='))) options.unshift(`tnom=${nominal}`);
    if (job.temperature !== NONE) options.push(`temp=${flat.number(job.temperature)}`);
    if (options.length > 0) cards.push(['.options', ...options]);
    for (const [word, list] of [['.ic', job.initialConditions], ['.nodeset', job.nodesets]] as const) {
      if (list.length > 0) cards.push([word, ...list.map(({ node, value }) => `v(${flat.node(node)})=${flat.number(value)}`)]);
    }
    if (job.saves.length > 0) cards.push(['.save', ...job.saves.map((signal) => saved(flat, signal))]);
  }
  for (const { analysis, origin } of circuit.analyses) {
    const card = analysisCard(flat, analysis, origin, lose);
    if (card !== undefined) cards.push(card);
  }
  for (const { origin } of job?.steps ?? []) lose(origin, 'ngspice has no .step; the analyses run once. A script with alter, alterparam or altermod in a loop repeats them.');
  for (const measure of circuit.measures) {
    const card = measureCard(flat, measure);
    if (card === undefined) lose(measure.origin, `The measure ${measure.name} is computed from others, or of a form or a formula that ngspice does not have.`);
    else cards.push(card);
  }
  for (const { frequency, harmonics, periods, signals, origin } of circuit.fouriers) {
    const written = signals.map((signal) => signalText(flat, signal)).filter((signal) => signal !== undefined);
    if (written.length < signals.length) lose(origin, 'ngspice cannot take the harmonics of all of these results; the others are left out.');
    if (harmonics !== NONE || periods !== NONE) lose(origin, 'ngspice has no numbers of harmonics and periods on .four; it takes nine over the last period.');
    if (written.length > 0) cards.push(['.four', String(flat.number(frequency)), ...written]);
  }
  for (const presentation of circuit.presentations) cards.push(...presentationCards(flat, presentation, lose));
  return cards;
}

function analysisCard(flat: FlatCircuit, analysis: Circuit['analyses'][number]['analysis'], origin: number, lose: Lose): string[] | undefined {
  const number = (value: number) => String(flat.number(value));
  const frequencies = (over: Frequencies) => [VARIATIONS[over.variation], number(over.points), number(over.start), number(over.stop)];
  switch (analysis.kind) {
    case 'op': return ['.op'];
    case 'ac': return ['.ac', ...frequencies(analysis)];
    case 'noise': return ['.noise', `v(${flat.node(analysis.positive)}${analysis.negative === 0 ? '' : `,${flat.node(analysis.negative)}`})`, flat.device(analysis.source), ...frequencies(analysis), ...(analysis.summary === NONE ? [] : [number(analysis.summary)])];
    case 'tf': return ['.tf', smallSignalOutput(flat, analysis.output), flat.device(analysis.source)];
    case 'sens': return ['.sens', smallSignalOutput(flat, analysis.output), ...(analysis.frequencies === null ? [] : ['ac', ...frequencies(analysis.frequencies)])];
    case 'tran':
      if (analysis.startup) lose(origin, 'ngspice has no .tran with startup; the sources have their values from the first instant on.');
      return ['.tran', number(analysis.step), number(analysis.stop), number(analysis.start), ...(analysis.maxStep === NONE ? [] : [number(analysis.maxStep)]), ...(analysis.uic ? ['uic'] : [])];
    case 'dc': {
      const { circuit } = flat;
      const words = ['.dc'];
      for (const { target, start, stop, step, form } of analysis.sweeps) {
        const principal = target.kind === 'device' ? circuit.strings[circuit.devices.kind[target.device]!]! : target.kind;
        if (form !== 'linear' || !/^(?:temperature|voltage-source|current-source|resistor)$/.test(principal)) {
          lose(origin, `ngspice cannot sweep ${form === 'linear' ? `a ${SWEPT[principal] ?? principal.replaceAll('-', ' ')}` : 'over decades, octaves or a list'} with .dc; the sweep is left out.`);
          return undefined;
        }
        words.push(target.kind === 'device' ? flat.device(target.device) : 'temp', number(start), number(stop), number(step));
      }
      return words;
    }
  }
}

/** A voltage or the current of a source, of which `.tf` and `.sens` take no part. */
function smallSignalOutput(flat: FlatCircuit, { quantity }: Signal): string {
  return quantity.kind === 'current' ? `i(${flat.device(quantity.device)})` : signalText(flat, { text: '', quantity, part: 'value', origin: NONE })!;
}

function saved(flat: FlatCircuit, { quantity }: Signal): string {
  switch (quantity.kind) {
    case 'voltage': return quantity.negative === 0 ? `v(${flat.node(quantity.positive)})` : `v(${flat.node(quantity.positive)}) v(${flat.node(quantity.negative)})`;
    case 'current': return flat.current(quantity.device);
    case 'variable': return flat.variable(quantity.device, quantity.variable);
    case 'named': return quantity.name;
    default: return 'all';
  }
}

/** A signal as `.print` and `.meas` take it. */
function signalText(flat: FlatCircuit, { quantity, part }: Signal): string | undefined {
  switch (quantity.kind) {
    case 'voltage': return `v${PARTS[part]}(${flat.node(quantity.positive)}${quantity.negative === 0 ? '' : `,${flat.node(quantity.negative)}`})`;
    case 'current':
      if (flat.hasBranch(quantity.device)) return `i${PARTS[part]}(${flat.device(quantity.device)})`;
      return part === 'value' ? flat.current(quantity.device) : undefined;
    case 'constant': return isKnown(flat, quantity.value) ? String(flat.number(quantity.value)) : undefined;
    case 'all': return 'all';
    case 'axis': return undefined;
    case 'variable': return part === 'value' ? flat.variable(quantity.device, quantity.variable) : undefined;
    case 'named': return part === 'value' ? quantity.name : undefined;
  }
}

/** Whether a number is known before the run. */
function isKnown({ circuit: { values, programs } }: FlatCircuit, value: number): boolean {
  const program = value === NONE ? NONE : values.program[value]!;
  if (program === NONE) return true;
  for (let at = programs.start[program]!, end = at + programs.length[program]!; at < end; at += programs.code[at] === PUSH_CONSTANT || programs.code[at] === PUSH_INPUT ? 2 : 3) {
    if (programs.code[at] !== PUSH_INPUT) continue;
    const { kind } = programs.inputs[programs.code[at + 1]!]!;
    if (kind === 'measure' || kind === 'result') return false;
  }
  return true;
}

/** A measure as ngspice 39 takes it, which has numbers for limits and levels, and no slopes. */
function measureCard(flat: FlatCircuit, { name, analysis, form }: Measure): string[] | undefined {
  const limit = (word: string, value: number) => (value === NONE ? [] : [isKnown(flat, value) ? `${word}=${flat.number(value)}` : undefined]);
  const head = ['.meas', analysis, name];
  const words: (string | undefined)[] = [];
  const crossing = (event: Extract<Event, { kind: 'cross' }>) => [`${event.direction === 'either' ? 'cross' : event.direction}=${event.count === 0 ? 'last' : event.count}`, ...limit('td', event.delay), ...limit('from', event.from), ...limit('to', event.to), ...(event.ofMaximum ? [undefined] : [])];
  const when = (event: Event) => {
    if (event.kind === 'at') words.push(...limit('at', event.value));
    else words.push('when', together(signalText(flat, event.left), signalText(flat, event.right)), ...crossing(event));
  };
  const edge = (word: string, event: Event) => {
    if (event.kind === 'at') words.push(word, ...limit('at', event.value));
    else words.push(word, signalText(flat, event.left), event.right.quantity.kind === 'constant' ? `val=${signalText(flat, event.right)}` : undefined, ...crossing(event));
  };
  switch (form.kind) {
    case 'delay': edge('trig', form.trigger); edge('targ', form.target); break;
    case 'find': words.push('find', signalText(flat, form.signal)); when(form.at); break;
    case 'when': when(form.at); break;
    case 'statistic':
      // ngspice has no windows between events, and ignores a delay.
      if (form.trigger !== null || form.target !== null || form.delay !== NONE) return undefined;
      words.push(STATISTICS[form.statistic], signalText(flat, form.signal), ...limit('from', form.from), ...limit('to', form.to));
      break;
    case 'derivative': case 'parameter': return undefined;
  }
  return words.includes(undefined) ? undefined : [...head, ...(words as string[])];
}

function together(left: string | undefined, right: string | undefined): string | undefined {
  return left === undefined || right === undefined ? undefined : `${left}=${right}`;
}

/** `.print` and `.plot`; ngspice wants to know the analysis. */
function presentationCards(flat: FlatCircuit, shown: Presentation, lose: Lose): string[][] {
  if (shown.card === 'probe') {
    lose(shown.origin, 'What .probe shows is no matter of ngspice; all voltages are kept anyway.');
    return [];
  }
  const signals = shown.signals.map((signal) => signalText(flat, signal));
  if (signals.includes(undefined)) lose(shown.origin, `ngspice cannot ${shown.card} all of these signals; those are left out.`);
  const written = signals.filter((signal) => signal !== undefined);
  if (written.length === 0) return [];
  const analyses = shown.analysis === '' ? [...new Set(flat.circuit.analyses.map(({ analysis }) => analysis.kind))] : [shown.analysis];
  return analyses.map((analysis) => [`.${shown.card}`, analysis, ...written]);
}
