import { NONE, type Direction, type Event, type Measure, type MeasureForm, type Signal, type Statistic } from '@nodal/protocol';
import type { Argument, Assignment, DirectiveCard } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { flatArguments, operandText, wordOf } from '../design/operands.js';
import { parseNumber } from '../text/number.js';
import type { Elaboration } from './elaboration.js';
import type { Frame } from './frame.js';
import type { Signals } from './signals.js';
import type { Values } from './values.js';

const STATISTICS = new Map<string, Statistic>([
  ['min', 'min'], ['max', 'max'], ['pp', 'peakToPeak'], ['avg', 'average'], ['rms', 'rms'], ['integ', 'integral'], ['integral', 'integral'],
  ['min_at', 'minAt'], ['max_at', 'maxAt'],
]);
const USAGE = 'Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1';
const ANALYSES = new Set(['op', 'dc', 'ac', 'tran']);

/** Settings of a crossing or a window, by name in lower case. */
interface Limits { from: number; to: number; delay: number; count: number; direction: Direction; value: Signal | undefined; at: number }

/** Reads `.meas` cards; each may read those before it. */
export class Measures {
  private readonly byName = new Map<string, number>();

  constructor(private readonly elaboration: Elaboration, private readonly values: Values, private readonly top: Frame, private readonly signals: Signals) {}

  read(placed: PlacedCard<DirectiveCard>): Measure | undefined {
    return new MeasureReader(this, this.elaboration, this.values, this.top, this.signals, placed).read();
  }

  /** Index of an earlier measure. */
  find(name: string): number | undefined {
    return this.byName.get(name.toLowerCase());
  }

  keep(name: string, index: number): void {
    this.byName.set(name.toLowerCase(), index);
  }
}

class MeasureReader {
  private readonly list: readonly Argument[];
  private at = 0;
  private failed = false;

  constructor(
    private readonly measures: Measures, private readonly elaboration: Elaboration, private readonly values: Values,
    private readonly top: Frame, private readonly signals: Signals, private readonly placed: PlacedCard<DirectiveCard>,
  ) {
    this.list = flatArguments(placed.card);
  }

  private fail(code: string, at: Argument | undefined, message: string): undefined {
    this.failed = true;
    // What other simulators measure and Nodal does not yet leaves the run as it is.
    const inert = code === 'unsupported-measure' || code === 'signal-expression';
    this.elaboration.tellAt(inert ? 'warning' : 'error', code, this.placed, at, inert ? `${message} This measure has no effect.` : message);
    return undefined;
  }

  read(): Measure | undefined {
    let analysis = wordOf(this.list[0])?.toLowerCase();
    // LTspice's form without the analysis means the deck's.
    const implied = analysis !== undefined && !ANALYSES.has(analysis) && this.isForm(this.list[1]) ? this.deckAnalysis() : undefined;
    if (implied !== undefined) {
      analysis = implied;
      this.at = -1;
    }
    if (analysis === undefined || !ANALYSES.has(analysis)) {
      if (analysis === 'noise' || analysis === 'sp') {
        this.elaboration.tellAt('warning', 'inert-measure', this.placed, this.list[0], `Nodal has no ${analysis} analysis yet, so this measure has no effect.`);
        return undefined;
      }
      return this.fail('measure-syntax', this.list[0], `.meas begins with the analysis: tran, ac, dc or op. ${USAGE}`);
    }
    const nameArgument = this.list[this.at + 1];
    const name = nameArgument && nameArgument.$type !== 'Assignment' ? operandText(this.placed, nameArgument).text : undefined;
    if (name === undefined) return this.fail('measure-syntax', nameArgument, `The measure has no name. ${USAGE}`);
    this.at += 2;
    const form = this.form();
    if (!form || this.failed) return undefined;
    const left = this.list[this.at];
    if (left) return this.fail('measure-syntax', left, `This has no meaning here. ${USAGE}`);
    return { name, analysis, form, origin: this.elaboration.cardOrigin(this.placed) };
  }

  private isForm(argument: Argument | undefined): boolean {
    const word = argument?.$type === 'Assignment' ? (argument.target.$type === 'Word' ? argument.target.text : '') : wordOf(argument) ?? '';
    return STATISTICS.has(word.toLowerCase()) || /^(trig|find|when|param|deriv)$/i.test(word);
  }

