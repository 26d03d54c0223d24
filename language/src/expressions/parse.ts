import type { DialectName } from '../dialect/dialect.js';
import { OPERATORS, type OperatorFacts } from '../dialect/operators.js';
import { dialectOf } from '../dialect/registry.js';
import { DOUBLE_QUOTE } from '../text/characters.js';
import { type FunctionFacts, findFunction } from '../reference/functions.js';
import { BAD, DEVICE_PARAMETER, END, ExpressionScanner, GROUPING_QUOTE, NAME, NUMBER, OPERATOR, STRING } from './scanner.js';

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
  /** `i(device)`; of a pin `ib(q1)` or `ix(u1:in)`. */
  | { kind: 'current'; device: string; access: string; start: number; end: number }
  | { kind: 'deviceParameter'; device: string; parameter: string; start: number; end: number };

export interface ExpressionError {
  /** Stable code of the finding. */
  code: string;
  /** Relative to the expression's text. */
  start: number;
  end: number;
  message: string;
  /** The name that was surely meant, for what stands at the place. */
  instead?: string;
}

export interface ParsedExpression {
  text: string;
  /** What functions and operators mean. */
  dialect: DialectName;
  /** Empty when there are errors. */
  steps: Step[];
  errors: ExpressionError[];
  /** What the dialect's simulator takes, though it is a mistake. */
  slip?: ExpressionError;
}

/** `?` and `:` bind weakest of all. */
const TERNARY = 1;
/** The power is on this level, signs next to it, products two levels weaker. */
const POWER = 20;

/** An operator whose right side is not complete, or an open list. */
interface Pending {
  kind: 'binary' | 'unary' | 'question' | 'colon' | 'parenthesis' | 'quote' | 'call' | 'boolean-call';
  /** In programs. */
  name: string;
  binding: number;
  /** Values so far, of a call. */
  count: number;
  start: number;
  end: number;
}

const bindings = new Map<OperatorFacts, ReadonlyMap<string, number>>();

function bindingsOf(facts: OperatorFacts): ReadonlyMap<string, number> {
  let table = bindings.get(facts);
  if (!table) {
    const levels = facts.precedence.length;
    table = new Map(facts.precedence.flatMap((names, level) => names.map((name) => [name, POWER - 2 * (levels - 1 - level)] as const)));
    bindings.set(facts, table);
  }
  return table;
}

/**
 * Parses an expression with or without delimiters. It never throws, whatever
 * the length and nesting; the same text gives the same answer.
 */
export function parseExpression(text: string, dialect: DialectName = 'ngspice'): ParsedExpression {
  if (isText(text, dialect)) return { text, dialect, steps: [], errors: [{ code: 'unsupported-string', start: 0, end: text.length, message: 'This is a text; Nodal computes with numbers only, so it has no value in expressions.' }] };
  const parser = new Parser(text, dialect);
  const errors = parser.parse();
  if (errors.length > 0) return { text, dialect, steps: [], errors };
  const parsed: ParsedExpression = { text, dialect, steps: parser.steps, errors: NO_ERRORS };
  if (parser.slip) parsed.slip = parser.slip;
  return parsed;
}

const NO_ERRORS: ExpressionError[] = [];

/** `.param model="nch"`: words in double quotes are a text, where the dialect has no expressions in double quotes. */
function isText(text: string, dialect: DialectName): boolean {
  return text.charCodeAt(0) === DOUBLE_QUOTE && !dialectOf(dialect).doubleQuotedExpressions && /^"[A-Za-z_][\w .:\\/-]*"$/.test(text);
}

/** What comes next; `done` after the end and after an error. */
type Next = 'operand' | 'operator' | 'done';

/** Operator precedence with a stack of its own, so that nesting costs no call stack. */
class Parser {
  readonly steps: Step[] = [];
  private readonly errors: ExpressionError[] = [];
  private readonly pending: Pending[] = [];
  private readonly scanner: ExpressionScanner;
  private readonly bindings: ReadonlyMap<string, number>;
  private readonly signBinding: number;

  /** Whether a condition holds above one half, and not for all but zero. */
  private readonly half: boolean;

  slip: ExpressionError | undefined;

  constructor(text: string, private readonly dialect: DialectName) {
    const facts = dialectOf(dialect);
    const operators = OPERATORS[dialect];
    this.half = facts.truth === 0.5;
    this.scanner = new ExpressionScanner(text, facts.caret === 'power' ? '**' : '^^', facts);
    this.bindings = bindingsOf(operators);
    this.signBinding = operators.signBeforePower ? POWER + 1 : POWER - 1;
  }

  parse(): ExpressionError[] {
    const { scanner } = this;
    scanner.next();
    if (scanner.kind === END) {
      this.fail(scanner, 'The expression is empty; write a number, a parameter or a formula.');
      return this.errors;
    }
    // Each answers whether the other one comes next.
    let operand = true;
    for (;;) {
      const step: Next = operand ? this.operand() : this.operator();
      if (step === 'done') return this.errors;
      operand = step === 'operand';
      scanner.next();
    }
  }

