import { NONE } from '@nodal/protocol';
import type { Argument, Operand } from '../../generated/ast.js';
import { wordOf } from '../../design/operands.js';
import { findWaveform, UNSUPPORTED_WAVEFORMS, type WaveformFacts } from '../../reference/sources.js';
import type { Element, ElementElaborator } from '../element.js';

/** Words that may stand among the operands of a source and end the list of a waveform's numbers. */
function isKeyword(word: string | undefined): boolean {
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  return lower === 'dc' || lower === 'ac' || lower === 'repeat' || findWaveform(lower) !== undefined || UNSUPPORTED_WAVEFORMS.includes(lower);
}

/** `v1 p n [dc] 5 ac 1 90 pulse(0 5 …)`, in any order. */
function independent(letter: string): ElementElaborator {
  return {
    letter,
    elaborate(element) {
      if (!element.nodes(2)) return;
      new SourceReader(element).read();
      element.finish();
    },
  };
}

class SourceReader {
  private waveform: WaveformFacts | undefined;

  constructor(private readonly element: Element) {}

  read(): void {
    const { element } = this;
    while (element.at < element.arguments.length && !element.failed) {
      const argument = element.arguments[element.at]!;
      if (argument.$type === 'Assignment') this.assignment(argument);
      else this.operand(argument);
    }
  }

  private assignment(argument: Extract<Argument, { $type: 'Assignment' }>): void {
    const { element } = this;
    element.at++;
    const name = argument.target.$type === 'Word' ? argument.target.text.toLowerCase() : '';
    if ((name === 'r' || name === 'td') && argument.value) {
      element.parameter(name, argument.value);
      return;
    }
    if (name === 'ac' && argument.value) {
      this.ac(argument.value);
      return;
    }
    if (name === 'dc' && argument.value) {
      element.parameter('dc', argument.value);
      return;
    }
    if (findWaveform(name)) {
      element.error('waveform-arguments', argument, `Write ${name}(…) without the '='.`);
      return;
    }
    element.assignment(argument);
  }

  private operand(operand: Operand): void {
    const { element } = this;
    element.at++;
    if (operand.$type === 'Call') {
      // `pwl(0,0) (1u,1)`: parentheses are blanks to ngspice.
      const pairs = operand.callee.toLowerCase() === 'pwl' && element.isValue(element.peek());
      this.call(operand.callee.toLowerCase(), operand, pairs ? [...operand.arguments, ...this.looseArguments()] : operand.arguments);
      return;
    }
    const word = wordOf(operand)?.toLowerCase();
    if (word === 'dc') {
      const value = element.peek();
      if (element.isValue(value)) {
        element.at++;
        element.parameter('dc', value);
      } else if (!value || !isKeyword(wordOf(value))) {
        element.warning('missing-value', operand, `A value must follow DC; 0 is taken. Write: ${element.placed.card.name} ${element.facts.pins.join(' ')} dc 5`);
      }
      return;
    }
    if (word === 'ac') {
      const value = element.peek();
      if (element.isValue(value)) {
        element.at++;
        this.ac(value);
      } else {
        this.acValues(operand, undefined, undefined);
      }
      return;
    }
    if (word !== undefined && (findWaveform(word) || UNSUPPORTED_WAVEFORMS.includes(word))) {
      this.call(word, operand, this.looseArguments());
      return;
    }
    if (word === 'load' && element.facts.letter === 'i') {
      element.setParameter('load', element.elaboration.builder.value(1), operand);
      return;
    }
    if (word === 'portnum' || word === 'z0' || word === 'pwr') {
      element.warning('unsupported-parameter', operand, `'${word}' has no effect: Nodal does not compute S-parameters yet.`);
      if (element.isValue(element.peek())) element.at++;
      return;
    }
    if (word === 'distof1' || word === 'distof2') {
      element.warning('unsupported-parameter', operand, `'${word}' has no effect: Nodal has no distortion analysis yet.`);
      while (element.isValue(element.peek())) element.at++;
      return;
    }
    if (element.isValue(operand) && !element.parameters.has('dc')) {
      element.parameter('dc', operand);
      return;
    }
    element.surplus(operand);
  }

  /** Magnitude and phase, of which the second may follow. */
  private ac(magnitude: Operand): void {
    const { element } = this;
    const phase = element.peek();
    if (element.isValue(phase)) {
      element.at++;
      this.acValues(magnitude, magnitude, phase);
    } else {
      this.acValues(magnitude, magnitude, undefined);
    }
  }

