import { NONE, type Input } from '@nodal/protocol';
import type { Operand } from '../../generated/ast.js';
import { PUSH_INPUT, PUSH_CONSTANT, CALL } from '../../expressions/programs.js';
import { findDevice } from '../../reference/devices.js';
import { parseNumber } from '../../text/number.js';
import type { Element } from '../element.js';
import type { InputReader, ValueText } from '../values.js';

/** Devices whose current an expression may read: those with a branch, and those of which the solver has a reading (`devices/readings.rs`). */
const WITH_CURRENT: readonly string[] = ['resistor', 'capacitor', 'current-source', 'vccs', 'cccs', 'diode', 'heated-diode', 'ideal-diode', 'voltage-source', 'vcvs', 'ccvs', 'behavioural-voltage', 'inductor', 'behavioural-inductor', 'behavioural-flux', 'hysteresis-inductor', 'core-winding'];

/** Devices the currents into whose terminals it may read (`devices/nonlinear/readings.rs`). */
const WITH_TERMINALS: readonly string[] = ['bjt', 'epitaxial-bjt', 'jfet', 'jfet2', 'mosfet', 'mosfet2', 'mosfet3', 'bsim3', 'bsim4', 'vdmos', 'heated-vdmos'];

/** The kinds with a terminal of this letter. */
function kindsWith(letter: string): readonly string[] {
  return WITH_TERMINALS.filter((kind) => findDevice(kind)!.pins.includes(letter));
}

/** The first letter of a device's own name. */
function letterOf(device: string): string {
  return device.charAt(device.search(/[^.:]*$/)).toLowerCase();
}

/** What the expression of a source reads: voltages, currents, time, frequency, temperature. */
function sourceInputs(element: Element): InputReader {
  const { builder } = element.elaboration;
  return (step): Input | string => {
    switch (step.kind) {
      case 'variable':
        switch (step.name) {
          case 'temper': return { kind: 'temper' };
          case 'time': return { kind: 'time' };
          case 'hertz': return { kind: 'hertz' };
          default: return `'${step.name}' has no value in a source.`;
        }
      case 'voltage': return { kind: 'voltage', positive: builder.string(step.positive), negative: step.negative === undefined ? NONE : builder.string(step.negative) };
      case 'current':
        if (step.access.length === 1) return { kind: 'current', device: builder.string(step.device) };
        if (kindsWith(step.access.slice(1).toLowerCase()).length > 0) return { kind: 'deviceParameter', device: builder.string(step.device), parameter: builder.string(step.access.toLowerCase()) };
        return `Nodal does not read the current ${step.access}(${step.device}) in a source. Put a voltage source of 0 V there and read its current.`;
      case 'deviceParameter':
        // The current of a device by another name; what it is of, its binding finds out.
        if (step.parameter === 'i' || step.parameter === 'current' || (step.parameter === 'id' && letterOf(step.device) === 'd')) return { kind: 'current', device: builder.string(step.device) };
        if (/^i[cbes]$/.test(step.parameter) && letterOf(step.device) === 'q') return { kind: 'deviceParameter', device: builder.string(step.device), parameter: builder.string(step.parameter) };
        return `Nodal does not read @${step.device}[${step.parameter}] in a source: write what is wanted as a formula of voltages and currents, such as that of a voltage source of 0 V in series.`;
    }
  };
}

/** Gives a source the expression of a text; `at` is its operand, `x` what that name stands for, if for anything. */
export function giveExpression(element: Element, source: ValueText, at: Operand, x?: Input): void {
  const words = element.context.values.sourceProgram(source, element.frame, sourceInputs(element), { x });
  if (words === undefined) {
    element.failed = true;
    return;
  }
  give(element, words, at);
}

