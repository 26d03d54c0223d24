import { NONE, type Analysis, type Sweep, type SweepTarget, type Variation } from '@nodal/protocol';
import type { DirectiveCard, Operand } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { flatArguments, operandText, wordOf } from '../design/operands.js';
import { similarNames } from './definitions.js';
import type { Elaboration } from './elaboration.js';
import type { Frame } from './frame.js';
import type { Lookup } from './lookup.js';
import { suggest } from './signals.js';
import type { Values } from './values.js';

/** A transient analysis without a print step gets this many steps. */
const STEPS_WITHOUT_PRINT_STEP = 1000;
/** LTspice's and ngspice's longest step, as a part of the time span. */
const LEAST_STEPS = 50;

/** Reads the analysis cards. Each answers undefined after an error, which is told. */
export class Analyses {
  constructor(private readonly elaboration: Elaboration, private readonly values: Values, private readonly top: Frame, private readonly lookup: Lookup) {}

  read(placed: PlacedCard<DirectiveCard>, keyword: string): Analysis | undefined {
    switch (keyword) {
      case '.op': return this.op(placed);
      case '.dc': return this.dc(placed);
      case '.ac': return this.ac(placed);
      case '.tran': return this.tran(placed);
      default: return undefined;
    }
  }

  private error(placed: PlacedCard, at: Operand | undefined, code: string, message: string): undefined {
    this.elaboration.tellAt('error', code, placed, at, message);
    return undefined;
  }

  private operands(placed: PlacedCard<DirectiveCard>): Operand[] {
    const operands: Operand[] = [];
    for (const argument of flatArguments(placed.card)) {
      if (argument.$type === 'Assignment') this.elaboration.tellAt('warning', 'surplus-operand', placed, argument, `This has no effect on ${placed.card.keyword}.`);
      else operands.push(argument);
    }
    return operands;
  }

  private value(placed: PlacedCard, operand: Operand): number {
    return this.values.value(this.values.textOf(placed, operand), this.top);
  }

  private number(value: number): number {
    return this.elaboration.builder.circuit.values.constant[value]!;
  }

  private op(placed: PlacedCard<DirectiveCard>): Analysis {
    for (const operand of this.operands(placed)) this.elaboration.tellAt('warning', 'surplus-operand', placed, operand, '.op takes no operands; this has no effect.');
    return { kind: 'op' };
  }

  private ac(placed: PlacedCard<DirectiveCard>): Analysis | undefined {
    const usage = 'Write: .ac dec 10 1 1meg (points per decade, start and stop in hertz)';
    const [first, ...rest] = this.operands(placed);
    const word = wordOf(first)?.toLowerCase();
    const variation: Variation | undefined = word === 'dec' ? 'decade' : word === 'oct' ? 'octave' : word === 'lin' ? 'linear' : undefined;
    if (!variation) return this.error(placed, first, 'analysis-arguments', `.ac begins with dec, oct or lin. ${usage}`);
    if (rest.length < 3) return this.error(placed, undefined, 'analysis-arguments', `.ac needs points, start and stop. ${usage}`);
    if (rest.length > 3) this.elaboration.tellAt('warning', 'surplus-operand', placed, rest[3], '.ac takes four operands; this has no effect.');
    const [points, start, stop] = rest.slice(0, 3).map((operand) => this.value(placed, operand));
    if (points === NONE || start === NONE || stop === NONE) return undefined;
    if (!(this.number(points!) >= 1)) return this.error(placed, rest[0], 'value-out-of-range', `.ac needs at least one point, not ${this.number(points!)}.`);
    const from = this.number(start!), to = this.number(stop!);
    if (!(from >= 0) || (variation !== 'linear' && !(from > 0))) return this.error(placed, rest[1], 'value-out-of-range', `The start frequency is ${from} Hz; it must be greater than 0.`);
    if (!(to >= from)) return this.error(placed, rest[2], 'value-out-of-range', `The stop frequency ${to} Hz lies below the start frequency ${from} Hz.`);
    return { kind: 'ac', variation, points: points!, start: start!, stop: stop! };
  }

