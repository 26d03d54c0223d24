import type { Argument } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { rangeOf } from '../syntax/ranges.js';
import { tokenText } from '../text/token-text.js';

/** A result, a number or a formula on a card that needs no delimiters: one or more nodes of the card's tree. */
export interface Formula {
  nodes: Argument[];
  text: string;
  /** Absolute place. */
  start: number;
  end: number;
}

const OPERATORS = new Set([...'-+*/^<>!&|?:('].map((sign) => sign.charCodeAt(0)));
const COMMA = 44, CLOSE = 41, PLUS = 43, MINUS = 45, DOT = 46;

/** The formula that some neighbouring nodes of a card are. */
export function formulaOf(placed: PlacedCard, nodes: Argument[]): Formula {
  const base = placed.file.cardStart[placed.index]!;
  const start = base + rangeOf(nodes[0]!).start;
  const end = base + rangeOf(nodes[nodes.length - 1]!).end;
  return { nodes, text: tokenText(placed.file.text, start, end), start, end };
}

/**
 * Whether the next node of a card belongs to a formula that ends at `end`: no
 * blank or an operator is between. In a list a sign before a number begins a
 * new value.
 */
export function joins(placed: PlacedCard, end: number, next: Argument, inList = false): boolean {
  const { text } = placed.file;
  const start = placed.file.cardStart[placed.index]! + rangeOf(next).start;
  if (start === end) return true;
  const gap = text.slice(end, start);
  if (gap.includes('=') || gap.includes(',')) return false;
  const last = text.charCodeAt(end - 1);
  if (OPERATORS.has(last) || last === COMMA) return true;
  const first = text.charCodeAt(start);
  if (!OPERATORS.has(first) && first !== CLOSE) return first === COMMA;
  if (first === 40) return false;
  const second = text.charCodeAt(start + 1);
  return !(inList && (first === PLUS || first === MINUS) && (second === DOT || (second >= 48 && second <= 57)));
}

/** Where a node of a card ends in its document. */
export function endOf(placed: PlacedCard, node: Argument): number {
  return placed.file.cardStart[placed.index]! + rangeOf(node).end;
}
