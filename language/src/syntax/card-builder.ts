import type { Argument, Assignment, Call, Card, DirectiveCard, ElementCard, Expression, Group, Operand, Target, Text, UnknownCard, Word } from '../generated/ast.js';
import type { Ranged } from './ranges.js';

/**
 * Makes nodes of the tree as the stock parser would, without its concrete
 * syntax tree. Each kind has one literal, so that all its nodes share a shape.
 */
type Made<T> = { -readonly [K in keyof T]: T[K] } & Ranged;

export function makeWord(text: string, start: number, end: number): Word {
  const node: Made<Word> = { $type: 'Word', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: start, $end: end, text };
  return node;
}

export function makeExpression(text: string, start: number, end: number): Expression {
  const node: Made<Expression> = { $type: 'Expression', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: start, $end: end, text };
  return node;
}

export function makeText(text: string, start: number, end: number): Text {
  const node: Made<Text> = { $type: 'Text', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: start, $end: end, text };
  return node;
}

export function makeCall(callee: string, list: Argument[], start: number, end: number): Call {
  const node: Made<Call> = { $type: 'Call', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: start, $end: end, callee, arguments: list };
  adopt(node, list);
  return node;
}

export function makeGroup(list: Argument[], start: number, end: number): Group {
  const node: Made<Group> = { $type: 'Group', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: start, $end: end, arguments: list };
  adopt(node, list);
  return node;
}

export function makeAssignment(target: Target, value: Operand | undefined, start: number, end: number): Assignment {
  const node: Made<Assignment> = { $type: 'Assignment', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: start, $end: end, target, value };
  own(target, node, 'target');
  if (value !== undefined) own(value, node, 'value');
  return node;
}

export function makeElementCard(name: string, list: Argument[], end: number): ElementCard {
  const node: Made<ElementCard> = { $type: 'ElementCard', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: 0, $end: end, name, arguments: list };
  adopt(node, list);
  return node;
}

export function makeDirectiveCard(keyword: string, list: Argument[], end: number): DirectiveCard {
  const node: Made<DirectiveCard> = { $type: 'DirectiveCard', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: 0, $end: end, keyword, arguments: list };
  adopt(node, list);
  return node;
}

export function makeUnknownCard(word: string, list: Argument[], end: number): UnknownCard {
  const node: Made<UnknownCard> = { $type: 'UnknownCard', $container: undefined!, $containerProperty: undefined, $containerIndex: undefined, $start: 0, $end: end, word, arguments: list };
  adopt(node, list);
  return node;
}

type Owned = { $container: unknown; $containerProperty: string | undefined; $containerIndex: number | undefined };

function own(node: Argument | Target, container: unknown, property: string): void {
  const owned = node as unknown as Owned;
  owned.$container = container;
  owned.$containerProperty = property;
}

function adopt(container: unknown, list: Argument[]): void {
  for (let i = 0; i < list.length; i++) {
    const owned = list[i] as unknown as Owned;
    owned.$container = container;
    owned.$containerProperty = 'arguments';
    owned.$containerIndex = i;
  }
}

/** Makes `cards` the children of a netlist, in order. */
export function adoptCards(netlist: unknown, cards: readonly Card[]): void {
  for (let i = 0; i < cards.length; i++) {
    const owned = cards[i] as unknown as Owned;
    owned.$container = netlist;
    owned.$containerProperty = 'cards';
    owned.$containerIndex = i;
  }
}
