import type { DialectName } from '../dialect/dialect.js';
import { parseExpression, type ExpressionError } from './parse.js';
import { evaluateWords, ProgramTable, type NameScope } from './programs.js';

/**
 * The value of an expression in which every name that is not a constant of the
 * language is an error; `parameters` gives others a value (lower-case names).
 */
export function evaluateExpression(text: string, parameters: ReadonlyMap<string, number> = new Map(), dialect: DialectName = 'ngspice'): { value: number } | { errors: ExpressionError[] } {
  const table = new ProgramTable();
  const names = [...parameters.keys()];
  const scope: NameScope = {
    slot: (name) => {
      const slot = names.indexOf(name);
      return slot < 0 ? undefined : { depth: 0, slot };
    },
    userFunction: () => undefined,
  };
  const compiled = table.compile(parseExpression(text, dialect), scope);
  if (compiled.errors.length > 0) return { errors: compiled.errors };
  const value = evaluateWords(compiled.code, 0, compiled.code.length, table.programs, {
    slot: (_depth, slot) => parameters.get(names[slot]!)!,
    input: () => undefined,
  });
  return { value };
}