/** Sets the program, and binds what it reads in this frame. */
function give(element: Element, program: { program: number } | number, at: Operand): void {
  const { builder } = element.elaboration;
  if (typeof program === 'number') {
    if (!Number.isFinite(program)) {
      element.error('value-not-finite', at, 'This expression has no finite value: look for a division by zero or the root of a negative number.');
      return;
    }
    element.setParameter('expression', builder.value(program), at);
    return;
  }
  element.setParameter('expression', builder.value(0, program.program), at);
  const { code, start, length, inputs } = builder.table.programs;
  const seen = new Set<number>();
  const first = start[program.program]!;
  for (let word = first; word < first + length[program.program]!; word += code[word] === PUSH_INPUT || code[word] === PUSH_CONSTANT ? 2 : 3) {
    const index = code[word + 1]!;
    if (code[word] !== PUSH_INPUT || seen.has(index)) continue;
    seen.add(index);
    bind(element, inputs[index]!, at);
  }
}

/** The terminals and the devices that an input is read from, in the order in which the solver takes them. */
function bind(element: Element, input: Input, at: Operand): void {
  const { strings } = element.elaboration.builder.circuit;
  if (input.kind === 'voltage') {
    element.control(strings[input.positive]!, at);
    element.control(input.negative === NONE ? '0' : strings[input.negative]!, at);
  } else if (input.kind === 'current') {
    element.references.push({ name: strings[input.device]!, at, accepts: WITH_CURRENT, wanted: 'a resistor, capacitor, inductor, diode or source (the current of anything else is that of a voltage source of 0 V in series)' });
  } else if (input.kind === 'deviceParameter') {
    const access = strings[input.parameter]!;
    element.references.push({ name: strings[input.device]!, at, accepts: kindsWith(access.slice(1)), wanted: `a transistor with the terminal of ${access}(…)` });
  }
}

/** A program that is made and not written: its words, for the place that they come from. */
function giveWords(element: Element, at: Operand, make: () => number[] | undefined): void {
  const { builder } = element.elaboration;
  const { shape } = element.frame;
  const { start } = element.elaboration.range(element.placed, at);
  const place = element.placed.file.index * 2 ** 32 + start;
  let program = shape.programs.get(place);
  if (program === undefined) {
    const words = make();
    if (words === undefined) {
      element.failed = true;
      return;
    }
    program = builder.table.add(words, element.elaboration.origin(element.placed, at));
    shape.programs.set(place, program);
  }
  give(element, { program }, at);
}

/** The words of a number or of an expression of parameters. */
function knownWords(element: Element, operand: Operand): number[] | undefined {
  const { values } = element.context;
  const source = values.textOf(element.placed, operand);
  const number = parseNumber(source.text, source.file.parsed.dialect);
  const program = number ?? values.program(source, element.frame);
  if (program === undefined) return undefined;
  return wordsOf(element, program);
}

/**
 * `poly(n) controls… p0 p1 …`: the sum of the coefficients times the products of
 * the controls, by rising degree, each degree in the order x₁², x₁x₂, …, x₂², …
 */
export function givePolynomial(element: Element, at: Operand, controls: readonly Input[], coefficients: readonly Operand[]): void {
  giveWords(element, at, () => {
    const { table } = element.elaboration.builder;
    const call = (name: string): number[] => [CALL, table.functionName(name), 2];
    let sum: number[] | undefined;
    let product: number[] = [];
    for (const coefficient of coefficients) {
      const words = knownWords(element, coefficient);
      if (words === undefined) return undefined;
      const isZero = words.length === 2 && table.programs.constants[words[1]!] === 0;
      if (!isZero) {
        const term = [...words];
        product.forEach((control, place) => {
          term.push(PUSH_INPUT, table.input(controls[control]!));
          // Products of controls come first, so that terms share them.
          if (place > 0) term.push(...call('*'));
        });
        if (product.length > 0) term.push(...call('*'));
        sum = sum === undefined ? term : [...sum, ...term, ...call('+')];
      }
      product = nextProduct(product, controls.length);
    }
    return sum ?? [PUSH_CONSTANT, table.constant(0)];
  });
}

