import type { Assignment, Operand } from '../../generated/ast.js';
import type { Element } from '../element.js';
import type { ValueText } from '../values.js';

/**
 * The transfer function of `laplace=…`. Without delimiters the card's tree has it
 * in pieces, cut at parentheses and blanks; the text goes on to the next
 * parameter, or to the end of the card.
 */
export function transferText(element: Element, assignment: Assignment): ValueText | undefined {
  const { value } = assignment;
  if (value === undefined) return undefined;
  const { placed, elaboration } = element;
  if (value.$type === 'Expression') return element.context.values.textOf(placed, value);
  const { start } = elaboration.range(placed, value);
  const { end } = elaboration.range(placed, placed.card);
  const rest = placed.file.text.slice(start, end);
  const stop = /\s+[A-Za-z_]\w*\s*=|\s*;|\s*$/.exec(rest)!;
  const text = rest.slice(0, stop.index).replaceAll(/\r?\n[ \t]*\+/g, ' ');
  return { text, file: placed.file, start, end: start + stop.index };
}

/** Whether an operand is a piece of the transfer function that an assignment without delimiters began. */
export function isPieceOf(element: Element, operand: Operand, { start, end }: ValueText): boolean {
  const place = element.elaboration.range(element.placed, operand);
  return place.start >= start && place.end <= end;
}
