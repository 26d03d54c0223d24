import type { Scope } from '../design/design.js';
import { elementNamed } from '../design/find-path.js';
import type { DialectName } from '../dialect/dialect.js';
import { DEVICE_PARAMETER, END, ExpressionScanner, GROUPING_QUOTE, NAME, OPERATOR } from '../expressions/scanner.js';
import { dialectOf } from '../dialect/registry.js';
import { findFunction, findVariable } from '../reference/functions.js';
import { LONGEST_PATH, tellPath } from './paths.js';
import type { SymbolTable } from './symbol-table.js';
import type { NetlistSymbol, TellName } from './symbol.js';

/** What names without an access such as `v(…)` may mean in a text. */
export type Reading =
  /** Parameters: the expression of an element, a parameter or a function. */
  | 'expression'
  /** Measures and parameters: the operands of `.meas`. */
  | 'measure'
  /** Nodes too: the operands of `.print`, `.save`. */
  | 'results'
  /** Elements, then parameters: the operands of `.dc`, `.step`. */
  | 'sweep'
  /** Nodes and elements that are there: a script, whose own vectors may have any name. */
  | 'script';

export interface FormulaContext {
  symbols: SymbolTable;
  scope: Scope;
  dialect: DialectName;
  tell: TellName;
  reading: Reading;
  /** The arguments of the function whose body it is, by their names in lower case. */
  bound?: ReadonlyMap<string, NetlistSymbol>;
  /** The parameter whose value it is. */
  hidden?: string;
  /** Names that mean something else here, in lower case. */
  others?: ReadonlySet<string>;
}

const VOLTAGE = /^v(?:db|m|mag|p|ph|r|re|i|im|g)?$/;
const CURRENT = /^i(?:[abcdegsjx1-9])?(?:db|m|mag|p|ph|r|re)?$/;
/** Words of `.meas` that may also be names. */
const MEASURE_WORDS = new Set(['trig', 'targ', 'find', 'when', 'param', 'at', 'from', 'to', 'td', 'val', 'rise', 'fall', 'cross', 'last', 'max', 'min', 'pp', 'avg', 'rms', 'integ', 'deriv', 'tran', 'ac', 'dc', 'op', 'noise']);

/**
 * Tells the names in a formula or in the operands of a card. The text is read
 * token by token, so that names are found in what is not complete yet.
 */
export function tellFormula(context: FormulaContext, text: string, start: number): void {
  new FormulaNames(context, text, start).walk();
}

class FormulaNames {
  private readonly scanner: ExpressionScanner;
  /** How many parentheses and braces are open; quotes count too. */
  private depth = 0;
  private quoted = false;

  constructor(private readonly context: FormulaContext, private readonly text: string, private readonly base: number) {
    const facts = dialectOf(context.dialect);
    this.scanner = new ExpressionScanner(text, '^^', facts);
  }

  walk(): void {
    const { scanner } = this;
    for (scanner.next(); scanner.kind !== END; scanner.next()) {
      switch (scanner.kind) {
        case NAME: this.name(); break;
        case DEVICE_PARAMETER: {
          const { start } = scanner;
          const bracket = this.text.indexOf('[', start);
          this.path(this.text.slice(start + 1, bracket), start + 1, 'element');
          break;
        }
        case GROUPING_QUOTE: this.quoted = !this.quoted; break;
        case OPERATOR: {
          const sign = this.text.charAt(scanner.start);
          if (sign === '(' || sign === '{') this.depth++;
          else if (sign === ')' || sign === '}') this.depth--;
          break;
        }
        default: break;
      }
    }
  }

  private name(): void {
    const { scanner, context, text } = this;
    const { start, end, word } = scanner;
    const { symbols, scope, reading } = context;
    const bound = context.bound?.get(word);
    if (bound !== undefined) return context.tell(bound, this.base + start, this.base + end, 'reference');
    const next = this.signBehind(end);
    if (next === '(' || (next === '{' && reading === 'expression')) {
      const declared = symbols.function(scope, word);
      if (declared !== undefined) return context.tell(declared, this.base + start, this.base + end, 'reference');
      const access = this.accessOf(word);
      if (next === '(' && access !== undefined && scanner.accessNames() !== undefined) return this.access(text.indexOf('(', end) + 1, scanner.end - 1, access);
      if (reading === 'sweep') {
        const model = symbols.model(scope, word);
        if (model !== undefined) context.tell(model, this.base + start, this.base + end, 'reference');
      }
      return;
    }
    if (context.others?.has(word)) return;
    if (word.endsWith('#branch')) return this.path(text.slice(start, end - '#branch'.length), start, 'element');
    // `name=value`: a setting of the card, whatever else has this name.
    if (next === '=' && reading !== 'expression' && this.depth === 0 && !this.quoted && text.charAt(this.behind(end) + 1) !== '=') return;
    this.bare(word, start, end);
  }