  private tran(placed: PlacedCard<DirectiveCard>): Analysis | undefined {
    const usage = 'Write: .tran step stop [start [maxstep]] [uic]';
    const { builder } = this.elaboration;
    let uic = false;
    const numbers: Operand[] = [];
    for (const operand of this.operands(placed)) {
      const word = wordOf(operand)?.toLowerCase();
      if (word === 'uic') uic = true;
      else if (word === 'startup' || word === 'steady' || word === 'nodiscard' || word === 'step') {
        this.elaboration.tellAt('warning', 'inert-modifier', placed, operand, `The modifier '${word}' of .tran has no effect in Nodal.`);
      } else numbers.push(operand);
    }
    if (numbers.length === 0) return this.error(placed, undefined, 'analysis-arguments', `.tran needs a stop time. ${usage}`);
    if (numbers.length > 4) this.elaboration.tellAt('warning', 'surplus-operand', placed, numbers[4], '.tran takes four numbers; this has no effect.');
    const given = numbers.slice(0, 4).map((operand) => this.value(placed, operand));
    if (given.includes(NONE)) return undefined;
    // One number alone is the stop time, as in LTspice; so is a step of 0.
    const [step, stop] = given.length === 1 ? [NONE, given[0]!] : [given[0]!, given[1]!];
    const start = given[2] ?? builder.value(0);
    let maxStep = given[3] ?? NONE;
    const at = (index: number): Operand | undefined => numbers[given.length === 1 ? 0 : index];
    const end = this.number(stop), begin = this.number(start);
    if (!(end > 0)) return this.error(placed, at(1), 'value-out-of-range', `The stop time is ${end} s; it must be greater than 0.`);
    if (begin < 0) return this.error(placed, at(2), 'value-out-of-range', `The start time is ${begin} s; it cannot be negative.`);
    if (begin >= end) return this.error(placed, at(2), 'value-out-of-range', `The start time ${begin} s is not before the stop time ${end} s.`);
    if (maxStep !== NONE && !(this.number(maxStep) >= 0)) return this.error(placed, at(3), 'value-out-of-range', `The longest step is ${this.number(maxStep)} s; it must be greater than 0.`);
    if (maxStep !== NONE && this.number(maxStep) === 0) maxStep = NONE;
    if (step !== NONE && this.number(step) < 0) return this.error(placed, at(0), 'value-out-of-range', `The step is ${this.number(step)} s; it cannot be negative.`);
    if (step !== NONE && this.number(step) > 0) return { kind: 'tran', step, stop, start, maxStep, uic };
    return {
      kind: 'tran', step: builder.value(end / STEPS_WITHOUT_PRINT_STEP), stop, start,
      maxStep: maxStep !== NONE ? maxStep : builder.value((end - begin) / LEAST_STEPS), uic,
    };
  }

  private dc(placed: PlacedCard<DirectiveCard>): Analysis | undefined {
    const usage = 'Write: .dc v1 0 5 0.1 (source, start, stop, step)';
    const operands = this.operands(placed).filter((operand, i) => i > 0 || wordOf(operand)?.toLowerCase() !== 'param');
    if (operands.length === 0) return this.error(placed, undefined, 'analysis-arguments', `.dc needs something to sweep. ${usage}`);
    const sweeps: Sweep[] = [];
    for (let i = 0; i < operands.length; i += 4) {
      const [name, ...rest] = operands.slice(i, i + 4);
      const target = this.target(placed, name!);
      if (!target) return undefined;
      if (rest.length < 3) return this.error(placed, name, 'analysis-arguments', `The sweep of ${operandText(placed, name!).text} needs start, stop and step. ${usage}`);
      const [start, stop, step] = rest.map((operand) => this.value(placed, operand));
      if (start === NONE || stop === NONE || step === NONE) return undefined;
      const [from, to, by] = [this.number(start!), this.number(stop!), this.number(step!)];
      if (by === 0 && from !== to) return this.error(placed, rest[2], 'value-out-of-range', 'The step of a sweep cannot be 0.');
      if ((to - from) * by < 0) return this.error(placed, rest[2], 'value-out-of-range', `With a step of ${by} the sweep never comes from ${from} to ${to}; give the step the other sign.`);
      sweeps.push({ target, start: start!, stop: stop!, step: step!, origin: this.elaboration.origin(placed, name!) });
    }
    return { kind: 'dc', sweeps };
  }

  private target(placed: PlacedCard, operand: Operand): SweepTarget | undefined {
    const { text } = operandText(placed, operand);
    const { circuit } = this.elaboration.builder;
    if (/^temp$/i.test(text)) return { kind: 'temperature' };
    const device = this.lookup.device(text);
    if (device !== undefined) {
      const kind = circuit.strings[circuit.devices.kind[device]!]!;
      if (/^(voltage-source|current-source|resistor)$/.test(kind)) return { kind: 'device', device };
      return this.error(placed, operand, 'sweep-target', `A ${kind.replace('-', ' ')} cannot be swept; a voltage source, a current source, a resistor, a parameter or temp can.`);
    }
    const slot = this.top.shape.definition.slotOf.get(text.toLowerCase());
    if (slot !== undefined) return { kind: 'parameter', slot };
    const near = similarNames(text, [...this.lookup.deviceNames().filter((name) => /^[vir]|\.[vir][^.]*$/i.test(name)), ...this.top.shape.names()]);
    return this.error(placed, operand, 'unknown-device', `There is no source, resistor or parameter '${text}' to sweep.${suggest(near)}`);
  }
}
