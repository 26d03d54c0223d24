import type { Distribution, Input, Programs } from '@nodal/protocol';
import type { DialectName } from '../dialect/dialect.js';
import { dialectOf } from '../dialect/registry.js';
import { findFunction, findVariable, programWords, sourceForm, type ProgramWord, type VariableFacts } from '../reference/functions.js';
import { ARITHMETIC } from './arithmetic/functions.js';
import { isNoOperator, wrongArgumentCount, type ExpressionError, type ParsedExpression, type Step } from './parse.js';

/** The words of a compiled program, see `Programs` in the circuit's declaration. */
export const PUSH_CONSTANT = 0;
export const PUSH_SLOT = 1;
export const PUSH_INPUT = 2;
export const CALL = 3;

/** A user function: `.func name(parameters) {body}`. */
export interface UserFunction {
  name: string;
  /** In lower case. */
  parameters: string[];
  body: ParsedExpression;
}

/** What the names of an expression mean where it stands. Names are in lower case. */
export interface NameScope {
  /** The parameter slot of the frame `depth` instances up. */
  slot(name: string): { depth: number; slot: number } | undefined;
  userFunction(name: string): UserFunction | undefined;
  /** An input that is read by a name, which wins over parameters: an earlier measure. */
  variable?(name: string): Input | undefined;
  /** An input of the program for this step, or an error's text. Absent where an expression must be a plain number. */
  input?(step: Exclude<Step, { kind: 'number' | 'name' | 'call' }> | { kind: 'variable'; name: string }): Input | string;
  /** Words behind the argument of a part of a complex result, such as `db`; absent where nothing is complex. */
  part?(name: string): readonly ProgramWord[] | undefined;
  /** Code of the finding for what has no input here; `expression-input` where the text is wrong to read it. */
  unreadable?: string;
  /** The input of a random draw at this call; absent where the nominal value is taken once and for all. */
  draw?(distribution: Distribution, at: { start: number; end: number }): Input;
  /** Whether it is the expression of a source, where some functions are others and some more have a meaning. */
  inSource?: boolean;
  /** Names that resemble an unknown one, for its message. */
  similar?(name: string): string[];
}

export interface CompileResult {
  /** The words; empty on an error. */
  code: number[];
  errors: ExpressionError[];
  /** Random functions whose nominal value was taken. */
  draws: { name: string; start: number; end: number }[];
  /** Whether the program reads nothing, so that its value is a constant. */
  constant: boolean;
  /** The deepest frame that it reads, or −1. */
  deepestFrame: number;
}

/** Functions of the past, which the solver makes operators of. */
const PAST: ReadonlySet<string> = new Set(['source-ddt', 'source-idt', 'source-idtmod', 'source-delay', 'source-laplace']);
/** A program longer than this many steps comes from functions that call each other twice over and over. */
const LONGEST = 100_000;

/** Columns of `Programs` that grow, with interned constants, inputs and function names. */
export class ProgramTable {
  readonly programs: Programs = { start: [], length: [], origin: [], code: [], constants: [], inputs: [], functions: [] };
  private readonly constantIndex = new Map<number, number>();
  private negativeZero = -1;
  private readonly inputIndex = new Map<string, number>();
  private readonly functionIndex = new Map<string, number>();

  constant(value: number): number {
    if (Object.is(value, -0)) {
      if (this.negativeZero < 0) this.negativeZero = this.programs.constants.push(value) - 1;
      return this.negativeZero;
    }
    let index = this.constantIndex.get(value);
    if (index === undefined) {
      index = this.programs.constants.push(value) - 1;
      this.constantIndex.set(value, index);
    }
    return index;
  }

  input(input: Input): number {
    const key = JSON.stringify(input);
    let index = this.inputIndex.get(key);
    if (index === undefined) {
      index = this.programs.inputs.push(input) - 1;
      this.inputIndex.set(key, index);
    }
    return index;
  }

  functionName(name: string): number {
    let index = this.functionIndex.get(name);
    if (index === undefined) {
      index = this.programs.functions.push(name) - 1;
      this.functionIndex.set(name, index);
    }
    return index;
  }