/** The product behind another one in the order of the coefficients: indices of the controls, rising. */
function nextProduct(product: readonly number[], controls: number): number[] {
  let last = product.length - 1;
  while (last >= 0 && product[last] === controls - 1) last--;
  if (last < 0) return new Array<number>(product.length + 1).fill(0);
  const next = product[last]! + 1;
  return product.map((control, place) => (place < last ? control : next));
}

/** `table {expression} (x1,y1) (x2,y2) …` */
export function giveTable(element: Element, expression: Operand, points: readonly Operand[]): void {
  const { card, file } = element.placed;
  if (points.length < 2 || points.length % 2 === 1) {
    element.error('missing-value', points[points.length - 1] ?? expression, `The table of ${card.name} needs pairs of numbers: (x1,y1) (x2,y2) …`);
    return;
  }
  const { values } = element.context;
  const { table } = element.elaboration.builder;
  const { name } = file.parsed.dialect;
  giveWords(element, expression, () => {
    const source = values.textOf(element.placed, expression);
    // The place of the words is that of the whole, so the expression is compiled by itself.
    const compiled = values.sourceProgram(source, element.frame, sourceInputs(element), { kept: false });
    if (compiled === undefined) return undefined;
    const words = wordsOf(element, compiled);
    let before = -Infinity;
    for (const [i, point] of points.entries()) {
      const known = knownWords(element, point);
      if (known === undefined) return undefined;
      words.push(...known);
      if (i % 2 === 1 || known.length !== 2) continue;
      const x = table.programs.constants[known[1]!]!;
      if (x <= before) {
        element.error('value-out-of-range', point, `The points of the table of ${card.name} must have rising inputs: ${x} does not follow ${before}.`);
        return undefined;
      }
      before = x;
    }
    // ngspice rounds the corners.
    words.push(CALL, table.functionName(name === 'ngspice' || name === 'spice3' ? 'source-table' : 'source-lines'), points.length + 1);
    return words;
  });
}

/** The words of a compiled program. */
function wordsOf(element: Element, compiled: { program: number } | number): number[] {
  const { table } = element.elaboration.builder;
  if (typeof compiled === 'number') return [PUSH_CONSTANT, table.constant(compiled)];
  const { code, start, length } = table.programs;
  return code.slice(start[compiled.program]!, start[compiled.program]! + length[compiled.program]!);
}

/** `laplace {expression} = {transfer}`: a function of s of an expression, or of a control. */
export function giveTransfer(element: Element, at: Operand, input: ValueText | Input, transfer: ValueText): void {
  const { values } = element.context;
  const { table } = element.elaboration.builder;
  // In LTspice's transfer functions a caret is a power, whatever it is elsewhere.
  const source = transfer.file.parsed.dialect.caret === 'power' || !transfer.text.includes('^') ? transfer : { ...transfer, text: transfer.text.replaceAll('^', '**'), node: undefined };
  giveWords(element, at, () => {
    const words: number[] = [];
    if ('kind' in input) words.push(PUSH_INPUT, table.input(input));
    else {
      const compiled = values.sourceProgram(input, element.frame, sourceInputs(element), { kept: false });
      if (compiled === undefined) return undefined;
      words.push(...wordsOf(element, compiled));
    }
    const compiled = values.transferProgram(source as ValueText, element.frame);
    if (compiled === undefined) return undefined;
    return [...words, ...wordsOf(element, compiled), CALL, table.functionName('source-laplace'), 2];
  });
}

