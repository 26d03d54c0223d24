import { dialectOf } from '../dialect/registry.js';
import { type ParsedExpression, type Step } from '../expressions/parse.js';
import { findFunction, findVariable, isEvaluated, programWords } from '../reference/functions.js';

/** What the names of a formula are where it stands. */
export interface FormulaNames {
  /** Whether a parameter of this name (in lower case) is in sight. */
  isParameter(name: string): boolean;
  isFunction(name: string): boolean;
  node(name: string): string;
  element(name: string): string;
  /** Told of each random draw, in whose place its nominal value stands. */
  draw(name: string): void;
}

/** Functions that ngspice computes alike, by their names in programs. */
const SAME: ReadonlySet<string> = new Set([
  'abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'ceil', 'cos', 'cosh', 'exp', 'floor', 'int', 'ln', 'log10', 'max', 'min', 'nint', 'pow', 'pwr', 'sgn', 'sin', 'sinh', 'sqrt', 'tan', 'tanh',
]);
const OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/', '<', '>', '<=', '>=', '==', '!=', '&&', '||']);

/** Functions that ngspice lacks, or has under another name. `$1` is the first argument. */
const WRITTEN: Readonly<Record<string, string>> = {
  'neg': '(-$1)',
  '!': 'ternary_fcn($1==0,1,0)',
  '?:': 'ternary_fcn($1,$2,$3)',
  'limit': 'min(max($1,$2),$3)',
  'buf': 'ternary_fcn($1>0.5,1,0)',
  'inv': 'ternary_fcn($1>0.5,0,1)',
  'u': 'ternary_fcn($1>0,1,0)',
  'uramp': 'max($1,0)',
  'round': 'nint($1)',
  'sqr': '($1*$1)',
  'hypot': 'sqrt($1*$1+$2*$2)',
  'repow': 'pow($1,$2)',
  'hpow': 'pow($1,$2)',
  'pwrs': '(sgn($1)*pow(abs($1),$2))',
  'sign': '(abs($1)*sgn($2))',
  'ssqrt': '(sgn($1)*sqrt(abs($1)))',
  'slog': '(sgn($1)*ln(abs($1)))',
  'slog10': '(sgn($1)*log10(abs($1)))',
  '\\': 'int($1/$2)',
};

/** A formula as ngspice reads it, or why there is none. */
export function ngspiceFormula(parsed: ParsedExpression, names: FormulaNames): { text: string } | { problem: string } {
  if (parsed.errors.length > 0) return { problem: parsed.errors[0]!.message };
  const stack: string[] = [];
  for (const step of parsed.steps) {
    const problem = take(step, parsed, stack, names);
    if (problem !== undefined) return { problem };
  }
  return stack.length === 1 ? { text: withoutOuter(stack[0]!) } : { problem: 'it is no complete formula.' };
}

function take(step: Step, parsed: ParsedExpression, stack: string[], names: FormulaNames): string | undefined {
  switch (step.kind) {
    case 'number':
      stack.push(step.value < 0 ? `(${step.value})` : String(step.value));
      return undefined;
    case 'name': return name(step.name, parsed, stack, names);
    case 'voltage':
      stack.push(`v(${names.node(step.positive)}${step.negative === undefined ? '' : `,${names.node(step.negative)}`})`);
      return undefined;
    case 'current':
      if (step.access.length > 1) return names.isFunction(step.access) ? call(step.access, 1, parsed, stack, names) : unreadCurrent(step.device);
      if (!/^[vlehb]/i.test(step.device.slice(step.device.search(/[^.:]*$/)))) return unreadCurrent(step.device);
      stack.push(`i(${names.element(step.device)})`);
      return undefined;
    case 'deviceParameter':
      return unreadCurrent(step.device);
    case 'call': return call(step.name, step.count, parsed, stack, names);
  }
}

/** Why the current of a device without a branch is not in an expression of ngspice. */
function unreadCurrent(device: string): string {
  return `ngspice reads no current of ${device} in an expression; put a voltage source of 0 V in series and read its current, or export with --flat, which does.`;
}

function name(word: string, { dialect }: ParsedExpression, stack: string[], names: FormulaNames): string | undefined {
  const variable = names.isParameter(word) ? undefined : findVariable(word, dialect);
  if (variable?.from !== undefined) stack.push(`((${variable.from.variable}+${variable.from.offset})*${variable.from.factor})`);
  else if (variable?.value !== undefined) stack.push(variable.value < 0 ? `(${variable.value})` : String(variable.value));
  else stack.push(variable?.name ?? word);
  return undefined;
}

function call(word: string, count: number, { dialect }: ParsedExpression, stack: string[], names: FormulaNames): string | undefined {
  const given = stack.splice(stack.length - count);
  if (names.isFunction(word)) {
    stack.push(`${word}(${given.map(withoutOuter).join(',')})`);
    return undefined;
  }
  const facts = findFunction(dialectOf(dialect).functions[word] ?? word);
  if (facts === undefined || !isEvaluated(facts)) {
    // In a behavioural source the function may be one of ngspice's own.
    if (facts === undefined || facts.unsupported === true) return `the function ${word} is not known to ngspice.`;
    if (facts.dialects !== undefined && !facts.dialects.includes('ngspice')) return `ngspice has no function like ${word}.`;
    stack.push(`${word}(${given.map(withoutOuter).join(',')})`);
    return undefined;
  }
  stack.push(...given);
  for (const next of programWords(facts, dialect, count)) {
    if (next.kind === 'number') stack.push(String(next.value));
    else if (next.kind === 'draw') {
      names.draw(word);
      stack.push('0');
    } else {
      const list = stack.splice(stack.length - next.count);
      const text = writtenCall(next.name, list);
      if (text === undefined) return `ngspice has no function like ${word}.`;
      stack.push(text);
    }
  }
  return undefined;
}

/** A call of a program's function as ngspice writes it; undefined where it has none like it. */
export function writtenCall(program: string, list: readonly string[]): string | undefined {
  if (OPERATORS.has(program) && list.length === 2) return `(${list[0]!}${program}${list[1]!})`;
  const form = WRITTEN[program];
  if (form !== undefined) return form.replace(/\$(\d)/g, (_, index: string) => list[Number(index) - 1] ?? '0');
  return SAME.has(program) ? `${program}(${list.map(withoutOuter).join(',')})` : undefined;
}

/** A text without the parentheses around the whole. */
export function withoutOuter(text: string): string {
  if (!text.startsWith('(')) return text;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i === text.length - 1 ? text.slice(1, -1) : text;
  }
  return text;
}
