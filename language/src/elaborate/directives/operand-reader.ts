import { NONE, type Frequencies, type Signal, type Variation } from '@nodal/protocol';
import type { Argument, Assignment, DirectiveCard } from '../../generated/ast.js';
import type { PlacedCard } from '../../design/design.js';
import { elementAt } from '../../design/find-path.js';
import { flatArguments, operandText } from '../../design/operands.js';
import type { Elaboration, Spelling } from '../elaboration.js';
import type { Frame } from '../frame.js';
import type { Lookup } from '../lookup.js';
import type { Signals } from '../signals.js';
import type { Values } from '../values.js';

/** What the check of a card works with: the circuit that has been made. */
export interface DirectiveContext {
  elaboration: Elaboration;
  values: Values;
  top: Frame;
  lookup: Lookup;
  signals: Signals;
}

/** Checks the operands of a card that Nodal does not act on yet. */
export type DirectiveCheck = (operands: OperandReader) => void;

const VARIATIONS: ReadonlyMap<string, Variation> = new Map([['dec', 'decade'], ['oct', 'octave'], ['lin', 'linear']]);

/**
 * Reads the operands of a card from the left. Of one card the first mistake is
 * told: as an error where Nodal acts on the card, else as a warning, since a
 * mistake in what has no effect is no reason not to run.
 */
export class OperandReader {
  readonly list: readonly Argument[];
  private at = 0;
  private told = false;

  constructor(readonly context: DirectiveContext, readonly placed: PlacedCard<DirectiveCard>, private readonly usage: string, private readonly acts = false) {
    this.list = flatArguments(placed.card);
  }

  get done(): boolean {
    return this.at >= this.list.length;
  }

  peek(): Argument | undefined {
    return this.list[this.at];
  }

  /** Whether something was wrong with the card, or is a limit. */
  get failed(): boolean {
    return this.told;
  }

  take(): Argument | undefined {
    return this.list[this.at++];
  }

  /** The next operand when it is a plain word, in lower case. */
  word(): string | undefined {
    const next = this.peek();
    return next?.$type === 'Word' ? next.text.toLowerCase() : undefined;
  }

  /** Takes the next word when it is one of these. */
  takeWord(...words: string[]): string | undefined {
    const word = this.word();
    if (word === undefined || !words.includes(word)) return undefined;
    this.at++;
    return word;
  }

  /** Takes the next `name=value` when its name is one of these, or any. */
  takeAssignment(...names: string[]): Assignment | undefined {
    const next = this.peek();
    if (next?.$type !== 'Assignment' || next.target.$type !== 'Word') return undefined;
    if (names.length > 0 && !names.includes(next.target.text.toLowerCase())) return undefined;
    this.at++;
    return next;
  }

  wrong(at: Argument | undefined, message: string, code = 'directive-arguments', spelling?: Spelling): undefined {
    const isUsage = code === 'directive-arguments';
    if (!this.told) this.context.elaboration.tellAt(this.acts ? 'error' : 'warning', isUsage && this.acts ? 'analysis-arguments' : code, this.placed, at, isUsage ? `${message} Write: ${this.usage}` : message, undefined, spelling);
    this.told = true;
    return undefined;
  }

  /** Tells what is right and Nodal does not do, so that the card has no effect. */
  limit(code: string, at: Argument | undefined, message: string): never[] {
    if (!this.told) this.context.elaboration.tellAt('warning', code, this.placed, at, message);
    this.told = true;
    return [];
  }

  text(argument: Argument): string {
    if (argument.$type !== 'Assignment') return operandText(this.placed, argument).text;
    return this.text(argument.target);
  }

  /** `dec`, `oct` or `lin`, points, start and stop. */
  frequencies(): Frequencies | undefined {
    const first = this.peek();
    const variation = VARIATIONS.get(this.word() ?? '');
    if (variation === undefined) return this.wrong(first, 'The frequencies begin with dec, oct or lin.');
    this.at++;
    const number = (value: number): number => (value === NONE ? NaN : this.context.elaboration.builder.circuit.values.constant[value]!);
    const points = this.value('the number of points');
    const startAt = this.peek();
    const start = this.value('the start frequency');
    const stopAt = this.peek();
    const stop = this.value('the stop frequency');
    if (number(points) < 1) this.wrong(first, 'There must be at least one point.');
    if (number(start) < 0 || (variation !== 'linear' && number(start) === 0)) this.wrong(startAt, `The start frequency is ${number(start)} Hz; it must be greater than 0.`);
    if (number(stop) < number(start)) this.wrong(stopAt, `The stop frequency ${number(stop)} Hz lies below the start frequency ${number(start)} Hz.`);
    return this.told || points === NONE || start === NONE || stop === NONE ? undefined : { variation, points, start, stop };
  }