/** `laplace a b k0 k1 … / d0 d1 …`: a ratio of polynomials in s of a control, coefficients by rising power. */
export function giveRatio(element: Element, at: Operand, input: Input, numerator: readonly Operand[], denominator: readonly Operand[]): void {
  const { table } = element.elaboration.builder;
  const call = (name: string): number[] => [CALL, table.functionName(name), 2];
  const frequency = [PUSH_INPUT, table.input({ kind: 'laplace' })];
  /** Horner's rule, from the highest power down. */
  const polynomial = (coefficients: readonly Operand[]): number[] | undefined => {
    let words: number[] | undefined;
    for (let power = coefficients.length - 1; power >= 0; power--) {
      const known = knownWords(element, coefficients[power]!);
      if (known === undefined) return undefined;
      words = words === undefined ? known : [...words, ...frequency, ...call('*'), ...known, ...call('+')];
    }
    return words;
  };
  giveWords(element, at, () => {
    const [above, below] = [polynomial(numerator), polynomial(denominator)];
    if (above === undefined || below === undefined) return undefined;
    return [PUSH_INPUT, table.input(input), ...above, ...below, ...call('/'), ...call('source-laplace')];
  });
}

/** How a table over frequency is written. */
export interface FrequencyTable {
  expression: Operand;
  /** Frequency, size and phase by turns. */
  points: readonly Operand[];
  /** Whether real and imaginary parts stand in place of sizes and phases. */
  parts: boolean;
  /** Whether sizes are no decibels, and phases radians. */
  magnitudes: boolean;
  radians: boolean;
  /** Seconds that everything comes later. */
  delay: Operand | undefined;
}

/** `freq {expression} = (f,dB,phase) …`: a transfer function by its values. */
export function giveFrequencies(element: Element, { expression, points, parts, magnitudes, radians, delay }: FrequencyTable): void {
  const { values } = element.context;
  const { name } = element.placed.card;
  const { table } = element.elaboration.builder;
  const constant = (value: number): number[] => [PUSH_CONSTANT, table.constant(value)];
  const call = (name: string, count: number): number[] => [CALL, table.functionName(name), count];
  const frequency = [PUSH_INPUT, table.input({ kind: 'laplace' })];
  giveWords(element, expression, () => {
    const compiled = values.sourceProgram(values.textOf(element.placed, expression), element.frame, sourceInputs(element), { kept: false });
    if (compiled === undefined) return undefined;
    const words = [...wordsOf(element, compiled), ...frequency];
    let before = -Infinity;
    for (const [i, point] of points.entries()) {
      const known = knownWords(element, point);
      if (known === undefined) return undefined;
      words.push(...known);
      const number = known.length === 2 ? table.programs.constants[known[1]!]! : undefined;
      if (number !== undefined && i % 3 === 0) {
        if (number < 0 || number <= before) {
          element.error('value-out-of-range', point, `The frequencies of the table of ${name} must be at or above 0 and rise: ${number}${number < 0 ? ' is below 0' : ` does not follow ${before}`}.`);
          return undefined;
        }
        before = number;
      }
      if (number !== undefined && number < 0 && i % 3 === 1 && magnitudes) {
        element.error('value-out-of-range', point, `A size in the table of ${name} is below 0: ${number}. Turn the phase by half a circle instead, or give decibels or real and imaginary parts (R_I).`);
        return undefined;
      }
      if (i % 3 === 1 && magnitudes) words.push(...call('log10', 1), ...constant(20), ...call('*', 2));
      if (i % 3 === 2 && radians) words.push(...constant(180 / Math.PI), ...call('*', 2));
    }
    words.push(...call(parts ? 'source-freq-parts' : 'source-freq', points.length + 1));
    if (delay !== undefined) {
      const known = knownWords(element, delay);
      if (known === undefined) return undefined;
      words.push(...known, ...frequency, ...call('*', 2), ...call('neg', 1), ...call('exp', 1), ...call('*', 2));
    }
    return [...words, ...call('source-laplace', 2)];
  });
}

/** The input of a control between two nodes. */
export function controlVoltage(element: Element, positive: string, negative: string): Input {
  const { builder } = element.elaboration;
  return { kind: 'voltage', positive: builder.string(positive), negative: builder.string(negative) };
}

/** The input of a control by a device's current. */
export function controlCurrent(element: Element, device: string): Input {
  return { kind: 'current', device: element.elaboration.builder.string(device) };
}

