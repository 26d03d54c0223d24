import type { Input, Programs } from '@nodal/protocol';
import { findFunction, findVariable } from '../reference/functions.js';
import { ARITHMETIC } from './arithmetic/functions.js';
import { wrongArgumentCount, type ExpressionError, type ParsedExpression, type Step } from './parse.js';

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

  /** The value of words that read no parameter and no input. */
  evaluateConstant(code: readonly number[]): number {
    return evaluateWords(code, 0, code.length, this.programs, { slot: () => NaN, input: () => undefined });
  }

  /** Compiles an expression in a scope; user functions are written out at each call. */
  compile(expression: ParsedExpression, scope: NameScope): CompileResult {
    const compiler = new Compiler(this, scope);
    const result: CompileResult = { code: [], errors: [], draws: [], constant: true, deepestFrame: -1 };
    if (expression.errors.length > 0) {
      result.errors.push(...expression.errors);
      return result;
    }
    compiler.run(expression, result);
    if (result.errors.length > 0) result.code = [];
    return result;
  }
}

/** The words of one value on the compile-time stack. */
interface Piece { code: number[]; steps: number }

class Compiler {
  private readonly active: string[] = [];

  constructor(private readonly table: ProgramTable, private readonly scope: NameScope) {}

  run(expression: ParsedExpression, result: CompileResult): void {
    const piece = this.pieces(expression, undefined, result);
    if (piece) result.code = piece.code;
  }

  /**
   * Without user functions the postfix steps map to words one to one. With one,
   * the words of each argument are needed apart, to stand for the parameter.
   */
  private pieces(expression: ParsedExpression, bound: Map<string, Piece> | undefined, result: CompileResult): Piece | undefined {
    const stack: Piece[] = [];
    for (const step of expression.steps) {
      switch (step.kind) {
        case 'number':
          stack.push({ code: [PUSH_CONSTANT, this.table.constant(step.value)], steps: 1 });
          break;
        case 'name': {
          const argument = bound?.get(step.name);
          const piece = argument ?? this.name(step, result);
          if (!piece) return undefined;
          stack.push(piece);
          break;
        }
        case 'call': {
          const piece = this.call(step, stack.splice(stack.length - step.count, step.count), result);
          if (!piece) return undefined;
          stack.push(piece);
          break;
        }
        default: {
          const piece = this.read(step, step, result);
          if (!piece) return undefined;
          stack.push(piece);
        }
      }
    }
    return stack[0];
  }

  private fail(result: CompileResult, at: { start: number; end: number }, code: string, message: string): undefined {
    // An error inside a function's body is told at the call, which is the text that is being compiled.
    const place = this.active.length > 0 ? this.callSite : at;
    result.errors.push({ code, start: place.start, end: place.end, message: this.active.length > 0 ? `In ${this.active.join('() → ')}(): ${message}` : message });
    return undefined;
  }

  private callSite = { start: 0, end: 0 };

  private name(step: Extract<Step, { kind: 'name' }>, result: CompileResult): Piece | undefined {
    const input = this.scope.variable?.(step.name);
    if (input) {
      result.constant = false;
      return { code: [PUSH_INPUT, this.table.input(input)], steps: 1 };
    }
    const slot = this.scope.slot(step.name);
    if (slot) {
      result.constant = false;
      result.deepestFrame = Math.max(result.deepestFrame, slot.depth);
      return { code: [PUSH_SLOT, slot.depth, slot.slot], steps: 1 };
    }
    const variable = findVariable(step.name);
    if (variable?.value !== undefined) return { code: [PUSH_CONSTANT, this.table.constant(variable.value)], steps: 1 };
    if (variable) return this.read({ kind: 'variable', name: step.name }, step, result);
    const near = this.scope.similar?.(step.name) ?? [];
    const hint = near.length > 0 ? ` Did you mean ${near.map((name) => `'${name}'`).join(' or ')}?` : ' Define it with .param.';
    return this.fail(result, step, 'unknown-parameter', `The parameter '${step.name}' is not defined here.${hint}`);
  }

