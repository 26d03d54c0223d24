import { NONE, type Sweep, type SweepForm, type SweepTarget, type SweptAlong } from '@nodal/protocol';
import type { Argument, Assignment, DirectiveCard, Operand } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { elementAt } from '../design/find-path.js';
import { flatArguments, operandText, wordOf } from '../design/operands.js';
import { findDevice, findParameter, parametersOfModelType } from '../reference/devices.js';
import { actsIn, findOption } from '../reference/options.js';
import { parseNumber } from '../text/number.js';
import { similarNames } from './definitions.js';
import { readTable } from './directives/data-table.js';
import type { Elaboration, Spelling } from './elaboration.js';
import type { Frame } from './frame.js';
import type { Lookup } from './lookup.js';
import { suggest } from './signals.js';
import type { Values } from './values.js';

/** How the values of a sweep are given; `poi` is HSPICE's list, which begins with its length. */
type Scale = 'dec' | 'oct' | 'lin' | 'list' | 'poi';

export function scaleOf(operand: Operand | undefined): Scale | undefined {
  const word = wordOf(operand)?.toLowerCase();
  return word === 'dec' || word === 'oct' || word === 'lin' || word === 'list' || word === 'poi' ? word : undefined;
}

/** The card that a sweep stands on, and how its findings are told. */
export interface SweepCard {
  placed: PlacedCard<DirectiveCard>;
  /** A faulty `.dc` is no analysis; a faulty `.step` leaves the run as it is without. */
  severity: 'error' | 'warning';
  usage: string;
  /** Whether LTspice's rule holds that the last value is one of the sweep's. */
  closed: boolean;
  /** `start= stop= step=`, HSPICE's names on `.dc`. */
  limits?: readonly Operand[];
}

/** A target, or why there is none: `inert` when the sweep would change nothing, which is told. */
type Target = { target: SweepTarget; name: string } | 'inert' | undefined;

const FORMS: Readonly<Record<Exclude<Scale, 'poi'>, SweepForm>> = { lin: 'linear', dec: 'decade', oct: 'octave', list: 'list' };

/** Reads what a sweep changes and over which values, for `.dc`, `.step` and HSPICE's outer sweeps. */
export class SweepReader {
  constructor(private readonly elaboration: Elaboration, private readonly values: Values, private readonly top: Frame, private readonly lookup: Lookup) {}

  /**
   * One sweep from an operand on: `[scale] [param] target [scale] values`.
   * `sweep` is undefined after a finding; without `next` nothing that follows can be read.
   */
  read(card: SweepCard, operands: readonly Operand[], from: number): { sweep: Sweep | undefined; next?: number } {
    let i = from;
    let scale = scaleOf(operands[i]);
    if (scale !== undefined) i++;
    const keyed = wordOf(operands[i])?.toLowerCase() === 'param' && operands[i + 1] !== undefined;
    if (keyed) i++;
    const name = operands[i];
    if (name === undefined) return this.wrong(card, operands[i - 1], 'What is to be swept is missing.');
    i++;
    // `npn 2n2222(bf)`: the type of a model, its name and its parameter.
    const call = !keyed && operands[i]?.$type === 'Call' ? operands[i++] : name.$type === 'Call' ? name : undefined;
    const target = call?.$type === 'Call' ? this.modelParameter(card, call) : keyed ? this.parameter(card, name) : this.target(card, name);
    if (target === undefined) return { sweep: undefined };
    // HSPICE's scale stands behind the name, and the number of points behind it.
    let pointsFirst = false;
    if (scale === undefined && scaleOf(operands[i]) !== undefined) {
      scale = scaleOf(operands[i++]);
      pointsFirst = card.placed.file.parsed.dialect.name === 'hspice';
    }
    const given: Operand[] = [];
    const listed = scale === 'list' || scale === 'poi';
    while (i < operands.length && (listed ? this.isValue(card.placed, operands[i]!) : given.length < 3)) given.push(operands[i++]!);
    if (given.length === 0 && card.limits !== undefined) given.push(...card.limits);
    const title = target === 'inert' ? operandText(card.placed, name).text : target.name;
    if (listed && given.length <= (scale === 'poi' ? 1 : 0)) return this.wrong(card, undefined, 'The list has no values.');
    if (!listed && given.length < 3) return this.wrong(card, name, `The sweep of ${title} needs start, stop and step.`);
    const numbers = given.map((operand) => this.value(card.placed, operand));
    if (numbers.includes(NONE) || target === 'inert') return { sweep: undefined, next: i };
    const sweep = this.sweep(card, target, scale, pointsFirst, numbers, given);
    return sweep === undefined ? { sweep } : { sweep: { ...sweep, origin: this.elaboration.origin(card.placed, name) }, next: i };
  }

