import type { FunctionDeclaration, ParameterDeclaration, PlacedCard, Scope } from '../design/design.js';
import type { DialectName } from '../dialect/dialect.js';
import { expressionAt } from '../expressions/card-expressions.js';
import { parseExpression, type ParsedExpression } from '../expressions/parse.js';
import type { UserFunction } from '../expressions/programs.js';

/** A scope prepared for instantiation: its parameters in the order in which they can be evaluated. */
export interface DefinitionInfo {
  /** Index into the circuit's definitions. */
  index: number;
  scope: Scope;
  /** The declarations by slot: each after those that it depends on. */
  declarations: ParameterDeclaration[];
  /** Slot by lower-case name. */
  slotOf: Map<string, number>;
  /** Port by lower-case name. */
  portOf: Map<string, number>;
  /** Programs by place of the expression, for those that read nothing outside of this definition. */
  programs: Map<number, number>;
  /** One of the programs of each text among `programs`. */
  texts: Map<string, number>;
  /** Cycles of parameters, each as the declarations along it. */
  cycles: ParameterDeclaration[][];
}

/** Parsed expressions that stand on no card of their own, by their text, and the functions of declarations. */
export class ExpressionCache {
  private readonly parsed = new Map<DialectName, Map<string, ParsedExpression>>();

  parse(text: string, dialect: DialectName): ParsedExpression {
    let known = this.parsed.get(dialect);
    if (!known) this.parsed.set(dialect, (known = new Map()));
    let parsed = known.get(text);
    if (!parsed) {
      parsed = parseExpression(text, dialect);
      known.set(text, parsed);
    }
    return parsed;
  }

  private readonly functions = new Map<FunctionDeclaration, UserFunction>();

  /** A `.func` with its body parsed. */
  userFunction(declaration: FunctionDeclaration): UserFunction {
    let made = this.functions.get(declaration);
    if (!made) {
      made = {
        name: declaration.name,
        parameters: declaration.parameters.map((name) => name.toLowerCase()),
        body: declaration.body ? expressionAt(declaration.placed, declaration.body.start, declaration.body.text) : this.parse('', dialectOfCard(declaration.placed)),
      };
      this.functions.set(declaration, made);
    }
    return made;
  }
}

/** The dialect that a card's expressions are read in. */
export function dialectOfCard(placed: PlacedCard): DialectName {
  return placed.file.parsed.dialect.name;
}

/** The `.func` of a name where `scope` stands: its own or an outer one. */
export function functionInScope(scope: Scope | undefined, name: string): FunctionDeclaration | undefined {
  for (let at = scope; at; at = at.parent) {
    const found = at.functions.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Names that an expression reads, through the functions that it calls. */
export function freeNames(expression: ParsedExpression, scope: Scope, cache: ExpressionCache): Set<string> {
  const names = new Set<string>();
  const visited = new Set<FunctionDeclaration>();
  const visit = (parsed: ParsedExpression, bound: readonly string[]): void => {
    for (const step of parsed.steps) {
      if (step.kind === 'name') {
        if (!bound.includes(step.name)) names.add(step.name);
      } else if (step.kind === 'call' || step.kind === 'current') {
        const declaration = functionInScope(scope, step.kind === 'call' ? step.name : step.access);
        // `id(x)` reads its x when a function of this name is declared.
        if (declaration && step.kind === 'current' && !bound.includes(step.device.toLowerCase())) names.add(step.device.toLowerCase());
        if (declaration && !visited.has(declaration)) {
          visited.add(declaration);
          const made = cache.userFunction(declaration);
          visit(made.body, made.parameters);
        }
      }
    }
  };
  visit(expression, []);
  return names;
}

/**
 * Orders the parameters of a scope so that each comes after those that its
 * value reads. Parameters on a cycle are told and come in the deck's order.
 * A parameter of a subcircuit that reads its own name means the outer one.
 */
export function orderParameters(scope: Scope, cache: ExpressionCache): Pick<DefinitionInfo, 'declarations' | 'slotOf' | 'cycles'> {
  const declarations: ParameterDeclaration[] = [];
  const slotOf = new Map<string, number>();
  const cycles: ParameterDeclaration[][] = [];
  const dependencies = new Map<string, string[]>();
  for (const [name, declaration] of scope.parameters) {
    const read = declaration.value ? [...freeNames(expressionAt(declaration.placed, declaration.value.start, declaration.value.text), scope, cache)] : [];
    dependencies.set(name, read.filter((other) => scope.parameters.has(other) && (other !== name || !scope.parent)));
  }
  const state = new Map<string, 'open' | 'done'>();
  // A depth-first search with its own stack: chains of parameters may be as long as the deck.
  for (const first of scope.parameters.keys()) {
    if (state.has(first)) continue;
    const path: { name: string; next: number }[] = [{ name: first, next: 0 }];
    state.set(first, 'open');
    while (path.length > 0) {
      const top = path[path.length - 1]!;
      const read = dependencies.get(top.name)!;
      if (top.next < read.length) {
        const other = read[top.next++]!;
        const known = state.get(other);
        if (known === undefined) {
          state.set(other, 'open');
          path.push({ name: other, next: 0 });
        } else if (known === 'open') {
          const from = path.findIndex((entry) => entry.name === other);
          cycles.push(path.slice(from).map((entry) => scope.parameters.get(entry.name)!));
        }
        continue;
      }
      path.pop();
      state.set(top.name, 'done');
      slotOf.set(top.name, declarations.push(scope.parameters.get(top.name)!) - 1);
    }
  }
  return { declarations, slotOf, cycles };
}

/** Up to three of `candidates` that resemble `name`, the nearest first. */
export function similarNames(name: string, candidates: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  const near: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > most) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), most);
    if (distance > 0 && distance <= most) near.push({ candidate, distance });
  }
  return near.sort((a, b) => a.distance - b.distance).slice(0, 3).map((entry) => entry.candidate);
}

/** The number of single-letter changes between two words, or more than `most`. */
function editDistance(a: string, b: string, most: number): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = row;
  }
  return before[b.length]!;
}

