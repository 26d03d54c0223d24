import { findFunction } from '../reference/functions.js';
import { tokenize, type Token } from './tokens.js';

/**
 * One step of an expression in postfix order, which is also the order of a
 * compiled program. Offsets are relative to the expression's text.
 */
export type Step =
  | { kind: 'number'; value: number }
  /** A parameter, variable or constant; in lower case. */
  | { kind: 'name'; name: string; start: number; end: number }
  /** A function or operator (in lower case) of the `count` values before it. */
  | { kind: 'call'; name: string; count: number; start: number; end: number }
  /** In the user's spelling. */
  | { kind: 'voltage'; positive: string; negative: string | undefined; start: number; end: number }
  | { kind: 'current'; device: string; start: number; end: number }
  | { kind: 'deviceParameter'; device: string; parameter: string; start: number; end: number };

export interface ExpressionError {
  /** Stable code of the finding. */
  code: string;
  /** Relative to the expression's text. */
  start: number;
  end: number;
  message: string;
}

export interface ParsedExpression {
  text: string;
  /** Empty when there are errors. */
  steps: Step[];
  errors: ExpressionError[];
}

/** How strongly the operators between two values bind. All associate to the left, the power too. */
const BINDING: Readonly<Record<string, number>> = {
  '?': 1, '||': 2, '&&': 3, '==': 4, '!=': 4, '<': 5, '>': 5, '<=': 5, '>=': 5,
  '+': 6, '-': 6, '*': 7, '/': 7, '%': 7, '\\': 7, '**': 9,
};
/** Unary signs: weaker than the power, stronger than a product. */
const UNARY_BINDING = 8;
/** Parentheses, calls and signs may nest this deep. */
const DEEPEST = 200;

/** Parses an expression with or without delimiters. It never throws; the same text gives the same answer. */
export function parseExpression(text: string): ParsedExpression {
  const parser = new Parser(tokenize(text));
  const errors = parser.parse();
  return { text, steps: errors.length > 0 ? [] : parser.steps, errors };
}

class Parser {
  readonly steps: Step[] = [];
  private readonly errors: ExpressionError[] = [];
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: Token[]) {}

  parse(): ExpressionError[] {
    const first = this.token;
    if (first.kind === 'end') {
      this.fail(first, 'The expression is empty; write a number, a parameter or a formula.');
      return this.errors;
    }
    if (this.expression(0) && this.token.kind !== 'end') {
      this.fail(this.token, this.isOperator(')')
        ? 'This closing parenthesis has no opening one; remove it.'
        : `An operator is missing before '${this.token.text}'.`);
    }
    return this.errors;
  }

  private get token(): Token {
    return this.tokens[this.at]!;
  }

  private isOperator(sign: string): boolean {
    return this.token.kind === 'operator' && this.token.text === sign;
  }

  /** False stops the whole parse: the first error of an expression is the one that helps. */
  private fail(token: Token, message: string): false {
    this.errors.push({ code: 'expression-syntax', start: token.start, end: Math.max(token.end, token.start), message });
    return false;
  }

  private expression(weakest: number): boolean {
    if (++this.depth > DEEPEST) return this.fail(this.token, `The expression nests deeper than ${DEEPEST} levels; split it with .param.`);
    if (!this.operand()) return false;
    while (this.token.kind === 'operator') {
      const operator = this.token;
      const binding = BINDING[operator.text];
      if (binding === undefined || binding < weakest) break;
      this.at++;
      if (operator.text === '?') {
        if (!this.expression(0)) return false;
        if (!this.isOperator(':')) return this.fail(this.token, "The ':' of this '?' is missing: write condition ? value : other value.");
        this.at++;
        if (!this.expression(1)) return false;
        this.call('?:', 3, operator.start, operator.end);
      } else {
        if (!this.expression(binding + 1)) return false;
        this.call(operator.text, 2, operator.start, operator.end);
      }
    }
    this.depth--;
    return true;
  }

  private call(name: string, count: number, start: number, end: number): void {
    this.steps.push({ kind: 'call', name, count, start, end });
  }

  private operand(): boolean {
    const token = this.token;
    switch (token.kind) {
      case 'number':
        this.at++;
        this.steps.push({ kind: 'number', value: token.value });
        return true;
      case 'voltage':
        this.at++;
        this.steps.push({ kind: 'voltage', positive: token.names[0]!, negative: token.names[1], start: token.start, end: token.end });
        return true;
      case 'current':
        this.at++;
        this.steps.push({ kind: 'current', device: token.names[0]!, start: token.start, end: token.end });
        return true;
      case 'deviceParameter':
        this.at++;
        this.steps.push({ kind: 'deviceParameter', device: token.names[0]!, parameter: token.names[1]!.toLowerCase(), start: token.start, end: token.end });
        return true;
      case 'name':
        this.at++;
        if (this.isOperator('(')) return this.functionCall(token);
        this.steps.push({ kind: 'name', name: token.text, start: token.start, end: token.end });
        return true;
      case 'operator':
        return this.prefixed(token);
      case 'bad':
        return this.fail(token, `'${token.text}' has no meaning in an expression.`);
      case 'end':
        return this.fail(token, 'The expression ends where a value is expected.');
    }
  }

  private prefixed(token: Token): boolean {
    if (token.text === '(') {
      this.at++;
      if (!this.expression(0)) return false;
      if (!this.isOperator(')')) return this.fail(token, 'This parenthesis is not closed.');
      this.at++;
      return true;
    }
    if (token.text === '+' || token.text === '-' || token.text === '!') {
      this.at++;
      if (!this.expression(UNARY_BINDING)) return false;
      if (token.text !== '+') this.call(token.text === '-' ? 'neg' : '!', 1, token.start, token.end);
      return true;
    }
    return this.fail(token, `A value is expected before '${token.text}'.`);
  }

  private functionCall(name: Token): boolean {
    const opening = this.token;
    this.at++;
    let count = 0;
    if (!this.isOperator(')')) {
      for (;;) {
        if (!this.expression(0)) return false;
        count++;
        if (!this.isOperator(',')) break;
        this.at++;
      }
    }
    if (!this.isOperator(')')) {
      return this.fail(this.token.kind === 'end' ? opening : this.token, `The arguments of ${name.text}() are not closed by a parenthesis.`);
    }
    this.at++;
    this.call(name.text, count, name.start, name.end);
    return true;
  }
}

/** Why a call of a function of the table is wrong, or undefined. */
export function wrongArgumentCount(name: string, count: number): string | undefined {
  const facts = findFunction(name);
  if (!facts || (count >= facts.least && count <= facts.most)) return undefined;
  const wanted = facts.least === facts.most ? `${facts.least}` : `${facts.least} to ${facts.most}`;
  return `${facts.signature} takes ${wanted} argument${facts.most === 1 ? '' : 's'}, not ${count}.`;
}
