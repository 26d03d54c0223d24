import type { Argument } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { rangeOf } from '../syntax/ranges.js';
import { tokenText } from '../text/scanner.js';

/** A result, a number or a formula on a card that needs no delimiters: one or more nodes of the card's tree. */
export interface Formula {
  nodes: Argument[];
  text: string;
  /** Absolute place. */
  start: number;
  end: number;
}

const ENDS_WITH_OPERATOR = /[-+*/^<>!&|?:(,]$/;
const BEGINS_WITH_OPERATOR = /^[-+*/^<>!&|?:),]/;

/** The formula that some neighbouring nodes of a card are. */
export function formulaOf(placed: PlacedCard, nodes: Argument[]): Formula {
  const base = placed.file.cardStart[placed.index]!;
  const start = base + rangeOf(nodes[0]!).start;
  const end = base + rangeOf(nodes[nodes.length - 1]!).end;
  return { nodes, text: tokenText(placed.file.text, start, end), start, end };
}

/** Whether the next node of a card belongs to a formula: no blank or an operator is between. In a list a sign before a number begins a new value. */
export function joins(placed: PlacedCard, formula: Formula, next: Argument, inList = false): boolean {
  const { text } = placed.file;
  const start = placed.file.cardStart[placed.index]! + rangeOf(next).start;
  const gap = text.slice(formula.end, start);
  if (gap === '') return true;
  if (/[=,]/.test(gap)) return false;
  return ENDS_WITH_OPERATOR.test(formula.text) || (BEGINS_WITH_OPERATOR.test(text.slice(start, start + 1)) && !(inList && /^[-+][\d.]/.test(text.slice(start, start + 2))));
}