  private acValues(at: Operand, magnitude: Operand | undefined, phase: Operand | undefined): void {
    const { element } = this;
    const { builder } = element.elaboration;
    const start = magnitude ? element.value(magnitude) : builder.value(1);
    const end = phase ? element.value(phase) : builder.value(0);
    if (start === NONE || end === NONE) return;
    element.parameters.set('ac', { start, count: 2, origin: element.elaboration.origin(element.placed, at) });
  }

  /** The arguments of a waveform that is written without parentheses: numbers up to the next keyword. */
  private looseArguments(): Argument[] {
    const { element } = this;
    const list: Argument[] = [];
    for (;;) {
      const argument = element.arguments[element.at];
      if (!argument) return list;
      if (argument.$type === 'Assignment') {
        if (argument.target.$type !== 'Word' || !/^(r|td|file|time_scale_factor|value_scale_factor|trigger)$/i.test(argument.target.text)) return list;
      } else if (isKeyword(wordOf(argument)) && !/^repeat$/i.test(wordOf(argument)!)) {
        return list;
      } else if (!element.isValue(argument) && !/^(repeat|forever|for|endrepeat)$/i.test(wordOf(argument) ?? '')) {
        return list;
      }
      list.push(argument);
      element.at++;
    }
  }

  private call(name: string, operand: Operand, list: readonly Argument[]): void {
    const { element } = this;
    const facts = findWaveform(name);
    if (name === 'dc' || name === 'ac') {
      const [first, second] = list;
      if (element.isValue(first)) {
        if (name === 'dc') element.parameter('dc', first);
        else this.acValues(operand, first, element.isValue(second) ? second : undefined);
        return;
      }
    }
    if (!facts) {
      element.error(UNSUPPORTED_WAVEFORMS.includes(name) ? 'unsupported-waveform' : 'unknown-waveform', operand, UNSUPPORTED_WAVEFORMS.includes(name)
        ? `The waveform ${name.toUpperCase()} is not simulated yet.`
        : `There is no waveform '${name}'. There are PULSE, SIN, EXP, PWL, SFFM and AM.`);
      return;
    }
    if (this.waveform) {
      element.warning('two-waveforms', operand, `${element.placed.card.name} has two waveforms; ${this.waveform.name.toUpperCase()} has no effect, ${facts.name.toUpperCase()} counts.`);
      element.parameters.delete(this.waveform.name);
    }
    this.waveform = facts;
    if (facts.name === 'pwl' && list.length === 0 && /^file$/i.test(wordOf(element.peek()) ?? '')) {
      // `pwl file "x.csv"`
      element.error('unsupported-waveform', operand, 'PWL from a file is not read yet. Write the pairs of time and value on the card.');
      return;
    }
    const values = facts.name === 'pwl' ? this.pwl(list) : this.plain(facts, list);
    if (!values || element.failed) return;
    this.check(facts, operand, values);
    if (element.failed) return;
    element.setList(facts.name, values, operand);
  }

  private plain(facts: WaveformFacts, list: readonly Argument[]): number[] | undefined {
    const { element } = this;
    const values: number[] = [];
    for (const argument of list) {
      if (argument.$type === 'Group') {
        const inner = this.plain(facts, argument.arguments);
        if (!inner) return undefined;
        for (const value of inner) values.push(value);
        continue;
      }
      if (!element.isValue(argument)) {
        element.error('waveform-arguments', argument, `The arguments of ${facts.name.toUpperCase()} are numbers or {expressions}.`);
        return undefined;
      }
      const value = element.value(argument);
      if (value === NONE) return undefined;
      values.push(value);
    }
    return values;
  }

  /** Pairs of time and value, with r=, td=, and LTspice's `repeat for n (…) endrepeat`. */
  private pwl(list: readonly Argument[]): number[] | undefined {
    const { element } = this;
    const values: number[] = [];
    for (let i = 0; i < list.length; i++) {
      const argument = list[i]!;
      if (argument.$type === 'Assignment') {
        const name = argument.target.$type === 'Word' ? argument.target.text.toLowerCase() : '';
        if (name === 'file') {
          element.error('unsupported-waveform', argument, 'PWL from a file is not read yet. Write the pairs of time and value on the card.');
          return undefined;
        }
        if (name === 'time_scale_factor' || name === 'value_scale_factor' || name === 'trigger') {
          element.error('unsupported-waveform', argument, `PWL with ${name.toUpperCase()} is not simulated yet. Write the times and values as they are.`);
          return undefined;
        }
        if ((name === 'r' || name === 'td') && argument.value) element.parameter(name, argument.value);
        else element.warning('unknown-instance-parameter', argument, `'${name}' has no effect on PWL.`);
        continue;
      }
      const word = wordOf(argument)?.toLowerCase();
      if (word === 'repeat') {
        i = this.repeat(list, i, values);
        if (element.failed) return undefined;
        continue;
      }
      if (word === 'endrepeat') continue;
      const inner = this.plain(findWaveform('pwl')!, [argument]);
      if (!inner) return undefined;
      for (const value of inner) values.push(value);
    }
    return values;
  }