  /** The first error of an expression is the one that helps, so it stops the parse. */
  private fail(at: { start: number; end: number }, message: string, code = 'expression-syntax'): 'done' {
    this.errors.push({ code, start: at.start, end: Math.max(at.end, at.start), message });
    return 'done';
  }

  private emit(name: string, count: number, start: number, end: number): void {
    this.steps.push({ kind: 'call', name, count, start, end });
  }

  private push(kind: Pending['kind'], name: string, binding: number): Next {
    const { start, end } = this.scanner;
    this.pending.push({ kind, name, binding, count: 1, start, end });
    return 'operand';
  }

  private operand(): Next {
    const { scanner, steps } = this;
    const { start, end } = scanner;
    switch (scanner.kind) {
      case NUMBER:
        steps.push({ kind: 'number', value: scanner.value });
        return 'operator';
      case NAME:
        return this.name();
      case DEVICE_PARAMETER: {
        const bracket = scanner.text.indexOf('[', start);
        steps.push({ kind: 'deviceParameter', device: scanner.text.slice(start + 1, bracket), parameter: scanner.text.slice(bracket + 1, end - 1).toLowerCase(), start, end });
        return 'operator';
      }
      case GROUPING_QUOTE:
        return this.push('quote', "'", 0);
      case STRING:
        return this.fail(scanner, 'Texts in expressions are not supported; Nodal computes with numbers only.', 'unsupported-string');
      case OPERATOR:
        switch (scanner.word) {
          case '(': return this.push('parenthesis', '(', 0);
          case '+': return this.push('unary', '', this.signBinding);
          case '-': return this.push('unary', 'neg', this.signBinding);
          case '!': return this.push('unary', '!', this.signBinding);
          default: return this.fail(scanner, `A value is expected before '${scanner.shown}'.`);
        }
      case BAD:
        return this.fail(scanner, `'${scanner.shown}' has no meaning in an expression.`);
      default:
        return this.fail(scanner, 'The expression ends where a value is expected.');
    }
  }

