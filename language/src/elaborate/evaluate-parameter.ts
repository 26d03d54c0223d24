import type { Design, ParameterDeclaration, Scope } from '../design/design.js';
import { lookupParameter } from '../design/lookup.js';
import type { Input } from '@nodal/protocol';
import type { DialectName } from '../dialect/dialect.js';
import { dialectOfCard, ExpressionCache, functionInScope, freeNames } from './definitions.js';
import { evaluateWords, ProgramTable, type NameScope } from '../expressions/programs.js';

/** A parameter's number where it is declared, with the defaults of its subcircuit, or why it has none. */
export type ParameterValue = { value: number; declaration: ParameterDeclaration } | { reason: string; declaration: ParameterDeclaration | undefined };

/** Parameters that read each other in a row; hover goes no deeper. */
const LONGEST_CHAIN = 200;

/**
 * The value of a parameter as hover shows it: in the scope where it is read,
 * with the defaults of the subcircuits around it, at 27 °C. An instance may
 * give other values; `elaborate` knows those.
 */
export function evaluateParameter(_design: Design, scope: Scope, name: string): ParameterValue {
  return new LexicalEvaluator(scope).parameter(name.toLowerCase());
}

/** The value of an expression where it stands, as `evaluateParameter`. */
export function evaluateInScope(design: Design, scope: Scope, text: string): { value: number } | { reason: string } {
  const dialect = scope.subcircuit ? dialectOfCard(scope.subcircuit.placed) : design.files[0]?.parsed.dialect.name ?? 'ngspice';
  return new LexicalEvaluator(scope).expression(text, dialect, scope);
}

class LexicalEvaluator {
  private readonly cache = new ExpressionCache();
  private readonly known = new Map<ParameterDeclaration, number>();
  private readonly open = new Set<ParameterDeclaration>();

  constructor(private readonly scope: Scope) {}

  parameter(name: string): ParameterValue {
    const declaration = lookupParameter(this.scope, name);
    if (!declaration) return { reason: `The parameter '${name}' is not defined here.`, declaration };
    const result = this.declared(declaration, ownerOf(this.scope, name)!);
    return 'value' in result ? { ...result, declaration } : { ...result, declaration };
  }

  private declared(declaration: ParameterDeclaration, owner: Scope): { value: number } | { reason: string } {
    const known = this.known.get(declaration);
    if (known !== undefined) return { value: known };
    if (!declaration.value) return { reason: `'${declaration.name}' has no value.` };
    if (this.open.has(declaration)) return { reason: `'${declaration.name}' is defined by itself.` };
    if (this.open.size > LONGEST_CHAIN) return { reason: 'The chain of parameters is too long to show.' };
    this.open.add(declaration);
    const result = this.expression(declaration.value.text, dialectOfCard(declaration.placed), owner, declaration.name.toLowerCase());
    this.open.delete(declaration);
    if ('value' in result) this.known.set(declaration, result.value);
    return result;
  }

  /** `own` is the name of the parameter that is being evaluated: inside a subcircuit it means the outer one. */
  expression(text: string, dialect: DialectName, scope: Scope, own?: string): { value: number } | { reason: string } {
    const parsed = this.cache.parse(text, dialect);
    const numbers = new Map<string, number>();
    for (const name of freeNames(parsed, scope, this.cache)) {
      const from = name === own && scope.parent ? scope.parent : scope;
      const declaration = lookupParameter(from, name);
      if (!declaration) continue;
      const result = this.declared(declaration, ownerOf(from, name)!);
      if ('reason' in result) return result;
      numbers.set(name, result.value);
    }
    const names = [...numbers.keys()];
    const slots: NameScope = {
      slot: (name) => {
        const slot = names.indexOf(name);
        return slot < 0 ? undefined : { depth: 0, slot };
      },
      userFunction: (name) => {
        const declaration = functionInScope(scope, name);
        return declaration && this.cache.userFunction(declaration);
      },
      input: (step): Input | string => (step.kind === 'variable' && step.name === 'temper' ? { kind: 'temper' } : 'It depends on the run.'),
    };
    const table = new ProgramTable();
    const compiled = table.compile(parsed, slots);
    if (compiled.errors.length > 0) return { reason: compiled.errors[0]!.message };
    const value = evaluateWords(compiled.code, 0, compiled.code.length, table.programs, {
      slot: (_depth, slot) => numbers.get(names[slot]!)!,
      input: () => 27,
    });
    return Number.isFinite(value) ? { value } : { reason: 'It has no finite value.' };
  }
}

/** The scope that declares a parameter, from `scope` outwards. */
function ownerOf(scope: Scope, name: string): Scope | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.parameters.has(name)) return at;
  }
  return undefined;
}