  /** Reads from `repeat` on; answers the index of the last argument that it took. */
  private repeat(list: readonly Argument[], at: number, values: number[]): number {
    const { element } = this;
    const { builder } = element.elaboration;
    const mode = wordOf(list[at + 1])?.toLowerCase();
    let next = at + 2;
    let count = Infinity;
    if (mode === 'for') {
      const operand = list[next];
      const value = element.isValue(operand) ? element.value(operand) : NONE;
      next++;
      count = value === NONE ? NaN : Math.floor(element.number(value));
    }
    if ((mode !== 'for' && mode !== 'forever') || !(count >= 1)) {
      element.error('waveform-arguments', list[at], 'Write REPEAT FOREVER (…) ENDREPEAT or REPEAT FOR n (…) ENDREPEAT.');
      return list.length;
    }
    const body: Argument[] = [];
    while (next < list.length && wordOf(list[next])?.toLowerCase() !== 'endrepeat') body.push(list[next++]!);
    const once = this.plain(findWaveform('pwl')!, body);
    if (!once || once.length < 2 || once.length % 2 !== 0) {
      if (!element.failed) element.error('waveform-arguments', list[at], 'The repeated part of PWL needs pairs of time and value.');
      return list.length;
    }
    if (count === Infinity) {
      for (const value of once) values.push(value);
      element.setParameter('r', builder.value(element.number(once[0]!)), list[at]!);
      return next;
    }
    if (count * once.length > 1_000_000) {
      element.error('waveform-arguments', list[at], 'This repetition has more than a million points. Use REPEAT FOREVER.');
      return list.length;
    }
    const span = element.number(once[once.length - 2]!);
    for (let k = 0; k < count; k++) {
      for (let p = 0; p < once.length; p += 2) {
        // The first point of a repetition would coincide with the last of the one before.
        if (k > 0 && p === 0 && element.number(once[0]!) === 0) continue;
        values.push(builder.value(element.number(once[p]!) + k * span), once[p + 1]!);
      }
    }
    return next;
  }

  private check(facts: WaveformFacts, at: Operand, values: number[]): void {
    const { element } = this;
    const names = facts.arguments.map((argument) => argument.name).join(' ');
    const title = facts.name.toUpperCase();
    if (values.length < facts.required) {
      element.error('waveform-arguments', at, `${title} needs at least ${facts.required} numbers: ${title}(${names}).`);
      return;
    }
    if (facts.pairs) {
      if (values.length % 2 !== 0) {
        element.warning('waveform-arguments', at, `PWL needs pairs of time and value, but has ${values.length} numbers; the last one has no effect.`);
        values.pop();
      }
      for (let i = 2; i < values.length; i += 2) {
        if (element.number(values[i]!) < element.number(values[i - 2]!)) {
          element.error('waveform-arguments', at, `The times of PWL must rise, but ${element.number(values[i]!)} comes after ${element.number(values[i - 2]!)}.`);
          return;
        }
      }
      return;
    }
    if (values.length > facts.arguments.length) {
      // As in ngspice, which passes over them without a word.
      element.warning('waveform-arguments', at, `${title} takes at most ${facts.arguments.length} numbers, not ${values.length}: ${title}(${names}). The further ones have no effect.`);
      values.length = facts.arguments.length;
    }
    // A count of 0 means that there is no limit.
    while (values.length > 0 && facts.arguments[values.length - 1]!.unsupported === true) {
      const last = values.pop()!;
      if (element.number(last) !== 0) element.error('unsupported-waveform', at, `${title} with ${facts.arguments[values.length]!.name} is not simulated yet.`);
    }
    facts.arguments.forEach((argument, i) => {
      if (i >= values.length || argument.unit !== 's') return;
      const number = element.number(values[i]!);
      if (number < 0 && !/^td/.test(argument.name)) element.error('waveform-arguments', at, `The ${argument.name} of ${title} is ${number} s; a time cannot be negative.`);
    });
  }
}

export const voltageSource = independent('v');
export const currentSource = independent('i');
