import type { Dialect } from '../dialect/dialect.js';
import type { PlacedCard, Scope } from '../design/design.js';
import { isGround, lookupFunction, lookupParameter } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { parseExpression } from '../expressions/parse.js';
import type { Argument, Operand } from '../generated/ast.js';
import { readNumber } from '../text/number.js';
import { ngspiceFormula } from './formulas.js';
import type { Losses } from './losses.js';
import type { SafeNames } from './names.js';

/** Calls whose arguments are names of nodes. */
const VOLTAGES = /^v(?:m|p|db|r|i|g)?$/i;
const CURRENTS = /^i(?:m|p|db|r|i)?$/i;

/** Writes what stands on cards of any dialect as ngspice reads it. */
export class Rewriting {
  /** Nodes that are global by the form of their name. */
  readonly globals = new Map<string, string>();
  /** The parameters of the function whose body is being written, in lower case. */
  bound: ReadonlySet<string> = new Set();

  /** `grounds` are those of the whole design. */
  constructor(readonly names: SafeNames, readonly losses: Losses, private readonly grounds: Dialect) {}

  node(name: string): string {
    if (isGround(name, this.grounds)) return '0';
    const safe = this.names.of(name);
    if (/^\$g_/i.test(name)) this.globals.set(name.toLowerCase(), safe);
    return safe;
  }

  /** A number as ngspice reads it; a word that is none stays as it is. */
  word(text: string, dialect: Dialect): string {
    const number = readNumber(text, 0, text.length, dialect);
    if (number === undefined || number.end !== text.length) return text;
    const plain = readNumber(text);
    const same = plain !== undefined && plain.end === text.length && plain.value === number.value && /^[-+.\w]+$/.test(text) && !/\d[a-z]+\d/i.test(text.replace(/\de[-+]?\d/gi, '0'));
    return same ? text : String(number.value);
  }

  /** A formula without delimiters; undefined, with a finding, where ngspice has none like it. */
  formula(text: string, placed: PlacedCard, scope: Scope): string | undefined {
    const { dialect } = placed.file.parsed;
    const inner = undelimited(text);
    if (dialect.name === 'ngspice' && !/[^\x20-\x7e]|\$|#|§/.test(inner)) return inner.replace(/\s+/g, ' ').trim();
    const result = ngspiceFormula(parseExpression(inner, dialect.name), {
      isParameter: (name) => this.bound.has(name) || lookupParameter(scope, name) !== undefined,
      isFunction: (name) => lookupFunction(scope, name) !== undefined,
      node: (name) => this.node(name),
      element: (name) => this.names.of(name),
      draw: (name) => this.losses.atCard(placed, `The random draw of ${name}() is replaced by its nominal value.`),
    });
    if ('text' in result) return result.text;
    this.losses.atCard(placed, `The formula ${text.trim()} cannot be written for ngspice: ${result.problem} Export with --flat, which writes its value.`, 'error');
    return undefined;
  }

  /** A value: a number, a formula in braces, a list. */
  value(operand: Operand, placed: PlacedCard, scope: Scope): string {
    const { dialect } = placed.file.parsed;
    switch (operand.$type) {
      case 'Word': return this.word(operand.text, dialect);
      case 'Text': return operand.text;
      case 'Expression': return `{${this.formula(operand.text, placed, scope) ?? '0'}}`;
      case 'Group': return `(${operand.arguments.map((argument) => this.argument(argument, placed, scope)).join(',')})`;
      case 'Call': return this.call(operand.callee, operand.arguments, placed, scope, ',');
    }
  }

  argument(argument: Argument, placed: PlacedCard, scope: Scope): string {
    if (argument.$type !== 'Assignment') return this.value(argument, placed, scope);
    const { target, value } = argument;
    const name = target.$type === 'Word' ? target.text : this.call(target.callee, target.arguments, placed, scope, ',');
    return value === undefined ? `${name}=` : `${name}=${this.value(value, placed, scope)}`;
  }

  call(callee: string, list: readonly Argument[], placed: PlacedCard, scope: Scope, separator: string): string {
    const inner = list.map((argument) => {
      if (argument.$type === 'Assignment') return this.argument(argument, placed, scope);
      if (VOLTAGES.test(callee)) return this.node(operandText(placed, argument).text);
      if (CURRENTS.test(callee)) return this.names.of(operandText(placed, argument).text);
      return this.value(argument, placed, scope);
    });
    return `${callee}(${inner.join(separator)})`;
  }
}

/** An expression without the braces or quotes around the whole. */
export function undelimited(text: string): string {
  const trimmed = text.trim();
  const first = trimmed.charAt(0);
  const last = trimmed.length > 1 ? trimmed.charAt(trimmed.length - 1) : '';
  if ((first === "'" || first === '"') && last === first && trimmed.indexOf(first, 1) === trimmed.length - 1) return trimmed.slice(1, -1);
  if (first !== '{' || last !== '}') return trimmed;
  let depth = 0;
  for (let i = 0; i < trimmed.length; i++) {
    if (trimmed[i] === '{') depth++;
    else if (trimmed[i] === '}' && --depth === 0) return i === trimmed.length - 1 ? trimmed.slice(1, -1) : trimmed;
  }
  return trimmed;
}
