import type { Argument, Assignment, Card, Operand } from '../generated/ast.js';
import { tokenText } from '../text/token-text.js';
import { rangeOf } from '../syntax/ranges.js';
import type { PlacedCard } from './design.js';

/** The arguments of a card with groups opened: `r1 (a b) 1k` has the operands of `r1 a b 1k`. */
export function flatArguments(card: Card): readonly Argument[] {
  const list = card.arguments;
  for (const argument of list) if (argument.$type === 'Group') return flatten(list, []);
  return list;
}

function flatten(list: readonly Argument[], into: Argument[]): Argument[] {
  for (const argument of list) {
    if (argument.$type === 'Group') flatten(argument.arguments, into);
    else into.push(argument);
  }
  return into;
}

/** The operands before the first assignment. */
export function positional(card: Card): Operand[] {
  const operands: Operand[] = [];
  for (const argument of flatArguments(card)) {
    if (argument.$type === 'Assignment') break;
    operands.push(argument);
  }
  return operands;
}

export function assignments(card: Card): Assignment[] {
  return flatArguments(card).filter((argument) => argument.$type === 'Assignment');
}

/** The text of an operand as written, line breaks within it made blanks, and its absolute place. */
export function operandText(placed: PlacedCard, operand: Operand): { text: string; start: number; end: number } {
  const base = placed.file.cardStart[placed.index]!;
  const range = rangeOf(operand);
  const start = base + range.start;
  const end = base + range.end;
  const text = operand.$type === 'Word' || operand.$type === 'Expression' || operand.$type === 'Text' ? operand.text : tokenText(placed.file.text, start, end);
  return { text, start, end };
}

/** The word of an operand, or undefined when it is something else. */
export function wordOf(operand: Argument | undefined): string | undefined {
  return operand?.$type === 'Word' ? operand.text : undefined;
}
