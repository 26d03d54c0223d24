import { NONE, type Analysis, type Sweep, type Variation } from '@nodal/protocol';
import type { Argument, Assignment, DirectiveCard, Operand } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { flatArguments, operandText, wordOf } from '../design/operands.js';
import { similarNames } from './definitions.js';
import { tableNames } from './directives/data-table.js';
import type { Elaboration, Spelling } from './elaboration.js';
import type { Frame } from './frame.js';
import type { Lookup } from './lookup.js';
import { suggest } from './signals.js';
import { namedLimits, type SweepCard, type SweepReader } from './sweep-reader.js';
import type { Values } from './values.js';

/** A transient analysis without a print step gets this many steps. */
export const STEPS_WITHOUT_PRINT_STEP = 1000;
/** LTspice's and ngspice's longest step, as a part of the time span. */
export const LEAST_STEPS = 50;

const NO_NAMES: ReadonlySet<string> = new Set();
const DC_NAMES: ReadonlySet<string> = new Set(['start', 'stop', 'step']);
const TRAN_NAMES: ReadonlySet<string> = new Set(['start']);
/** Words of LTspice, PSpice and HSPICE that steer how a transient analysis goes. */
const TRAN_MODIFIERS: ReadonlySet<string> = new Set(['steady', 'nodiscard', 'step', 'skipbp', 'prevdc', '/op']);

/** Reads the analysis cards. Each answers undefined after an error, which is told. */
export class Analyses {
  private readonly outer: Sweep[] = [];
  /** The table that a `.dc` sweeps. */
  private whole: Sweep | undefined;

  constructor(private readonly elaboration: Elaboration, private readonly values: Values, private readonly top: Frame, private readonly lookup: Lookup, private readonly sweeps: SweepReader) {}

  read(placed: PlacedCard<DirectiveCard>, keyword: string): Analysis | undefined {
    switch (keyword) {
      case '.op': return this.op(placed);
      case '.dc': return this.dc(placed);
      case '.ac': return this.ac(placed);
      case '.tran': return this.tran(placed);
      default: return undefined;
    }
  }

  private error(placed: PlacedCard, at: Operand | undefined, code: string, message: string, spelling?: Spelling): undefined {
    this.elaboration.tellAt('error', code, placed, at, message, undefined, spelling);
    return undefined;
  }

  /**
   * The operands of a card up to HSPICE's outer sweep. `undefined` when a table
   * or a named sweep stands in place of them, which is told.
   */
  private operands(placed: PlacedCard<DirectiveCard>, named: ReadonlySet<string> = NO_NAMES): Operand[] | undefined {
    const operands: Operand[] = [];
    const list = flatArguments(placed.card);
    for (let i = 0; i < list.length; i++) {
      const argument = list[i]!;
      if (wordOf(argument)?.toLowerCase() === 'sweep') {
        this.outerSweep(placed, list.slice(i));
        break;
      }
      if (argument.$type !== 'Assignment') {
        operands.push(argument);
        continue;
      }
      const name = argument.target.$type === 'Word' ? argument.target.text.toLowerCase() : '';
      if (name === 'data') {
        if (!this.table(placed, argument)) return undefined;
        if (placed.card.keyword.toLowerCase() !== '.dc') return this.unsupported(placed, argument, `${placed.card.keyword} over a table of .data is not simulated yet; write sweep data=… behind its operands.`);
        this.whole = this.sweeps.table({ placed, severity: 'error', usage: '', closed: false }, argument);
        return this.whole === undefined ? undefined : [];
      }
      if (named.has(name)) continue;
      if (name === 'monte' || name === 'optimize' || name === 'sweepblock') this.unsupported(placed, argument, `${placed.card.keyword} with ${argument.target.$type === 'Word' ? argument.target.text : name} runs once: Nodal does not repeat analyses yet.`);
      else this.elaboration.tellAt('warning', 'surplus-operand', placed, argument, `This has no effect on ${placed.card.keyword}.`);
    }
    return operands;
  }

  /** HSPICE's `sweep x 1 2 0.1`, `sweep data=t`: the analysis is repeated. With `monte=30` it is not yet. */
  private outerSweep(placed: PlacedCard<DirectiveCard>, list: readonly Argument[]): void {
    const [word, second] = list;
    const card: SweepCard = { placed, severity: 'warning', usage: 'Write: sweep name start stop step', closed: false };
    if (second?.$type === 'Assignment' && second.target.$type === 'Word') {
      if (second.target.text.toLowerCase() !== 'data') {
        this.unsupported(placed, word!, `${placed.card.keyword} runs once, without its sweep of random values: Nodal does not draw them yet.`);
        return;
      }
      const sweep = this.table(placed, second) ? this.sweeps.table(card, second) : undefined;
      if (sweep !== undefined) this.outer.push(sweep);
      return;
    }
    const { sweep } = this.sweeps.read(card, list.slice(1).filter((argument): argument is Operand => argument.$type !== 'Assignment'), 0);
    if (sweep !== undefined) this.outer.push(sweep);
  }

