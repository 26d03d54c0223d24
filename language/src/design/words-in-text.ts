import type { Assignment, DirectiveCard, ElementCard, Word } from '../generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import type { AstNode } from 'langium';
import { type Design, type ParsedFile, PlacedCard } from './design.js';
import { assignmentOn } from './literals.js';
import { cardIndexAt } from './lookup.js';

/** A word of a card that stands at a place of the text. */
export interface FoundWord {
  placed: PlacedCard<ElementCard> | PlacedCard<DirectiveCard>;
  word: Word;
  start: number;
  end: number;
}

/** More of them say nothing new. */
const MOST = 200;

/**
 * The words that hold what a pattern finds. The text is searched as a whole and
 * only the cards are looked at where something is found, so that a rule about
 * what is rare costs next to nothing. What stands in comments is left out.
 */
export function wordsWith(file: ParsedFile, pattern: RegExp): FoundWord[] {
  const { table } = file.parsed;
  const found: FoundWord[] = [];
  for (const match of file.text.matchAll(pattern)) {
    if (found.length >= MOST) break;
    const at = match.index;
    const index = cardIndexAt(table.start, table.end, at);
    if (index < 0) continue;
    const placed = new PlacedCard(file, index);
    if (placed.card.$type === 'UnknownCard') continue;
    const word = wordAt(placed.card.arguments, at - table.start[index]!);
    if (word === undefined) continue;
    const { start, end } = rangeOf(word);
    found.push({ placed: placed as FoundWord['placed'], word, start: table.start[index]! + start, end: table.start[index]! + end });
  }
  return found;
}

function wordAt(nodes: readonly AstNode[], offset: number): Word | undefined {
  for (const node of nodes) {
    const { start, end } = rangeOf(node);
    if (offset < start || offset >= end) continue;
    switch (node.$type) {
      case 'Word': return node as Word;
      case 'Call': case 'Group': return wordAt((node as unknown as { arguments: AstNode[] }).arguments, offset);
      case 'Assignment': {
        const { value } = node as unknown as { value?: AstNode };
        return value === undefined ? undefined : wordAt([value], offset);
      }
      default: return undefined;
    }
  }
  return undefined;
}

/** The element cards of these heads that have a `name=value`; `name` is in lower case, and found by searching the text. */
export function cardsAssigning(file: ParsedFile, name: string, heads: ReadonlySet<number>): { placed: PlacedCard<ElementCard>; argument: Assignment }[] {
  const { table } = file.parsed;
  const found: { placed: PlacedCard<ElementCard>; argument: Assignment }[] = [];
  for (const match of file.text.matchAll(new RegExp(`\\b${name}\\s*=`, 'gi'))) {
    if (found.length >= MOST) break;
    const index = cardIndexAt(table.start, table.end, match.index);
    if (index < 0 || !heads.has(table.head[index]!)) continue;
    const placed = new PlacedCard<ElementCard>(file, index);
    const argument = assignmentOn(placed, name);
    if (argument !== undefined && found[found.length - 1]?.placed.index !== index) found.push({ placed, argument });
  }
  return found;
}

/** The files of a design whose every card is read: those that are open, and the deck. */
export function wholeFiles(design: Design): ParsedFile[] {
  return design.files.filter((file) => file.whole);
}
