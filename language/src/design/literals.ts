import type { Argument, Assignment, Operand, Word } from '../generated/ast.js';
import { readNumber, type SpiceNumber } from '../text/number.js';
import { flatArguments } from './operands.js';
import type { PlacedCard } from './design.js';
import type { CardRoles } from './roles.js';

/**
 * Numbers as they stand on cards. What rules ask for each element costs no
 * expression: a number that is computed is unknown here.
 */

/** The number that a word is as a whole, with its parts. */
export function numberWord(placed: PlacedCard, operand: Argument | undefined): SpiceNumber | undefined {
  if (operand?.$type !== 'Word') return undefined;
  const number = readNumber(operand.text, 0, operand.text.length, placed.file.parsed.dialect);
  return number !== undefined && number.end === operand.text.length ? number : undefined;
}

/** The number that an operand is as written; undefined for what is computed, for a name, and for nothing. */
export function literalOf(placed: PlacedCard, operand: Argument | undefined): number | undefined {
  if (operand?.$type === 'Expression' && operand.text.length > 2) {
    // `{1k}` is as good as 1k.
    const inner = operand.text.slice(1, -1).trim();
    const number = readNumber(inner, 0, inner.length, placed.file.parsed.dialect);
    return number !== undefined && number.end === inner.length ? number.value : undefined;
  }
  return numberWord(placed, operand)?.value;
}

/** The name that an assignment gives a value to, in lower case; empty where it is a call. */
export function assignedName({ target }: Assignment): string {
  return target.$type === 'Word' ? target.text.toLowerCase() : '';
}

/** The `name=value` of an element card; `name` is in lower case. */
export function parameterOf(roles: CardRoles, name: string): Assignment | undefined {
  for (const place of roles.layout.places.parameters) {
    const operand = roles.list[place]!;
    if (operand.$type === 'Assignment' && assignedName(operand) === name) return operand;
  }
  return undefined;
}

/** The `name=value` of any card; `name` is in lower case. */
export function assignmentOn(placed: PlacedCard, name: string): Assignment | undefined {
  return flatArguments(placed.card).find((argument): argument is Assignment => argument.$type === 'Assignment' && assignedName(argument) === name);
}

/** What R, C, L, V and I are worth: the first value of the card, or that of the parameter named as the letter. */
export function principalValue(roles: CardRoles): Operand | undefined {
  const [first] = roles.layout.places.values;
  if (first !== undefined) return roles.list[first] as Operand;
  return roles.layout.places.parameters.length === 0 ? undefined : parameterOf(roles, roles.letter)?.value;
}

/** The parameters of a model's card, those within a call's parentheses too: `d(is=1e-14)`. */
export function modelParameters(placed: PlacedCard): (Assignment & { target: Word })[] {
  const found: (Assignment & { target: Word })[] = [];
  for (const argument of flatArguments(placed.card)) {
    for (const inner of argument.$type === 'Call' ? argument.arguments : [argument]) {
      if (inner.$type === 'Assignment' && inner.target.$type === 'Word') found.push(inner as Assignment & { target: Word });
    }
  }
  return found;
}
