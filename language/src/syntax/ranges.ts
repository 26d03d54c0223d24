import type { AstNode } from 'langium';

/**
 * Every node of the tree carries where it stands, relative to the first
 * character of its card (for a `Title`, to the document): an edit before a card
 * then leaves its tree as it is. No concrete syntax tree is kept.
 */
export interface Ranged {
  $start: number;
  $end: number;
}

/** The range of a node relative to its card; `cardStart` of the file makes it absolute. */
export function rangeOf(node: AstNode): { start: number; end: number } {
  const ranged = node as unknown as Ranged;
  return { start: ranged.$start, end: ranged.$end };
}

export function setRange(node: AstNode, start: number, end: number): void {
  const ranged = node as unknown as Ranged;
  ranged.$start = start;
  ranged.$end = end;
}