  /** `data=table`: all columns of the table change together. */
  table(card: SweepCard, assignment: Assignment | Operand): Sweep | undefined {
    const { placed } = card;
    const named = assignment.$type === 'Assignment' ? assignment.value : assignment;
    const name = named === undefined ? '' : operandText(placed, named).text;
    const table = readTable(this.elaboration.design, name);
    if (table === undefined) return undefined;
    if (table === 'files') {
      this.tell(card, assignment, 'unsupported-sweep', `The values of the table ${name} are in files, which Nodal does not read yet.`);
      return undefined;
    }
    const columns: SweptAlong[] = [];
    for (const [place, parameter] of table.parameters.entries()) {
      const target = this.target({ ...card, placed: parameter.placed as SweepCard['placed'] }, undefined, parameter.text);
      if (target === 'inert') continue;
      if (target === undefined) return undefined;
      const list = table.values.filter((_, i) => i % table.parameters.length === place).map(({ text, placed: { file }, start, end }) => this.values.value({ text, file, start, end }, this.top));
      if (list.includes(NONE)) return undefined;
      columns.push({ target: target.target, name: target.name, list });
    }
    // A last row that is not whole is told where the table stands.
    const rows = Math.min(...columns.map(({ list }) => list.length));
    const [first, ...along] = columns.map((column) => ({ ...column, list: column.list.slice(0, rows) }));
    if (first === undefined || rows === 0) return undefined;
    return { target: first.target, name: first.name, start: NONE, stop: NONE, step: NONE, form: 'list', list: first.list, closed: false, along, origin: this.elaboration.origin(placed, assignment) };
  }

  /** A list of values of one target, such as the temperatures of `.temp`. */
  list(target: SweepTarget, name: string, list: readonly number[], origin: number): Sweep {
    return { target, name, start: NONE, stop: NONE, step: NONE, form: 'list', list: [...list], closed: false, along: [], origin };
  }

  private sweep(card: SweepCard, { target, name }: Exclude<Target, 'inert' | undefined>, scale: Scale | undefined, pointsFirst: boolean, numbers: number[], given: readonly Operand[]): Sweep | undefined {
    if (scale === 'list' || scale === 'poi') return this.list(target, name, scale === 'poi' ? numbers.slice(1) : numbers, NONE);
    const ordered = pointsFirst ? [numbers[1]!, numbers[2]!, numbers[0]!] : numbers;
    const [start, stop] = ordered as [number, number, number];
    let step = ordered[2]!;
    const [from, to, by] = ordered.map((value) => this.number(value)) as [number, number, number];
    if (scale === 'dec' || scale === 'oct') {
      if (!(from * to > 0)) return this.refuse(card, given[pointsFirst ? 1 : 0], `A sweep by ${scale === 'dec' ? 'decades' : 'octaves'} cannot reach or pass 0.`);
      if (!(by >= 1)) return this.refuse(card, given[pointsFirst ? 0 : 2], 'There must be at least one point.');
    } else if (pointsFirst) {
      // HSPICE's `lin` says how many points there are.
      step = this.elaboration.builder.value(by > 1 ? (to - from) / (by - 1) : to - from);
    } else if (by === 0 && from !== to) {
      return this.refuse(card, given[2], 'The step of a sweep cannot be 0.');
    } else if ((to - from) * by < 0) {
      return this.refuse(card, given[2], `With a step of ${by} the sweep never comes from ${from} to ${to}; give the step the other sign.`);
    }
    return { target, name, start, stop, step, form: FORMS[scale ?? 'lin'], list: [], closed: card.closed, along: [], origin: NONE };
  }

  private value(placed: PlacedCard, operand: Operand): number {
    return this.values.value(this.values.textOf(placed, operand), this.top);
  }

  private number(value: number): number {
    return this.elaboration.builder.circuit.values.constant[value]!;
  }

