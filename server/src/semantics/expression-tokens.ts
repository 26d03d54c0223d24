import { type Dialect, findFunction, findVariable, isGround, lookupFunction, lookupParameter, type Scope } from '@nodal/language';
import { BAD, DEVICE_PARAMETER, END, ExpressionScanner, NAME, NUMBER, OPERATOR, STRING } from '@nodal/language/expressions/scanner';
import { BIT, TYPE } from './legend.js';
import type { TokenList } from './token-list.js';

/** What names of a card are looked up in. */
export interface NamePlace {
  scope: Scope;
  dialect: Dialect;
  /** Nodes of `.global`, in lower case. */
  globals: { has(name: string): boolean };
  /** Names that mean the arguments of the `.func` that they stand in, in lower case. */
  formals?: ReadonlySet<string>;
}

/** Signs that only hold an expression together and need no colour. */
const PUNCTUATION = new Set(['(', ')', '{', '}', ',']);
/** A voltage or a current, also its real part, phase or decibels. */
const PROBE = /^(?:v|i)(?:m|p|db|r|i|g)?$|^i\w$/;

/** Adds the tokens of an expression, whose text begins at `start` of the document. */
export function addExpression(text: string, start: number, place: NamePlace, into: TokenList): void {
  const scanner = new ExpressionScanner(text, '^', place.dialect);
  for (scanner.next(); scanner.kind !== END; scanner.next()) {
    const from = start + scanner.start;
    const to = start + scanner.end;
    switch (scanner.kind) {
      case NUMBER: into.add(from, to, TYPE.number); break;
      case NAME: addName(scanner, start, place, into); break;
      case DEVICE_PARAMETER: into.add(from, to, TYPE.struct); break;
      case STRING: into.add(from, to, TYPE.string); break;
      case OPERATOR: if (!PUNCTUATION.has(text.slice(scanner.start, scanner.end))) into.add(from, to, TYPE.operator); break;
      case BAD: break;
      // A quote that groups is punctuation.
      default: break;
    }
  }
}

function addName(scanner: ExpressionScanner, base: number, place: NamePlace, into: TokenList): void {
  const { word, text, start, end } = scanner;
  const called = /^[ \t]*\(/.test(text.slice(end, end + 12));
  if (called && PROBE.test(word)) {
    into.add(base + start, base + end, TYPE.function, BIT.defaultLibrary);
    const open = text.indexOf('(', end);
    if (scanner.accessNames() === undefined) return;
    addProbed(word, text.slice(open + 1, scanner.end - 1), base + open + 1, place, into);
    return;
  }
  if (called) {
    if (lookupFunction(place.scope, word)) into.add(base + start, base + end, TYPE.function);
    else into.add(base + start, base + end, TYPE.function, findFunction(word) ? BIT.defaultLibrary : 0);
    return;
  }
  if (place.formals?.has(word) || lookupParameter(place.scope, word)) into.add(base + start, base + end, TYPE.parameter);
  else if (findVariable(word, place.dialect.name)) into.add(base + start, base + end, TYPE.parameter, BIT.readonly | BIT.defaultLibrary);
  else into.add(base + start, base + end, TYPE.parameter);
}

/** The names in the parentheses of a probe: nodes of `v(…)`, an element of `i(…)`. */
export function addProbed(probe: string, inside: string, base: number, place: NamePlace, into: TokenList): void {
  for (const { 0: name, index } of inside.matchAll(/[^\s,()]+/g)) {
    if (probe.startsWith('i')) into.add(base + index, base + index + name.length, TYPE.struct);
    else addNode(name, base + index, place, into);
  }
}

/** A node by its name. */
export function addNode(name: string, start: number, { dialect, globals }: NamePlace, into: TokenList, modifiers = 0): void {
  const lower = name.toLowerCase();
  const kind = isGround(lower, dialect) ? BIT.readonly : globals.has(lower) ? BIT.static : 0;
  into.add(start, start + name.length, TYPE.variable, kind | modifiers);
}

/** Whether a word asks for a voltage or a current, so that names stand in its parentheses. */
export function isProbe(word: string): boolean {
  return PROBE.test(word.toLowerCase());
}
