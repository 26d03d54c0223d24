import type { Input, Part, Quantity, Signal } from '@nodal/protocol';
import type { PlacedCard } from '../design/design.js';
import type { ParsedExpression, Step } from '../expressions/parse.js';
import { PARTS, partWords } from '../reference/result-parts.js';
import { parseNumber } from '../text/number.js';
import { functionInScope } from './definitions.js';
import type { Elaboration, Spelling } from './elaboration.js';
import type { Formula } from './formula-nodes.js';
import type { Frame } from './frame.js';
import type { Signals } from './signals.js';
import { nameScope } from './values.js';

/** Why there is no number or no result. A code that begins with `unsupported-` says that the text is right. */
export interface Problem { code: string; message: string; spelling?: Spelling | undefined }

/** The measures that a formula may read. */
export interface MeasureNames {
  /** Index of an earlier measure. */
  find(name: string): number | undefined;
  /** Whether there is a measure of the name that has no number. */
  isMissing(name: string): boolean;
}

/** For what is computed while the run goes on and reads no measures. */
export const NO_MEASURES: MeasureNames = { find: () => undefined, isMissing: () => false };

/** A value of the circuit, and what has to be known before its number is. */
export interface CompiledFormula { value: number; reads: 'parameters' | 'measures' | 'results'; part: Part }

type Reading = Exclude<Step, { kind: 'number' | 'name' | 'call' }> | { kind: 'variable'; name: string };

/** Names of the plot's axis in formulas, besides those that all expressions know. */
const AXIS = new Set(['time', 'frequency', 'freq', 'hertz']);

/** `par('v(a)*2')` is the formula in it, as ngspice and HSPICE write it. */
const PAR = /^par\s*\(\s*(?:'([^']*)'|"([^"]*)"|(.*))\s*\)$/is;

/** Compiles what measures and `.four` look at: results, formulas of results, numbers that may read earlier measures. */
export class ResultFormulas {
  constructor(private readonly elaboration: Elaboration, private readonly top: Frame, private readonly signals: Signals) {}

  /** A result such as `v(out)`, or a formula of results. */
  signal(placed: PlacedCard, formula: Formula, measures: MeasureNames): { signal: Signal } | Problem {
    const [node] = formula.nodes;
    const plain = node === undefined || formula.nodes.length > 1 ? undefined : this.signals.read(placed, node);
    if (plain !== undefined && 'signal' in plain) return plain;
    // A bare word that is a parameter or an earlier measure is a formula too.
    const word = node?.$type === 'Word' ? node.text.toLowerCase() : undefined;
    const named = word !== undefined && (measures.find(word) !== undefined || measures.isMissing(word) || this.top.shape.slot(word) !== undefined);
    if (plain !== undefined && plain.formula !== true && !named) return plain;
    const compiled = this.compile(placed, formula, measures);
    if ('code' in compiled) return compiled;
    return { signal: this.formulaSignal(placed, formula, compiled) };
  }

  /** The signal that a compiled formula is. */
  formulaSignal(placed: PlacedCard, formula: Formula, { value, reads, part }: CompiledFormula): Signal {
    const quantity: Quantity = { kind: reads === 'results' ? 'formula' : 'constant', value };
    return { text: formula.text, quantity, part, origin: this.elaboration.builder.origin(placed.file.index, formula.start, formula.end) };
  }

  /** A number, or a formula of parameters, measures and results. */
  compile(placed: PlacedCard, formula: Formula, measures: MeasureNames): CompiledFormula | Problem {
    const { elaboration, top } = this;
    const { builder } = elaboration;
    const { dialect } = placed.file.parsed;
    const inner = PAR.exec(formula.text);
    const text = inner === null ? formula.text : (inner[1] ?? inner[2] ?? inner[3])!;
    const number = parseNumber(text, dialect);
    if (number !== undefined) return Number.isFinite(number) ? { value: builder.value(number), reads: 'parameters', part: 'value' } : NOT_FINITE;
    const parsed = elaboration.expressions.parse(text, dialect.name);
    const absent = parsed.steps.find((step) => step.kind === 'name' && measures.find(step.name) === undefined && measures.isMissing(step.name) && top.shape.slot(step.name) === undefined);
    if (absent?.kind === 'name') return { code: 'unsupported-measure', message: `The measure ${absent.name} has no number.` };
    const whole = this.words(placed, parsed, measures);
    if ('code' in whole) return whole;
    const outer = whole.reads === 'results' ? this.outerPart(parsed) : undefined;
    const inside = outer === undefined ? whole : this.words(placed, { ...parsed, steps: parsed.steps.slice(0, -1) }, measures);
    if ('code' in inside) return inside;
    const { words, reads, constant } = inside;
    const part = outer ?? 'value';
    if (constant !== undefined) return Number.isFinite(constant) ? { value: builder.value(constant), reads, part } : NOT_FINITE;
    const program = builder.table.add(words, builder.origin(placed.file.index, formula.start, formula.end));
    if (reads !== 'parameters') return { value: builder.value(0, program), reads, part };
    const known = elaboration.evaluate(program, top);
    if (!Number.isFinite(known)) return NOT_FINITE;
    return { value: builder.value(known, program), reads, part };
  }

  /** `db(…)` around the whole formula: the part, which has a unit. */
  private outerPart({ steps }: ParsedExpression): Part | undefined {
    const last = steps[steps.length - 1];
    if (last?.kind !== 'call' || last.count !== 1 || functionInScope(this.top.scope, last.name) !== undefined) return undefined;
    return last.name === 'i' ? undefined : PARTS.get(last.name);
  }

  private words(placed: PlacedCard, parsed: ParsedExpression, measures: MeasureNames): { words: number[]; reads: CompiledFormula['reads']; constant: number | undefined } | Problem {
    const { elaboration, top } = this;
    const { table } = elaboration.builder;
    let problem: Problem | undefined;
    let reads: CompiledFormula['reads'] = 'parameters';
    const result = (quantity: Quantity): Input => {
      reads = 'results';
      return { kind: 'result', quantity, part: 'value' };
    };
    const { name: dialect } = placed.file.parsed.dialect;
    const degrees = dialect === 'ltspice';
    const parametersWin = dialect === 'ngspice' || dialect === 'spice3';
    const compiled = table.compile(parsed, {
      ...nameScope(elaboration, top, (step: Reading): Input | string => {
        if (step.kind === 'variable') return step.name === 'temper' ? { kind: 'temper' } : AXIS.has(step.name) ? result({ kind: 'axis' }) : `'${step.name}' has no value here.`;
        const quantity = this.signals.quantityOf(step);
        if (!('code' in quantity)) return result(quantity);
        problem ??= quantity;
        return quantity.message;
      }),
      variable: (name) => {
        const isParameter = top.shape.slot(name) !== undefined;
        // ngspice puts the numbers of parameters in place of their names before it measures anything.
        const measure = isParameter && parametersWin ? undefined : measures.find(name);
        if (measure === undefined) return AXIS.has(name) && !isParameter ? result({ kind: 'axis' }) : undefined;
        if (reads === 'parameters') reads = 'measures';
        return { kind: 'measure', measure };
      },
      part: (name) => partWords(name, degrees),
    });
    const [error] = compiled.errors;
    if (error !== undefined) return problem ?? { code: error.code === 'expression-input' ? 'unsupported-measure' : error.code, message: error.message };
    return { words: compiled.code, reads, constant: compiled.constant ? table.evaluateConstant(compiled.code) : undefined };
  }
}

const NOT_FINITE: Problem = { code: 'value-not-finite', message: 'This has no finite value: look for a division by zero or the root of a negative number.' };