  /** Whether a word of a list is a value still, and not the next thing to sweep. */
  private isValue(placed: PlacedCard, operand: Operand): boolean {
    const word = wordOf(operand);
    if (word === undefined) return operand.$type === 'Expression';
    return parseNumber(word) !== undefined || (placed.file.parsed.dialect.bareParameters && this.top.shape.slot(word.toLowerCase()) !== undefined && this.lookup.device(word) === undefined);
  }

  private wrong(card: SweepCard, at: Argument | undefined, message: string): { sweep: undefined } {
    this.tell(card, at, card.severity === 'error' ? 'analysis-arguments' : 'directive-arguments', `${message} ${card.usage}`);
    return { sweep: undefined };
  }

  private refuse(card: SweepCard, at: Argument | undefined, message: string): undefined {
    this.tell(card, at, card.severity === 'error' ? 'value-out-of-range' : 'directive-arguments', card.severity === 'error' ? message : `${message} ${card.usage}`);
    return undefined;
  }

  private tell(card: SweepCard, at: Argument | undefined, code: string, message: string, spelling?: Spelling): undefined {
    this.elaboration.tellAt(code.startsWith('unsupported-') ? 'warning' : card.severity, code, card.placed, at, message, undefined, spelling);
    return undefined;
  }

  /** A parameter of the top circuit, behind the word `param`. */
  private parameter(card: SweepCard, operand: Operand): Target {
    const { text } = operandText(card.placed, operand);
    const slot = this.top.shape.definition.slotOf.get(text.toLowerCase());
    if (slot === undefined) return this.tell(card, operand, 'unknown-parameter', `The parameter '${text}' is not defined here.${suggest(similarNames(text, this.top.shape.names()))}`);
    return this.slot(card, operand, text, slot);
  }

  private slot(card: SweepCard, operand: Argument | undefined, name: string, slot: number): Target {
    const { instances, values } = this.elaboration.builder.circuit;
    if (values.structural[instances.slotValue[slot]!] === 1) {
      this.elaboration.tellAt('error', 'unsupported-sweep', card.placed, operand, `The parameter '${name}' decides which parts the circuit has (by .if or a level), so Nodal cannot sweep it within a run. Run the deck once for each value: nodal run --set ${name}=VALUE`);
      return undefined;
    }
    return { target: { kind: 'parameter', slot }, name };
  }

  /** `2n2222(vaf)`, or `name:parameter` of Xyce. */
  private modelParameter(card: SweepCard, call: Operand & { $type: 'Call' }): Target {
    const [first] = call.arguments;
    const parameter = wordOf(first) ?? '';
    return this.ofModel(card, call, call.callee, parameter, `${call.callee}(${parameter})`);
  }

  private ofModel(card: SweepCard, at: Argument | undefined, name: string, parameter: string, title: string): Target {
    const { circuit } = this.elaboration.builder;
    const { models } = this.elaboration.design.top;
    const declared = models.get(name.toLowerCase());
    if (declared === undefined) {
      return this.tell(card, at, 'unknown-model', `There is no model '${name}' to sweep.${suggest(similarNames(name, [...models.values()].map((each) => each.name)))}`);
    }
    const model = [...this.top.models ?? []].find(([key]) => key.startsWith(`${name.toLowerCase()} `))?.[1];
    if (model === undefined) {
      this.tell(card, at, 'unsupported-sweep', `No device that Nodal simulates uses the model '${name}', so that the sweep changes nothing.`);
      return 'inert';
    }
    const kind = circuit.strings[circuit.models[model]!.kind]!;
    const parameters = parametersOfModelType(kind, this.levelOf(model)) ?? [];
    const known = findParameter(parameters, parameter.toLowerCase());
    if (known === undefined) return this.tell(card, at, 'unknown-model-parameter', `The model '${name}' of type ${kind} has no parameter '${parameter}' to sweep.${suggest(similarNames(parameter, parameters.map((each) => each.name)))}`);
    return { target: { kind: 'modelParameter', model, parameter: this.elaboration.builder.string(known.name) }, name: title };
  }

  /** The level of a model of the circuit. */
  private levelOf(index: number): number {
    const { models, parameters, strings, values } = this.elaboration.builder.circuit;
    const { parametersStart, parametersCount } = models[index]!;
    for (let entry = parametersStart; entry < parametersStart + parametersCount; entry++) {
      if (strings[parameters.name[entry]!] === 'level') return values.constant[parameters.valueStart[entry]!]!;
    }
    return 1;
  }