  private name(): Next {
    const { scanner, steps } = this;
    const { start, end, word } = scanner;
    if (word === 'v' || isCurrentAccess(word)) {
      const names = scanner.accessNames();
      if (names !== undefined) {
        if (word === 'v') steps.push({ kind: 'voltage', positive: names[0], negative: names[1], start, end: scanner.end });
        else steps.push({ kind: 'current', device: names.join(','), access: word, start, end: scanner.end });
        return 'operator';
      }
    }
    if (word === 'n' && /^\s*\([^\s(),]*[!:]/.test(scanner.text.slice(end, end + 200))) {
      // What a device computes within, as Xyce names it: `n(ymemristor!mr1:r)`.
      const [inner] = scanner.accessNames() ?? [];
      if (inner !== undefined) {
        const colon = inner.lastIndexOf(':');
        steps.push({ kind: 'deviceParameter', device: colon < 0 ? inner : inner.slice(0, colon), parameter: colon < 0 ? '' : inner.slice(colon + 1).toLowerCase(), start, end: scanner.end });
        return 'operator';
      }
    }
    if (!scanner.opens()) {
      steps.push({ kind: 'name', name: word, start, end });
      return 'operator';
    }
    // A call without arguments: `rand()`.
    if (scanner.closes()) {
      this.emit(word, 0, start, end);
      return 'operator';
    }
    this.pending.push({ kind: this.half && word === 'if' ? 'boolean-call' : 'call', name: word, binding: 0, count: 1, start, end });
    return 'operand';
  }

  private operator(): Next {
    const { scanner } = this;
    if (scanner.kind === END) return this.finish();
    if (scanner.kind === GROUPING_QUOTE) return this.close("'");
    if (scanner.kind !== OPERATOR) return this.fail(scanner, `An operator is missing before '${scanner.shown}'.`);
    const { word } = scanner;
    switch (word) {
      case ')': return this.close(')');
      case ',': return this.comma();
      case '?':
        if (!this.reduce(TERNARY + 1)) return 'done';
        this.truth();
        return this.push('question', '?:', TERNARY);
      case ':': return this.colon();
      default: {
        const binding = this.bindings.get(word);
        if (binding === undefined) return this.fail(scanner, `An operator is missing before '${scanner.shown}'.`);
        if (!this.reduce(binding)) return 'done';
        if (word === '&&' || word === '||') this.truth();
        else if (word === '^^') this.truthValue();
        return this.push('binary', word, binding);
      }
    }
  }

  /** Emits the operators that bind at least so strongly; false after an error. */
  private reduce(binding: number): boolean {
    const { pending } = this;
    while (pending.length > 0) {
      const top = pending[pending.length - 1]!;
      if (top.binding < binding || top.binding === 0) return true;
      if (top.kind === 'question') {
        this.fail(this.scanner, "The ':' of this '?' is missing: write condition ? value : other value.");
        return false;
      }
      pending.pop();
      this.emitOperator(top);
    }
    return true;
  }

  private emitOperator({ kind, name, start, end }: Pending): void {
    if (kind === 'colon') {
      this.emit('?:', 3, start, end);
    } else if (kind === 'unary') {
      if (name === '!') this.truth();
      if (name !== '') this.emit(name, 1, start, end);
    } else if (name === '^^') {
      this.truthValue();
      this.emit('!=', 2, start, end);
    } else {
      if (name === '&&' || name === '||') this.truth();
      this.emit(name, 2, start, end);
    }
  }

  /** Makes the value before a 0 or 1 where the dialect's truth begins at one half. */
  private truth(): void {
    if (this.half) this.emit('buf', 1, this.scanner.start, this.scanner.end);
  }

  /** Makes the value before a 0 or 1; both sides of an exclusive or are reversed where the truth is all but zero. */
  private truthValue(): void {
    this.emit(this.half ? 'buf' : '!', 1, this.scanner.start, this.scanner.end);
  }

  private colon(): Next {
    const { pending, scanner } = this;
    // What stands between `?` and `:` is complete, conditions within it included.
    for (let top = pending[pending.length - 1]; top && top.binding > 0; top = pending[pending.length - 1]) {
      if (top.kind === 'question') {
        top.kind = 'colon';
        return 'operand';
      }
      pending.pop();
      this.emitOperator(top);
    }
    return this.fail(scanner, "This ':' has no '?' before it: write condition ? value : other value.");
  }

  private comma(): Next {
    if (!this.reduce(TERNARY)) return 'done';
    const { pending } = this;
    const top = pending[pending.length - 1];
    // LTspice takes the points of a table in parentheses, `table(x, (0,1), (2,3))`, and whole lists: `pwr((x,2))`.
    const around = pending[pending.length - 2];
    if (top?.kind === 'parenthesis' && (around?.kind === 'call' || around?.kind === 'boolean-call')) {
      if (around.kind === 'boolean-call' && around.count === 1) this.truth();
      around.count++;
      return 'operand';
    }
    if (top?.kind !== 'call' && top?.kind !== 'boolean-call') {
      return this.fail(this.scanner, top === undefined ? "An operator is missing before ','." : "This parenthesis holds a list, but no function's name stands before it.");
    }
    if (top.kind === 'boolean-call' && top.count === 1) this.truth();
    top.count++;
    return 'operand';
  }

  private close(sign: ')' | "'"): Next {
    if (!this.reduce(TERNARY)) return 'done';
    const { scanner } = this;
    const top = this.pending.pop();
    if (sign === "'" && top?.kind !== 'quote') return this.fail(top ?? scanner, top === undefined ? "An operator is missing before '\\''." : 'This parenthesis is not closed.');
    if (top === undefined) return this.fail(scanner, 'This closing parenthesis has no opening one; remove it.');
    if (sign === ')' && top.kind === 'quote') return this.fail(top, 'This quote is not closed.');
    if (top.kind === 'call' || top.kind === 'boolean-call') this.emit(top.name, top.count, top.start, top.end);
    return 'operator';
  }

  private finish(): 'done' {
    if (!this.reduce(TERNARY)) return 'done';
    let open = this.pending.pop();
    // LTspice closes at the end what is left open.
    while (open !== undefined && open.kind !== 'quote' && this.dialect === 'ltspice') {
      this.slip ??= { code: 'expression-syntax', start: open.start, end: open.end, message: 'A parenthesis that opens here is not closed. LTspice closes it at the end of the expression; other simulators refuse it.' };
      if (open.kind !== 'parenthesis') this.emit(open.name, open.count, open.start, open.end);
      if (!this.reduce(TERNARY)) return 'done';
      open = this.pending.pop();
    }
    if (open === undefined) return 'done';
    if (open.kind === 'call' || open.kind === 'boolean-call') return this.fail(open, `The arguments of ${open.name}() are not closed by a parenthesis.`);
    return this.fail(open, open.kind === 'quote' ? 'This quote is not closed.' : 'This parenthesis is not closed.');
  }
}

/** `i`, `ix`, and the currents of pins: `ib(q1)`, `id(m1)`, `i2(r1)`. */
function isCurrentAccess(word: string): boolean {
  if (word.charCodeAt(0) !== 105 || word.length > 2) return false;
  return word.length === 1 || 'abcdegsx123456789'.includes(word.charAt(1));
}

/** Why a call of a function of the table is wrong, or undefined. */
export function wrongArgumentCount(name: string, count: number): string | undefined {
  const facts = findFunction(name);
  if (!facts || (count >= facts.least && count <= facts.most && !(facts.pairs && count % 2 === 0))) return undefined;
  if (facts.pairs && count >= facts.least) return `${facts.signature} takes an argument and pairs of numbers; the last pair here is not complete.`;
  const wanted = facts.least === facts.most ? `${facts.least}` : facts.most >= 255 ? `at least ${facts.least}` : `${facts.least} to ${facts.most}`;
  return `${facts.signature} takes ${wanted} argument${facts.most === 1 ? '' : 's'}, not ${count}.`;
}

/** Whether a call only has the name of an operator: `neg()` is no function of any simulator. */
export function isNoOperator(facts: FunctionFacts, count: number): boolean {
  return facts.kind === 'operator' && (count < facts.least || count > facts.most);
}