  /** The sweeps behind the analysis that was read last. */
  takeOuter(): Sweep[] {
    return this.outer.splice(0);
  }

  /** `data=name`: whether the table is there. */
  private table(placed: PlacedCard<DirectiveCard>, assignment: Assignment): boolean {
    const { value } = assignment;
    const name = value === undefined ? undefined : operandText(placed, value).text;
    const tables = tableNames(this.elaboration.design);
    if (name === undefined || tables.has(name.toLowerCase())) return true;
    this.elaboration.tellAt('warning', 'unknown-table', placed, value, `There is no table '${name}'.${suggest(similarNames(name, tables))} Declare it with .data.`);
    return false;
  }

  private unsupported(placed: PlacedCard, at: Argument, message: string): undefined {
    this.elaboration.tellAt('warning', 'unsupported-sweep', placed, at, message);
    return undefined;
  }

  private value(placed: PlacedCard, operand: Operand): number {
    return this.values.value(this.values.textOf(placed, operand), this.top);
  }

  private number(value: number): number {
    return this.elaboration.builder.circuit.values.constant[value]!;
  }

  private op(placed: PlacedCard<DirectiveCard>): Analysis {
    for (const operand of this.operands(placed) ?? []) {
      // HSPICE's `.op all 10n`: what is listed, and at which times of a transient analysis.
      if (/^(?:all|brief|voltage|current|debug|none|[\d.].*)$/i.test(wordOf(operand) ?? '')) this.elaboration.tellAt('warning', 'unsupported-modifier', placed, operand, 'Nodal computes the operating point at the start only; this has no effect.');
      else this.elaboration.tellAt('warning', 'surplus-operand', placed, operand, '.op takes no operands; this has no effect.');
    }
    return { kind: 'op' };
  }

  private ac(placed: PlacedCard<DirectiveCard>): Analysis | undefined {
    const usage = 'Write: .ac dec 10 1 1meg (points per decade, start and stop in hertz)';
    const operands = this.operands(placed);
    if (operands === undefined) return undefined;
    const [first, ...rest] = operands;
    const word = wordOf(first)?.toLowerCase();
    if ((word === 'list' || word === 'poi') && rest.length > 0) return this.unsupported(placed, first!, `.ac at a list of frequencies is not simulated yet; write dec, oct or lin.`);
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
    let uic = false, startup = false;
    const numbers: Operand[] = [];
    const operands = this.operands(placed, TRAN_NAMES);
    if (operands === undefined) return undefined;
    for (const operand of operands) {
      const word = wordOf(operand)?.toLowerCase();
      if (word === 'uic' || word === 'noop') uic = true;
      else if (word === 'startup') startup = true;
      else if (word !== undefined && TRAN_MODIFIERS.has(word)) {
        this.elaboration.tellAt('warning', 'unsupported-modifier', placed, operand, `The modifier '${word}' of .tran has no effect in Nodal.`);
      } else if (operand.$type === 'Call' && operand.callee.toLowerCase() === 'schedule') {
        this.elaboration.tellAt('warning', 'unsupported-modifier', placed, operand, 'A schedule of longest steps has no effect in Nodal; write one longest step.');
      } else numbers.push(operand);
    }
    const begins = flatArguments(placed.card).find((argument) => argument.$type === 'Assignment' && argument.target.$type === 'Word' && argument.target.text.toLowerCase() === 'start');
    if (begins?.$type === 'Assignment' && begins.value !== undefined) return this.segments(placed, numbers, begins.value, { uic, startup });
    // HSPICE gives a step and a time for each part of the span.
    if (numbers.length % 2 === 0 && numbers.length > (placed.file.parsed.dialect.name === 'hspice' ? 2 : 4)) return this.segments(placed, numbers, undefined, { uic, startup });
    if (numbers.length === 0) return this.error(placed, undefined, 'analysis-arguments', `.tran needs a stop time. ${usage}`);
    if (numbers.length > 4) this.elaboration.tellAt('warning', 'surplus-operand', placed, numbers[4], '.tran takes four numbers; this has no effect.');
    const given = numbers.slice(0, 4).map((operand) => this.value(placed, operand));
    if (given.includes(NONE)) return undefined;
    // One number alone is the stop time, as in LTspice; so is a step of 0.
    const [step, stop] = given.length === 1 ? [NONE, given[0]!] : [given[0]!, given[1]!];
    let start = given[2] ?? builder.value(0);
    let maxStep = given[3] ?? NONE;
    const at = (index: number): Operand | undefined => numbers[given.length === 1 ? 0 : index];
    const end = this.number(stop);
    let begin = this.number(start);
    if (!(end > 0)) return this.error(placed, at(1), 'value-out-of-range', `The stop time is ${end} s; it must be greater than 0.`);
    if (begin < 0) {
      this.elaboration.tellAt('warning', 'value-out-of-range', placed, at(2), `The start time is ${begin} s; the analysis begins at 0.`);
      start = builder.value(0);
      begin = 0;
    }
    if (begin >= end) return this.error(placed, at(2), 'value-out-of-range', `The start time ${begin} s is not before the stop time ${end} s.`);
    if (maxStep !== NONE && !(this.number(maxStep) >= 0)) return this.error(placed, at(3), 'value-out-of-range', `The longest step is ${this.number(maxStep)} s; it must be greater than 0.`);
    if (maxStep !== NONE && this.number(maxStep) === 0) maxStep = NONE;
    if (step !== NONE && this.number(step) < 0) return this.error(placed, at(0), 'value-out-of-range', `The step is ${this.number(step)} s; it cannot be negative.`);
    if (step !== NONE && this.number(step) > 0) return { kind: 'tran', step, stop, start, maxStep, uic, startup };
    return {
      kind: 'tran', step: builder.value(end / STEPS_WITHOUT_PRINT_STEP), stop, start,
      maxStep: maxStep !== NONE ? maxStep : builder.value((end - begin) / LEAST_STEPS), uic, startup,
    };
  }