  /** Adds a program of these words; `origin` is an index into the circuit's origins. */
  add(code: readonly number[], origin: number): number {
    const { programs } = this;
    programs.start.push(programs.code.length);
    programs.length.push(code.length);
    programs.origin.push(origin);
    for (const word of code) programs.code.push(word);
    return programs.start.length - 1;
  }

  /** A program with the words of another one, for the same text at another place. */
  again(program: number, origin: number): number {
    const { programs } = this;
    programs.start.push(programs.start[program]!);
    programs.length.push(programs.length[program]!);
    return programs.origin.push(origin) - 1;
  }

  /** The value of words that read no parameter and no input; undefined where a function is the solver's alone, as those of sources are. */
  evaluateConstant(code: readonly number[]): number | undefined {
    for (let at = 0; at < code.length; at += code[at] === PUSH_CONSTANT || code[at] === PUSH_INPUT ? 2 : 3) {
      if (code[at] === CALL && !(this.programs.functions[code[at + 1]!]! in ARITHMETIC)) return undefined;
    }
    return evaluateWords(code, 0, code.length, this.programs, { slot: () => NaN, input: () => undefined });
  }

  /** Compiles an expression in a scope; user functions are written out at each call. */
  compile(expression: ParsedExpression, scope: NameScope): CompileResult {
    const result: CompileResult = { code: [], errors: [], draws: [], constant: true, deepestFrame: -1 };
    if (expression.errors.length > 0) {
      result.errors.push(...expression.errors);
      return result;
    }
    const compiler = new Compiler(this, scope, result);
    if (compiler.body(expression, undefined)) result.code = compiler.code;
    return result;
  }
}

/**
 * Maps postfix steps to words. The words of each value that is not used up yet
 * stand in a row, so those of an argument can be cut off again to stand for the
 * parameter of a user function.
 */
class Compiler {
  readonly code: number[] = [];
  /** Where the words of each value begin. */
  private readonly starts: number[] = [];
  private steps = 0;
  /** The user functions that are being written out, by name. */
  private readonly active: string[] = [];
  private callSite = { start: 0, end: 0 };

  constructor(private readonly table: ProgramTable, private readonly scope: NameScope, private readonly result: CompileResult) {}

  /** False after an error, which is told. */
  body(expression: ParsedExpression, bound: ReadonlyMap<string, readonly number[]> | undefined): boolean {
    for (const step of expression.steps) {
      if (++this.steps > LONGEST) {
        return this.fail(step.kind === 'number' ? this.callSite : step, 'expression-too-long', `The expression has more than ${LONGEST.toLocaleString('en')} steps once its functions are written out.`);
      }
      switch (step.kind) {
        case 'number':
          this.starts.push(this.code.length);
          this.code.push(PUSH_CONSTANT, this.table.constant(step.value));
          break;
        case 'name':
          if (!this.name(step, bound, expression)) return false;
          break;
        case 'call':
          if (!this.call(step, expression.dialect)) return false;
          break;
        case 'current':
          if (step.access.length > 1 && this.scope.userFunction(step.access)) {
            // `.func id(x)` hides the current of a drain.
            if (!this.name({ kind: 'name', name: step.device.toLowerCase(), start: step.start, end: step.end }, bound, expression)) return false;
            if (!this.call({ kind: 'call', name: step.access, count: 1, start: step.start, end: step.end }, expression.dialect)) return false;
            break;
          }
          if (!this.read(step, step)) return false;
          break;
        default:
          if (!this.read(step, step)) return false;
      }
    }
    return true;
  }

  private fail(at: { start: number; end: number }, code: string, message: string): false {
    // An error inside a function's body is told at the call, which is the text that is being compiled.
    const place = this.active.length > 0 ? this.callSite : at;
    this.result.errors.push({ code, start: place.start, end: place.end, message: this.active.length > 0 ? `In ${this.active.join('() → ')}(): ${message}` : message });
    return false;
  }

  private suggestion(name: string, otherwise: string): string {
    const near = this.scope.similar?.(name) ?? [];
    return near.length > 0 ? ` Did you mean ${near.map((other) => `'${other}'`).join(' or ')}?` : otherwise;
  }

