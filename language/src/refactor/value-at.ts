import { type Design, PlacedCard, type Scope } from '../design/design.js';
import { cardIndexAt, scopeOfCard } from '../design/lookup.js';
import { flatArguments } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import type { Argument, ElementCard, Expression, Operand, Word } from '../generated/ast.js';
import { isElementHead, HEAD_MODEL } from '../text/card-head.js';
import { fileOf } from './refactoring.js';

/** A value of a card with its place in the file. */
export interface ValueOfCard {
  placed: PlacedCard;
  scope: Scope;
  operand: Word | Expression;
  /** The name before its sign; undefined for a value that stands by itself. */
  target: string | undefined;
  text: string;
  start: number;
  end: number;
}

/** The number or expression at an offset that is a value of an element or a model: no node and no name. */
export function valueAt(design: Design, uri: string, offset: number): ValueOfCard | undefined {
  const file = fileOf(design, uri);
  if (file === undefined) return undefined;
  const { start, end, head } = file.parsed.table;
  const index = cardIndexAt(start, end, offset);
  if (index < 0 || !(isElementHead(head[index]!) || head[index] === HEAD_MODEL)) return undefined;
  const placed = new PlacedCard(file, index);
  const scope = scopeOfCard(design, uri, index);
  const find = (argument: Argument): ValueOfCard | undefined => {
    const value: Operand | undefined = argument.$type === 'Assignment' ? argument.value : argument;
    if (value === undefined) return undefined;
    const place = placeOf(placed, value);
    if (offset < place.start || offset > place.end) return undefined;
    if (value.$type === 'Call' || value.$type === 'Group') return first(value.arguments, find);
    if (value.$type === 'Text') return undefined;
    const target = argument.$type === 'Assignment' && argument.target.$type === 'Word' ? argument.target.text : undefined;
    return { placed, scope, operand: value, target, text: file.text.slice(place.start, place.end), start: place.start, end: place.end };
  };
  const { card } = placed;
  if (card.$type !== 'ElementCard') return first(flatArguments(card).filter(({ $type }) => $type === 'Assignment'), find);
  const roles = cardRoles(placed as PlacedCard<ElementCard>, scope);
  return first(roles.operands.filter(({ role }) => role === 'value' || role === 'parameter' || role === 'waveform').map(({ operand }) => operand), find);
}

function first<A, B>(list: readonly A[], find: (item: A) => B | undefined): B | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