  /** HSPICE's `.tran step stop [step stop …] [start=]`: the smallest step holds for the whole span. */
  private segments(placed: PlacedCard, numbers: readonly Operand[], startOperand: Operand | undefined, modifiers: { uic: boolean; startup: boolean }): Analysis | undefined {
    const { builder } = this.elaboration;
    const given = numbers.map((operand) => this.value(placed, operand));
    const start = startOperand === undefined ? builder.value(0) : this.value(placed, startOperand);
    if (given.includes(NONE) || start === NONE) return undefined;
    if (given.length < 2 || given.length % 2 !== 0) return this.error(placed, numbers[0], 'analysis-arguments', 'Each step of .tran needs the time that it goes to. Write: .tran step stop [step stop …] [start=time]');
    const steps = given.filter((_, i) => i % 2 === 0), stops = given.filter((_, i) => i % 2 === 1);
    for (let i = 0; i < stops.length; i++) {
      if (!(this.number(stops[i]!) > (i === 0 ? this.number(start) : this.number(stops[i - 1]!)))) return this.error(placed, numbers[2 * i + 1], 'value-out-of-range', `The time ${this.number(stops[i]!)} s is not after the one before.`);
    }
    const step = steps.reduce((least, value) => (this.number(value) < this.number(least) ? value : least));
    if (!(this.number(step) > 0)) return this.error(placed, numbers[0], 'value-out-of-range', `The step is ${this.number(step)} s; it must be greater than 0.`);
    if (steps.length > 1) this.elaboration.tellAt('warning', 'unsupported-modifier', placed, numbers[2], `Nodal has one step for the whole time, the smallest: ${this.number(step)} s.`);
    return { kind: 'tran', step, stop: stops[stops.length - 1]!, start, maxStep: NONE, ...modifiers };
  }

  private dc(placed: PlacedCard<DirectiveCard>): Analysis | undefined {
    const usage = 'Write: .dc v1 0 5 0.1 (source, start, stop, step)';
    const operands = this.operands(placed, DC_NAMES);
    if (operands === undefined) return undefined;
    const { whole } = this;
    this.whole = undefined;
    if (whole !== undefined) return { kind: 'dc', sweeps: [whole] };
    if (operands.length === 0) return this.error(placed, undefined, 'analysis-arguments', `.dc needs something to sweep. ${usage}`);
    const card: SweepCard = { placed, severity: 'error', usage, closed: false, limits: namedLimits(placed) };
    const sweeps: Sweep[] = [];
    for (let i = 0; i < operands.length;) {
      const { sweep, next } = this.sweeps.read(card, operands, i);
      if (sweep !== undefined) sweeps.push(sweep);
      if (next === undefined || sweep === undefined) return undefined;
      i = next;
    }
    return { kind: 'dc', sweeps };
  }
}