  /** A number or an expression; undefined after a mistake. */
  number(what: string): number | undefined {
    const next = this.peek();
    if (next === undefined || next.$type === 'Assignment' || next.$type === 'Call') return this.wrong(next, `${what[0]!.toUpperCase()}${what.slice(1)} is missing.`);
    this.at++;
    return this.valueOf(next);
  }

  /** As `number`, as an index into the circuit's values; `NONE` after a mistake. */
  value(what: string): number {
    const next = this.peek();
    if (next === undefined || next.$type === 'Assignment' || next.$type === 'Call') {
      this.wrong(next, `${what[0]!.toUpperCase()}${what.slice(1)} is missing.`);
      return NONE;
    }
    this.at++;
    return this.valueIndex(next);
  }

  /** How many operands are read. */
  get position(): number {
    return this.at;
  }

  /** All that is left, as numbers. */
  numbers(what: string): void {
    while (!this.done) {
      const before = this.at;
      this.number(what);
      if (this.at === before) return;
    }
  }

  /** Whether the next operand is a number or an expression. */
  isNumber(): boolean {
    const next = this.peek();
    return next !== undefined && (next.$type === 'Expression' || (next.$type === 'Word' && /^[-+]?\.?\d/.test(next.text)));
  }

  valueOf(argument: Exclude<Argument, Assignment>): number | undefined {
    const value = this.valueIndex(argument);
    return value === NONE ? undefined : this.context.elaboration.builder.circuit.values.constant[value]!;
  }

  private valueIndex(argument: Exclude<Argument, Assignment>): number {
    const { values, top } = this.context;
    if (argument.$type === 'Word' && /^[a-z_]\w*$/i.test(argument.text) && top.shape.slot(argument.text.toLowerCase()) === undefined) {
      this.wrong(argument, `The parameter '${argument.text}' is not defined here.`, 'unknown-parameter');
      return NONE;
    }
    return values.value(values.textOf(this.placed, argument), top);
  }

  /** A result such as `v(out)`. What Nodal cannot compute is right here, since the card is not computed either. */
  signal(what: string): Signal | undefined {
    const next = this.peek();
    if (next === undefined || next.$type === 'Assignment') return this.wrong(next, `${what[0]!.toUpperCase()}${what.slice(1)} is missing.`);
    this.at++;
    const result = this.context.signals.read(this.placed, next);
    if ('signal' in result) return result.signal;
    if (!result.code.startsWith('unsupported-')) return this.wrong(next, result.message, result.code, result.spelling);
    if (this.acts) this.limit(result.code, next, result.message);
    return undefined;
  }

  /** Reads all that is left. What `read` does not take, such as `v(a)=1` in place of a result, is passed over. */
  each(read: () => void): void {
    while (!this.done) {
      const before = this.at;
      read();
      if (this.at === before) this.at++;
    }
  }

  /** All that is left, as results. */
  signals(): void {
    this.each(() => {
      if (this.peek()!.$type === 'Assignment') this.at++;
      else this.signal('a result');
    });
  }

  /** The name of a device. */
  device(what: string, letters?: RegExp): void {
    const next = this.peek();
    if (next?.$type !== 'Word') return this.wrong(next, `${what[0]!.toUpperCase()}${what.slice(1)} is missing.`);
    this.at++;
    if (elementAt(this.context.elaboration.design, next.text) === undefined) return this.wrong(next, `There is no device '${next.text}' in the circuit.`, 'unknown-device');
    if (letters !== undefined && !letters.test(next.text.slice(next.text.lastIndexOf('.') + 1))) this.wrong(next, `${next.text} is no ${what.replace(/^the /, '')}.`);
  }

  /** The name of an independent source: its index in the circuit. */
  independentSource(): number | undefined {
    const next = this.peek();
    this.device('the source', /^[vi]/i);
    if (this.told || next?.$type !== 'Word') return undefined;
    const device = this.context.lookup.device(next.text);
    if (device === undefined) this.limit('unsupported-signal', next, `'${next.text}' is not simulated yet.`);
    return device;
  }

  /** The kind of a device of the circuit. */
  kindOf(device: number): string {
    const { circuit } = this.context.elaboration.builder;
    return circuit.strings[circuit.devices.kind[device]!]!;
  }

  /** The name of a node. */
  node(what: string): void {
    const next = this.peek();
    if (next?.$type !== 'Word') return this.wrong(next, `${what[0]!.toUpperCase()}${what.slice(1)} is missing.`);
    this.at++;
    const node = this.context.signals.node(next.text);
    if (typeof node !== 'number' && !node.code.startsWith('unsupported-')) this.wrong(next, node.message, node.code, node.spelling);
  }

  /** Tells what nothing has read. */
  end(): void {
    if (!this.done) this.wrong(this.peek(), 'This has no meaning here.');
  }
}