  private name(step: Extract<Step, { kind: 'name' }>, bound: ReadonlyMap<string, readonly number[]> | undefined, expression: ParsedExpression): boolean {
    const { code, starts, result, table, scope } = this;
    const argument = bound?.get(step.name);
    const input = argument ? undefined : scope.variable?.(step.name);
    const slot = argument || input ? undefined : scope.slot(step.name);
    const facts = argument || input || slot ? undefined : findVariable(step.name, expression.dialect);
    if (facts && facts.value === undefined) return this.variable(facts, step, expression.dialect);
    if (!argument && !input && !slot && !facts) {
      // `str('text')`, `def(name)`: what they take is no parameter.
      const around = expression.steps.find((other) => other.kind === 'call' && other.start < step.start && findFunction(other.name)?.names && !scope.userFunction(other.name));
      if (around?.kind === 'call') return this.call(around, expression.dialect);
      return this.fail(step, 'unknown-parameter', `The parameter '${step.name}' is not defined here.${this.suggestion(step.name, ' Define it with .param.')}`);
    }
    starts.push(code.length);
    if (argument) {
      this.steps += argument.length >> 1;
      for (const word of argument) code.push(word);
    } else if (input) {
      result.constant = false;
      code.push(PUSH_INPUT, table.input(input));
    } else if (slot) {
      result.constant = false;
      result.deepestFrame = Math.max(result.deepestFrame, slot.depth);
      code.push(PUSH_SLOT, slot.depth, slot.slot);
    } else {
      code.push(PUSH_CONSTANT, table.constant(facts!.value!));
    }
    return true;
  }

  private variable(facts: VariableFacts, at: { start: number; end: number }, dialect: DialectName): boolean {
    const { from } = facts;
    if (!this.read({ kind: 'variable', name: from?.variable ?? facts.name }, at, dialect === 'xyce')) return false;
    if (from) {
      this.code.push(PUSH_CONSTANT, this.table.constant(from.offset), CALL, this.table.functionName('+'), 2);
      this.code.push(PUSH_CONSTANT, this.table.constant(from.factor), CALL, this.table.functionName('*'), 2);
    }
    return true;
  }

  private read(step: Parameters<NonNullable<NameScope['input']>>[0], at: { start: number; end: number }, later = false): boolean {
    const input = this.scope.input?.(step) ?? 'An expression here must be a number before the run; it cannot read a voltage, a current or the time.';
    // An option is known before the run, and Xyce's parameters may depend on the time: that Nodal cannot read them is no fault of the text.
    const isLimit = step.kind === 'variable' && (step.name === 'gmin' || later);
    if (typeof input === 'string') return this.fail(at, isLimit ? 'unsupported-expression' : this.scope.unreadable ?? 'expression-input', input);
    this.result.constant = false;
    this.starts.push(this.code.length);
    this.code.push(PUSH_INPUT, this.table.input(input));
    return true;
  }

  private call(step: Extract<Step, { kind: 'call' }>, dialect: DialectName): boolean {
    const { code, starts, result, table } = this;
    const user = this.scope.userFunction(step.name);
    if (user) return this.userCall(user, step);
    const part = step.count === 1 ? this.scope.part?.(step.name) : undefined;
    if (part) {
      this.emit(part, undefined);
      return true;
    }
    const { functions } = dialectOf(dialect);
    // Names such as `constructor` are no functions of the table that every object has.
    const name = Object.hasOwn(functions, step.name) ? functions[step.name]! : step.name;
    const facts = findFunction(name);
    if (!facts || isNoOperator(facts, step.count)) return this.fail(step, 'unknown-function', `There is no function '${step.name}'.${this.suggestion(step.name, ' Define it with .func.')}`);
    const wrong = facts.kind === 'operator' ? undefined : wrongArgumentCount(name, step.count);
    if (wrong) return this.fail(step, 'function-arguments', wrong);
    const inSource = this.scope.inSource === true;
    if (facts.behavioural && !(inSource && sourceForm(facts, dialect))) {
      return inSource
        ? this.fail(step, 'unsupported-function', `${step.name}() is known, but Nodal does not compute it yet. ${facts.meaning}`)
        : this.fail(step, this.scope.unreadable ?? 'expression-input', `${step.name}() has a meaning in a behavioural source only.`);
    }
    if (facts.unsupported) return this.fail(step, 'unsupported-function', `${step.name}() is known, but Nodal does not compute it yet. ${facts.meaning}`);
    const first = starts.length - step.count;
    const words = programWords(facts, dialect, step.count, inSource);
    const draws = facts.draw === true && words.some((word) => word.kind === 'draw');
    if (draws) {
      const place = this.active.length > 0 ? this.callSite : step;
      result.draws.push({ name: step.name, start: place.start, end: place.end });
      const draw = this.scope.draw;
      if (draw) {
        result.constant = false;
        this.emit(words, (distribution) => draw(distribution, place));
      } else if (facts.nominal?.[step.count] === false) {
        code.length = starts[first]!;
        code.push(PUSH_CONSTANT, table.constant(0));
      } else if (step.count > 1) {
        code.length = starts[first + 1]!;
      }
    } else {
      if (step.count === 0) starts.push(code.length);
      this.emit(words, undefined);
    }
    if (step.count > 1) starts.length = first + 1;
    return true;
  }