  private bare(word: string, start: number, end: number): void {
    const { symbols, scope, reading, hidden, dialect, tell } = this.context;
    const from = this.base + start;
    const to = this.base + end;
    const outside = this.depth === 0 && !this.quoted;
    if (reading === 'measure' && outside && MEASURE_WORDS.has(word)) return;
    if (reading === 'sweep' || reading === 'script') {
      const plain = this.text.slice(start, end);
      if (elementNamed(scope, plain) !== undefined) return tell(symbols.element(scope, plain), from, to, 'reference');
      if (/[.:]/.test(plain) && this.reaches(plain)) return this.path(plain, start, 'element');
    }
    if ((reading === 'results' && outside) || reading === 'script') {
      if (symbols.hasNode(scope, word)) return tell(symbols.node(scope, word), from, to, 'reference');
      if (this.reaches(word)) return this.path(this.text.slice(start, end), start, 'node');
      if (reading === 'script') return;
    }
    if (reading === 'measure' || reading === 'results') {
      const measure = symbols.measure(word);
      if (measure !== undefined) return tell(measure, from, to, 'reference');
    }
    if (reading === 'expression') {
      const found = symbols.declaredParameter(scope, word, hidden);
      if (found !== undefined) return tell(found, from, to, 'reference');
      if (findVariable(word, dialect) !== undefined || findFunction(word) !== undefined) return;
      const possible = symbols.parameters(scope, word, hidden);
      for (const symbol of possible) tell(symbol, from, to, 'reference', possible.length > 1 ? 'shared' : undefined);
      return;
    }
    const parameter = symbols.declaredParameter(scope, word);
    if (parameter !== undefined) return tell(parameter, from, to, 'reference', reading === 'sweep' ? 'write' : undefined);
    if (reading === 'results' && !outside && elementNamed(scope, word) !== undefined) return tell(symbols.element(scope, word), from, to, 'reference');
    if (reading === 'sweep') {
      const model = symbols.model(scope, word);
      if (model !== undefined) tell(model, from, to, 'reference');
    }
  }

  /** Whether a dotted name begins with an instance or an element of the scope. */
  private reaches(path: string): boolean {
    const { scope } = this.context;
    if (path.length > LONGEST_PATH) return false;
    for (const { index } of path.matchAll(/[.:]/g)) if (index > 0 && elementNamed(scope, path.slice(0, index)) !== undefined) return true;
    return /^[a-z]\.x/i.test(path);
  }

  private accessOf(word: string): 'node' | 'element' | undefined {
    const { reading } = this.context;
    if (reading === 'expression') return word === 'v' ? 'node' : /^i(?:[abcdegsx1-9])?$/.test(word) ? 'element' : undefined;
    return VOLTAGE.test(word) ? 'node' : CURRENT.test(word) ? 'element' : undefined;
  }

  /** The names between the parentheses of an access. */
  private access(from: number, to: number, wanted: 'node' | 'element'): void {
    for (const match of this.text.slice(from, to).matchAll(/[^\s(),]+/g)) this.path(match[0], from + match.index, wanted);
  }

  private path(text: string, start: number, wanted: 'node' | 'element'): void {
    const { symbols, scope, reading, tell } = this.context;
    if (reading === 'script' && !/[.:]/.test(text) && !(wanted === 'node' ? symbols.hasNode(scope, text) : elementNamed(scope, text) !== undefined)) return;
    tellPath(symbols, scope, text, this.base + start, wanted, tell);
  }

  private behind(at: number): number {
    while (at < this.text.length && this.text.charCodeAt(at) <= 32) at++;
    return at;
  }

  private signBehind(at: number): string {
    return this.text.charAt(this.behind(at));
  }
}
