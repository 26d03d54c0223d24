import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { type DeviceFacts, findDevice, type ParameterFacts } from '@nodal/language/reference/devices';
import type { Circuit } from '@nodal/protocol';
import type { Engine } from '@nodal/simulation/engine';
import { simulate } from '@nodal/simulation/simulate';

/** A deck with one device whose parameters, and whose model's, are varied. */
export interface Bench {
  readonly name: string;
  readonly lines: readonly string[];
  /** Line of the device's card. */
  readonly card: number;
  /** Line of its model; absent for a device without one. */
  readonly model: number | undefined;
  readonly facts: DeviceFacts;
  /** Parameters of the model's type. */
  readonly modelFacts: readonly ParameterFacts[];
}

/** Where a parameter stands. */
export type Place = 'card' | 'model';

/** What a deck says and computes. */
export interface Answer {
  readonly outcome: string;
  /** All columns of all plots and all figures of tables; empty without a circuit. */
  readonly columns: readonly (readonly number[])[];
  /** What the language and the solver say. */
  readonly messages: readonly string[];
  /** The errors among them: their codes. */
  readonly errors: readonly string[];
}

/** Seconds after which a run with a senseless parameter is given up. */
const PATIENCE = 20;

/** How many instants of a transient are compared. */
const SAMPLES = 100;

/** Reads a deck whose comment `* vary NAME` says which device is varied. */
export function bench(name: string, text: string): Bench {
  // One dialect, whatever the names of the parameters look like; a card is one line.
  const stated = text.includes('nodal: dialect=') ? text : text.replace('\n', '\n* nodal: dialect=ngspice\n');
  const lines = stated.replaceAll(/\n\+\s*/g, ' ').split('\n');
  const varied = /^\* vary (\S+)$/m.exec(text)?.[1];
  if (varied === undefined) throw new Error(`${name} does not say with "* vary NAME" which device it varies.`);
  const { circuit, all } = elaborateText(text);
  if (!circuit) throw new Error(`${name}: ${all.map(({ message }) => message).join(' ')}`);
  const { strings, devices } = circuit;
  const device = Array.from(devices.name, (word) => strings[word]).indexOf(varied);
  const facts = findDevice(strings[devices.kind[device]!]!);
  if (!facts) throw new Error(`${name} has no device ${varied}.`);
  const find = (pattern: RegExp): number | undefined => {
    const line = lines.findIndex((line) => pattern.test(line));
    return line < 0 ? undefined : line;
  };
  const model = modelOf(circuit, device);
  const modelFacts = facts.models.find(({ kinds }) => model !== undefined && kinds.includes(model.type))?.parameters ?? [];
  return { name, lines, card: find(new RegExp(`^${varied}\\b`, 'i'))!, model: model && find(new RegExp(`^\\.model ${model.name}\\b`, 'i')), facts, modelFacts };
}

function modelOf({ strings, devices, models }: Circuit, device: number): { name: string; type: string } | undefined {
  const model = models[devices.model[device]!];
  return model && { name: strings[model.name]!, type: strings[model.kind]! };
}

/** The deck with a parameter of this value, in place of the one that it gives. */
export function vary(bench: Bench, place: Place, parameter: ParameterFacts, value: string): string {
  const lines = [...bench.lines];
  const line = place === 'card' ? bench.card : bench.model!;
  const given = assignment(lines[line]!, parameter);
  lines[line] = given ? lines[line]!.replace(given[0], `${given[1]}=${value}`) : lines[line]!.replace(/\)?\s*$/, (end) => ` ${parameter.name}=${value}${end}`);
  return lines.join('\n');
}

/** The text of a parameter's value in the deck; undefined where it gives none. */
export function given(bench: Bench, place: Place, parameter: ParameterFacts): string | undefined {
  return assignment(bench.lines[place === 'card' ? bench.card : bench.model!]!, parameter)?.[2];
}

function assignment(line: string, { name, aliases }: ParameterFacts): RegExpExecArray | null {
  const names = [name, ...aliases].map((each) => each.replaceAll(/\W/g, '\\$&')).join('|');
  return new RegExp(`(?<=[\\s(])(${names})=(\\S+?)(?=[\\s)]|$)`, 'i').exec(line);
}

export async function answer(text: string, engine: Engine): Promise<Answer> {
  const { circuit, all } = elaborateText(text);
  if (!circuit) return { outcome: 'refused', columns: [], ...said(all) };
  const { outcome, plots, tables, diagnostics } = await simulate(encodeCircuit(circuit), { engine, signal: AbortSignal.timeout(PATIENCE * 1000) });
  const columns = [
    ...plots.flatMap(({ analysis, columns }) => (analysis === 'tran' ? columns.slice(1).map((column) => resampled(columns[0]!, column)) : columns.map((column) => [...column]))),
    ...tables.flatMap(({ figures, rows }) => [...figures.map(({ value }) => [value]), ...rows.map(({ values }) => values)]),
  ];
  // What a table leaves open is nothing that was computed.
  return { outcome, columns: columns.map((column) => column.map((value) => value ?? 0)), ...said([...all, ...diagnostics]) };
}

function said(all: readonly { severity: string; code: string; message: string }[]): Pick<Answer, 'messages' | 'errors'> {
  return { messages: all.map(({ message }) => message), errors: all.flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])) };
}

/** A column over time at instants that do not depend on the steps. */
function resampled(time: Float64Array, column: Float64Array): number[] {
  let at = 0;
  return Array.from({ length: SAMPLES }, (_, sample) => {
    const instant = (time[time.length - 1]! * (sample + 1)) / SAMPLES;
    while (at < time.length - 2 && time[at + 1]! < instant) at++;
    const part = (instant - time[at]!) / (time[at + 1]! - time[at]!);
    return column[at]! + part * (column[at + 1]! - column[at]!);
  });
}

/** How far two answers are apart: the largest difference of a number, of the largest number of its column. */
export function difference(one: Answer, other: Answer): number {
  if (one.columns.length !== other.columns.length) return Infinity;
  let most = 0;
  for (const [place, column] of one.columns.entries()) {
    const beside = other.columns[place]!;
    if (column.length !== beside.length) return Infinity;
    const size = Math.max(...column.map(Math.abs), ...beside.map(Math.abs));
    for (const [i, value] of column.entries()) if (value !== beside[i]) most = Math.max(most, Math.abs(value - beside[i]!) / size);
  }
  return most;
}
