import { dialectOf } from '../dialect/registry.js';
import { findFunction, findVariable, FUNCTIONS } from '../reference/functions.js';
import { isNoOperator, wrongArgumentCount, type ExpressionError, type ParsedExpression } from './parse.js';
import { closestOf } from '../rules/closest.js';

/** The names that an expression may use where it stands. */
export interface VisibleNames {
  /** How many parameters the user function of this name (in lower case) has; undefined when there is none. */
  functionParameters(name: string): number | undefined;
  /** Whether all names are in sight. Where some may come from elsewhere an unknown one says nothing. It is asked only when a name is not found. */
  complete(): boolean;
  /** Whether a parameter of this name (in lower case) is declared. */
  parameter(name: string): boolean;
  /** A declared parameter that resembles an unknown name. */
  resembling?(name: string): string | undefined;
}

/** What the text of an expression cannot mean, whether or not it can be simulated: syntax, functions, numbers of arguments, names. */
export function checkExpression(parsed: ParsedExpression, visible: VisibleNames, variable?: string): ExpressionError[] {
  if (parsed.errors.length > 0) return parsed.errors;
  const errors: ExpressionError[] = [];
  const renamed = dialectOf(parsed.dialect).functions;
  for (const step of parsed.steps) {
    if (step.kind === 'call') {
      const own = visible.functionParameters(step.name);
      if (own !== undefined) {
        if (own !== step.count) tell(step, 'function-arguments', `${step.name}() takes ${own} argument${own === 1 ? '' : 's'} by its .func, not ${step.count}.`);
        continue;
      }
      const name = renamed[step.name] ?? step.name;
      const facts = findFunction(name);
      if (facts?.kind === 'operator' && !isNoOperator(facts, step.count)) continue;
      if (!facts || facts.kind === 'operator') {
        if (visible.complete()) {
          const near = closestOf(step.name, functionNames);
          tell(step, 'unknown-function', `There is no function '${step.name}'.${didYouMean(near, 'Define it with .func.')}`, near);
        }
        continue;
      }
      const wrong = wrongArgumentCount(name, step.count);
      if (wrong) tell(step, 'function-arguments', wrong);
    } else if (step.kind === 'name') {
      if (visible.parameter(step.name) || findVariable(step.name, parsed.dialect) || step.name === variable) continue;
      if (namesNoParameter(parsed, step.start) || !visible.complete()) continue;
      const near = visible.resembling?.(step.name);
      tell(step, 'unknown-parameter', `The parameter '${step.name}' is not defined here.${didYouMean(near, 'Define it with .param.')}`, near);
    }
  }
  return errors;

  function tell(at: { start: number; end: number }, code: string, message: string, instead?: string): void {
    errors.push({ code, start: at.start, end: at.end, message, ...(instead === undefined ? {} : { instead }) });
  }
}

/** Whether the name at an offset is the argument of a function that takes other names than parameters: `n(node)`, `def(name)`. */
function namesNoParameter(parsed: ParsedExpression, at: number): boolean {
  return parsed.steps.some((step) => step.kind === 'call' && step.start < at && findFunction(step.name)?.names === true);
}

const functionNames = FUNCTIONS.filter((facts) => facts.kind === 'function').flatMap((facts) => [facts.name, ...(facts.aliases ?? [])]);

function didYouMean(guess: string | undefined, otherwise: string): string {
  return ` ${guess === undefined ? otherwise : `Did you mean '${guess}'?`}`;
}