  /** A device or its parameter, `temp`, a parameter of the circuit or of a model, an option. */
  private target(card: SweepCard, operand: Operand | undefined, text = operand === undefined ? '' : operandText(card.placed, operand).text): Target {
    const key = text.toLowerCase();
    if (key === 'temp' || key === 'temper') return { target: { kind: 'temperature' }, name: text };
    const device = this.lookup.device(text);
    if (device !== undefined) return this.device(card, operand, device, undefined, text);
    const slot = this.top.shape.definition.slotOf.get(key);
    if (slot !== undefined) return this.slot(card, operand, text, slot);
    // `r1:tc1`, `@r1[tc1]`: a parameter of a device; `dm:is`: of a model.
    const parts = /^@(.+)\[([^\]]*)\]$/.exec(text) ?? /^(.+):([^:]+)$/.exec(text);
    if (parts !== null) {
      const [, owner, parameter] = parts as unknown as [string, string, string];
      const of = this.lookup.device(owner);
      if (of !== undefined) return this.device(card, operand, of, parameter.toLowerCase(), text);
      if (this.elaboration.design.top.models.has(owner.toLowerCase())) return this.ofModel(card, operand, owner, parameter, text);
    }
    const option = findOption(key);
    const dialect = card.placed.file.parsed.dialect.name;
    if (option !== undefined && option.kind === 'number' && actsIn(option, dialect)) return { target: { kind: 'option', name: this.elaboration.builder.string(option.name) }, name: text };
    if (elementAt(this.elaboration.design, text) !== undefined || (parts !== null && elementAt(this.elaboration.design, parts[1]!) !== undefined)) {
      return this.tell(card, operand, 'unsupported-sweep', `'${text}' is not simulated yet, so it cannot be swept.`);
    }
    const near = similarNames(text, [...this.lookup.deviceNames(), ...this.top.shape.names()]);
    return this.tell(card, operand, 'unknown-device', `There is no source, device or parameter '${text}' to sweep.${suggest(near)}`, { name: text, near: near[0] });
  }

  private device(card: SweepCard, at: Argument | undefined, device: number, parameter: string | undefined, name: string): Target {
    const { builder } = this.elaboration;
    const { circuit } = builder;
    const kind = circuit.strings[circuit.devices.kind[device]!]!;
    const facts = findDevice(kind);
    const [principal] = facts?.instance ?? [];
    if (parameter === undefined || parameter === principal?.name || principal?.aliases.includes(parameter)) {
      if (principal !== undefined && SWEPT.has(kind)) return { target: { kind: 'device', device }, name };
      return this.tell(card, at, 'sweep-target', `A ${kind.replaceAll('-', ' ')} has no value of its own to sweep; name one of its parameters, such as ${name}:${facts?.instance.find((each) => !each.informs)?.name ?? 'temp'}.`);
    }
    const known = facts && findParameter(facts.instance, parameter);
    if (known === undefined) return this.tell(card, at, 'unknown-parameter', `${name} names no parameter of a ${kind.replaceAll('-', ' ')}.${suggest(similarNames(parameter, facts?.instance.map((each) => each.name) ?? []))}`);
    if (known.informs) return this.tell(card, at, 'sweep-target', `The parameter ${known.name} of a ${kind.replaceAll('-', ' ')} changes nothing in Nodal, so it cannot be swept.`);
    return { target: { kind: 'deviceParameter', device, parameter: builder.string(known.name) }, name };
  }
}

/** Kinds of devices with a principal value. */
const SWEPT = new Set(['resistor', 'capacitor', 'inductor', 'coupling', 'voltage-source', 'current-source', 'vcvs', 'vccs', 'ccvs', 'cccs']);

/** HSPICE's `start= stop= step=`. */
export function namedLimits(placed: PlacedCard<DirectiveCard>): Operand[] | undefined {
  const limits = ['start', 'stop', 'step'].map((name) => {
    const found = flatArguments(placed.card).find((argument) => argument.$type === 'Assignment' && argument.target.$type === 'Word' && argument.target.text.toLowerCase() === name);
    return found?.$type === 'Assignment' ? found.value : undefined;
  });
  return limits.every((limit) => limit !== undefined) ? (limits as Operand[]) : undefined;
}
