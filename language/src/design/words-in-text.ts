import type { Assignment, DirectiveCard, ElementCard, Word } from '../generated/ast.js';
import { DOT, isDigit, isLetter } from '../text/characters.js';
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
 * The words that hold one of some texts. The file is searched as a whole and
 * only the cards are looked at where something is found, so that a rule about
 * what is rare costs next to nothing. What stands in comments is left out.
 */
export function wordsHolding(file: ParsedFile, needles: readonly string[]): FoundWord[] {
  const places: number[] = [];
  for (const needle of needles) {
    for (let at = file.text.indexOf(needle); at >= 0; at = file.text.indexOf(needle, at + 1)) if (beginsWithDigit(file.text, at)) places.push(at);
  }
  return wordsAt(file, places.sort((a, b) => a - b));
}

/** Whether the word that holds an offset is a number, as far as a look at the letters before it tells. */
function beginsWithDigit(text: string, at: number): boolean {
  let from = at - 1;
  // At most a scale factor stands between.
  for (let letters = 0; letters < 4 && isLetter(text.charCodeAt(from)); letters++) from--;
  const code = text.charCodeAt(from);
  return isDigit(code) || code === DOT;
}

/** The words that hold what a pattern finds. */
export function wordsWith(file: ParsedFile, pattern: RegExp): FoundWord[] {
  return wordsAt(file, Array.from(file.text.matchAll(pattern), ({ index }) => index));
}

function wordsAt(file: ParsedFile, places: readonly number[]): FoundWord[] {
  const { table } = file.parsed;
  const found: FoundWord[] = [];
  for (const at of places) {
    if (found.length >= MOST) break;
    const index = cardIndexAt(table.start, table.end, at);
    if (index < 0) continue;
    const placed = new PlacedCard(file, index);
    if (placed.card.$type === 'UnknownCard') continue;
    const word = wordAt(placed.card.arguments, at - table.start[index]!);
    if (word === undefined) continue;
    const { start, end } = rangeOf(word);
    const base = table.start[index]!;
    if (found[found.length - 1]?.start !== base + start) found.push({ placed: placed as FoundWord['placed'], word, start: base + start, end: base + end });
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