  private deckAnalysis(): string | undefined {
    for (const placed of this.elaboration.design.directives) {
      const word = placed.card.keyword.slice(1).toLowerCase();
      if (ANALYSES.has(word)) return word;
    }
    return undefined;
  }

  private form(): MeasureForm | undefined {
    const argument = this.list[this.at];
    if (argument?.$type === 'Assignment' && argument.target.$type === 'Word' && argument.target.text.toLowerCase() === 'param') return this.parameter(argument);
    const word = wordOf(argument)?.toLowerCase();
    const statistic = word === undefined ? undefined : STATISTICS.get(word);
    this.at++;
    if (statistic) return this.statistic(statistic);
    switch (word) {
      case 'trig': return this.delay();
      case 'find': return this.findForm();
      case 'when': {
        const at = this.when();
        return at && { kind: 'when', at };
      }
      case 'param': {
        const next = this.list[this.at];
        if (next && next.$type !== 'Assignment') {
          this.at++;
          return this.program(next);
        }
        return this.fail('measure-syntax', argument, "PARAM needs a formula: param='a-b'");
      }
      case 'deriv': case 'err': case 'err1': case 'err2': case 'err3': case 'fft':
        return this.fail('unsupported-measure', argument, `The measure ${word.toUpperCase()} is not supported yet.`);
      default:
        return this.fail('measure-syntax', argument, `There is no such kind of measure. ${USAGE}`);
    }
  }

  private parameter(assignment: Assignment): MeasureForm | undefined {
    this.at++;
    if (!assignment.value) return this.fail('measure-syntax', assignment, "PARAM needs a formula: param='a-b'");
    return this.program(assignment.value);
  }

  /** A formula over earlier measures and parameters; its number is known after the run only. */
  private program(operand: Exclude<Argument, Assignment>): MeasureForm | undefined {
    const source = this.values.textOf(this.placed, operand);
    const { builder } = this.elaboration;
    const compiled = this.values.measureProgram(source, this.top, (name) => this.measures.find(name));
    if (compiled === undefined) {
      this.failed = true;
      return undefined;
    }
    if (typeof compiled === 'number') return { kind: 'parameter', value: builder.value(compiled) };
    return { kind: 'parameter', value: builder.value(0, compiled.program) };
  }

  private signal(): Signal | undefined {
    const argument = this.list[this.at];
    if (!argument || argument.$type === 'Assignment') return this.fail('measure-syntax', argument, `A result such as v(out) is expected here. ${USAGE}`);
    this.at++;
    return this.signalOf(argument);
  }

  private signalOf(argument: Argument): Signal | undefined {
    const result = this.signals.read(this.placed, argument);
    return 'signal' in result ? result.signal : this.fail(result.code, argument, result.message);
  }

  /** A level: a number, an expression, or another signal. */
  private level(operand: Exclude<Argument, Assignment>): Signal | undefined {
    if (operand.$type === 'Call') return this.signalOf(operand);
    const value = this.values.value(this.values.textOf(this.placed, operand), this.top);
    if (value === NONE) {
      this.failed = true;
      return undefined;
    }
    return { text: operandText(this.placed, operand).text, quantity: { kind: 'constant', value }, part: 'value', origin: this.elaboration.origin(this.placed, operand) };
  }