  private emit(words: readonly ProgramWord[], draw: ((distribution: Distribution) => Input) | undefined): void {
    const { code, table } = this;
    for (const word of words) {
      switch (word.kind) {
        case 'number': code.push(PUSH_CONSTANT, table.constant(word.value)); break;
        case 'call':
          // What depends on the past is no constant, even of one.
          if (PAST.has(word.name)) this.result.constant = false;
          code.push(CALL, table.functionName(word.name), word.count);
          break;
        case 'draw': code.push(PUSH_INPUT, table.input(draw!(word.distribution))); break;
      }
    }
  }

  private userCall(user: UserFunction, step: Extract<Step, { kind: 'call' }>): boolean {
    const { code, starts } = this;
    const key = user.name.toLowerCase();
    if (this.active.length === 0) this.callSite = { start: step.start, end: step.end };
    if (this.active.includes(key)) {
      return this.fail(step, 'recursive-function', `The function '${user.name}' calls itself; an expression cannot recurse.`);
    }
    if (step.count !== user.parameters.length) {
      return this.fail(step, 'function-arguments', `${user.name}(${user.parameters.join(', ')}) takes ${user.parameters.length} argument${user.parameters.length === 1 ? '' : 's'}, not ${step.count}.`);
    }
    if (user.body.errors.length > 0) {
      return this.fail(step, 'function-body', `The body of the function '${user.name}' is not a valid expression.`);
    }
    if (this.active.length >= 100) {
      return this.fail(step, 'recursive-function', 'Functions call each other more than 100 deep.');
    }
    const first = starts.length - step.count;
    const bound = new Map<string, readonly number[]>();
    user.parameters.forEach((parameter, i) => bound.set(parameter, code.slice(starts[first + i], starts[first + i + 1] ?? code.length)));
    if (step.count > 0) code.length = starts[first]!;
    starts.length = first;
    this.active.push(key);
    const complete = this.body(user.body, bound);
    this.active.pop();
    return complete;
  }
}

/** Answers what programs read: slots of the frames and inputs. */
export interface Frame {
  slot(depth: number, slot: number): number;
  /** Undefined when the input has no value yet. */
  input(input: Input): number | undefined;
}

let stack = new Float64Array(256);

/**
 * The value of a run of words; NaN when an input has no value. The functions
 * are those of the solver, bit for bit.
 */
export function evaluateWords(code: ArrayLike<number>, start: number, length: number, programs: Pick<Programs, 'constants' | 'inputs' | 'functions'>, frame: Frame): number {
  let top = 0;
  if (stack.length < length) stack = new Float64Array(2 * length);
  for (let at = start, end = start + length; at < end;) {
    switch (code[at]) {
      case PUSH_CONSTANT:
        stack[top++] = programs.constants[code[at + 1]!]!;
        at += 2;
        break;
      case PUSH_SLOT:
        stack[top++] = frame.slot(code[at + 1]!, code[at + 2]!);
        at += 3;
        break;
      case PUSH_INPUT:
        stack[top++] = frame.input(programs.inputs[code[at + 1]!]!) ?? NaN;
        at += 2;
        break;
      default: {
        const count = code[at + 2]!;
        top -= count;
        stack[top] = ARITHMETIC[programs.functions[code[at + 1]!]!]!(stack, top, count);
        top++;
        at += 3;
      }
    }
  }
  return stack[0]!;
}
