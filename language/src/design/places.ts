import type { AstNode } from 'langium';
import type { Card } from '../generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import type { PlacedCard } from './design.js';

/** A range with its document. */
export interface Place {
  uri: string;
  start: number;
  end: number;
}

/** Where a node of the card stands in its document. */
export function placeOf(placed: PlacedCard, node: AstNode): Place {
  const base = placed.file.cardStart[placed.index]!;
  const { start, end } = rangeOf(node);
  return { uri: placed.file.uri, start: base + start, end: base + end };
}

/** The first word of a card: element name, keyword, or what stands in their place. */
export function firstWord(card: Card): string {
  switch (card.$type) {
    case 'ElementCard': return card.name;
    case 'DirectiveCard': return card.keyword;
    case 'UnknownCard': return card.word;
  }
}

/** Where the first word of the card stands. */
export function headOf(placed: PlacedCard): Place {
  const start = placed.file.cardStart[placed.index]!;
  return { uri: placed.file.uri, start, end: start + firstWord(placed.card).length };
}

/** The whole card, up to its last token. */
export function cardPlace(placed: PlacedCard): Place {
  const start = placed.file.cardStart[placed.index]!;
  return { uri: placed.file.uri, start, end: start + rangeOf(placed.card).end };
}