  /** Reads `name=value` settings up to the next operand. */
  private limits(): Limits {
    const limits: Limits = { from: NONE, to: NONE, delay: NONE, count: 1, direction: 'either', value: undefined, at: NONE };
    for (; this.at < this.list.length; this.at++) {
      const argument = this.list[this.at]!;
      if (argument.$type !== 'Assignment' || argument.target.$type !== 'Word') break;
      const name = argument.target.text.toLowerCase();
      const operand = argument.value;
      if (!operand) {
        this.fail('measure-syntax', argument, `${argument.target.text} has no value.`);
        return limits;
      }
      const number = (): number => {
        const value = this.values.value(this.values.textOf(this.placed, operand), this.top);
        if (value === NONE) this.failed = true;
        return value;
      };
      switch (name) {
        case 'from': limits.from = number(); break;
        case 'to': limits.to = number(); break;
        case 'td': limits.delay = number(); break;
        case 'at': limits.at = number(); break;
        case 'val': limits.value = this.level(operand); break;
        case 'rise': case 'fall': case 'cross': {
          limits.direction = name === 'cross' ? 'either' : name;
          const word = operandText(this.placed, operand).text.toLowerCase();
          const count = word === 'last' ? 0 : parseNumber(word) ?? NaN;
          if (!(word === 'last' || (Number.isInteger(count) && count >= 1))) this.fail('measure-syntax', argument, `${name.toUpperCase()} counts from 1, or is LAST.`);
          limits.count = count;
          break;
        }
        case 'goal': case 'minval': case 'weight': case 'print':
          this.elaboration.tellAt('warning', 'inert-measure', this.placed, argument, `'${argument.target.text}' has no effect on a measure.`);
          break;
        default:
          this.fail('measure-syntax', argument, `'${argument.target.text}' is no setting of a measure; there are from, to, td, val, rise, fall, cross and at.`);
          return limits;
      }
    }
    return limits;
  }

  private statistic(statistic: Statistic): MeasureForm | undefined {
    const signal = this.signal();
    if (!signal) return undefined;
    const word = wordOf(this.list[this.at])?.toLowerCase();
    if (word === 'trig' || word === 'targ') return this.fail('unsupported-measure', this.list[this.at], 'A window between TRIG and TARG is not supported yet; give it with from= and to=.');
    const { from, to } = this.limits();
    return { kind: 'statistic', statistic, signal, from, to };
  }

  private delay(): MeasureForm | undefined {
    const trigger = this.event();
    if (!trigger) return undefined;
    const word = this.list[this.at];
    if (wordOf(word)?.toLowerCase() !== 'targ') return this.fail('measure-syntax', word, `TARG is missing after TRIG. ${USAGE}`);
    this.at++;
    const target = this.event();
    return target && { kind: 'delay', trigger, target };
  }

  private findForm(): MeasureForm | undefined {
    const signal = this.signal();
    if (!signal) return undefined;
    const argument = this.list[this.at];
    if (wordOf(argument)?.toLowerCase() === 'when') {
      this.at++;
      const at = this.when();
      return at && { kind: 'find', signal, at };
    }
    const limits = this.limits();
    if (this.failed) return undefined;
    if (limits.at === NONE) return this.fail('measure-syntax', argument, 'FIND needs a place: at=1m, or when v(b)=1.');
    return { kind: 'find', signal, at: { kind: 'at', value: limits.at } };
  }

  /** `v(a)=2.5 rise=1`, `v(a)=v(b)`, `v(a) val=2.5`. */
  private when(): Event | undefined {
    const argument = this.list[this.at];
    if (argument?.$type === 'Assignment' && argument.target.$type === 'Word' && argument.target.text.toLowerCase() === 'at') {
      const limits = this.limits();
      return this.failed ? undefined : { kind: 'at', value: limits.at };
    }
    return this.crossing();
  }

  private event(): Event | undefined {
    return this.when();
  }

  private crossing(): Event | undefined {
    const argument = this.list[this.at];
    let left: Signal | undefined;
    let right: Signal | undefined;
    if (argument?.$type === 'Assignment') {
      this.at++;
      left = argument.target.$type === 'Call' ? this.signalOf(argument.target) : this.fail('measure-syntax', argument, `A result such as v(out) is expected here. ${USAGE}`);
      if (!left || !argument.value) return left && this.fail('measure-syntax', argument, 'The level of the crossing is missing: v(out)=2.5');
      right = this.level(argument.value);
      if (!right) return undefined;
    } else {
      left = this.signal();
      if (!left) return undefined;
    }
    const limits = this.limits();
    if (this.failed) return undefined;
    right ??= limits.value;
    if (!right) return this.fail('measure-syntax', argument, 'The level of the crossing is missing: val=2.5');
    return { kind: 'cross', left, right, direction: limits.direction, count: limits.count, delay: limits.delay, from: limits.from, to: limits.to };
  }
}