  private read(step: Parameters<NonNullable<NameScope['input']>>[0], at: { start: number; end: number }, result: CompileResult): Piece | undefined {
    const input = this.scope.input?.(step) ?? 'An expression here must be a number before the run; it cannot read a voltage, a current or the time.';
    if (typeof input === 'string') return this.fail(result, at, 'expression-input', input);
    result.constant = false;
    return { code: [PUSH_INPUT, this.table.input(input)], steps: 1 };
  }

  private call(step: Extract<Step, { kind: 'call' }>, given: Piece[], result: CompileResult): Piece | undefined {
    const user = this.scope.userFunction(step.name);
    if (user) return this.userCall(user, step, given, result);
    const facts = findFunction(step.name);
    if (!facts) {
      const near = this.scope.similar?.(step.name) ?? [];
      const hint = near.length > 0 ? ` Did you mean ${near.map((name) => `'${name}'`).join(' or ')}?` : ' Define it with .func.';
      return this.fail(result, step, 'unknown-function', `There is no function '${step.name}'.${hint}`);
    }
    const wrong = step.name === 'neg' ? undefined : wrongArgumentCount(step.name, step.count);
    if (wrong) return this.fail(result, step, 'function-arguments', wrong);
    if (facts.draw || (facts.name === 'limit' && step.count === 2)) {
      result.draws.push({ name: step.name, start: step.start, end: step.end });
      return given[0]!;
    }
    if (facts.behavioural) {
      return this.fail(result, step, 'expression-input', `${facts.name}() has a meaning in a behavioural source only.`);
    }
    const name = facts.program ?? facts.name;
    const index = this.table.functionName(name);
    // The first piece becomes the whole: a long sum grows in place and stays linear.
    const whole = this.owned(given[0] ?? { code: [], steps: 0 });
    for (let i = 1; i < given.length; i++) {
      for (const word of given[i]!.code) whole.code.push(word);
      whole.steps += given[i]!.steps;
    }
    if (facts.fold) {
      for (let i = 1; i < step.count; i++) whole.code.push(CALL, index, 2);
    } else {
      whole.code.push(CALL, index, step.count);
    }
    if (++whole.steps > LONGEST) {
      return this.fail(result, step, 'expression-too-long', `The expression has more than ${LONGEST.toLocaleString('en')} steps once its functions are written out.`);
    }
    return whole;
  }

  /** Pieces that are bound to a function's parameter may stand in several places, so they are copied. */
  private readonly shared = new WeakSet<Piece>();
  private owned(piece: Piece): Piece {
    return this.shared.has(piece) ? { code: piece.code.slice(), steps: piece.steps } : piece;
  }

  private userCall(user: UserFunction, step: Extract<Step, { kind: 'call' }>, given: Piece[], result: CompileResult): Piece | undefined {
    if (this.active.length === 0) this.callSite = { start: step.start, end: step.end };
    if (this.active.includes(user.name.toLowerCase())) {
      return this.fail(result, step, 'recursive-function', `The function '${user.name}' calls itself; an expression cannot recurse.`);
    }
    if (given.length !== user.parameters.length) {
      return this.fail(result, step, 'function-arguments', `${user.name}(${user.parameters.join(', ')}) takes ${user.parameters.length} argument${user.parameters.length === 1 ? '' : 's'}, not ${given.length}.`);
    }
    if (user.body.errors.length > 0) {
      return this.fail(result, step, 'function-body', `The body of the function '${user.name}' is not a valid expression.`);
    }
    if (this.active.length >= 100) {
      return this.fail(result, step, 'recursive-function', 'Functions call each other more than 100 deep.');
    }
    const bound = new Map<string, Piece>();
    user.parameters.forEach((parameter, i) => {
      this.shared.add(given[i]!);
      bound.set(parameter, given[i]!);
    });
    this.active.push(user.name.toLowerCase());
    const piece = this.pieces(user.body, bound, result);
    this.active.pop();
    if (!piece) return undefined;
    if (piece.steps > LONGEST) {
      return this.fail(result, step, 'expression-too-long', `The expression has more than ${LONGEST.toLocaleString('en')} steps once its functions are written out.`);
    }
    return piece;
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
