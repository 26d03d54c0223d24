import type { Operand } from '../../generated/ast.js';
import { elementKind } from '../../design/element-kind.js';
import { operandText, wordOf } from '../../design/operands.js';
import { cardRoles } from '../../design/roles.js';
import { aOrAn } from '../../reference/elements.js';
import type { Element } from '../element.js';
import { nodeAt } from '../nodes.js';

/** Tells that a letter stands for another element here, one that is not simulated; true when it does. */
export function isAnotherElement(element: Element): boolean {
  const kind = elementKind(element.placed, element.frame.scope);
  if (kind === undefined || kind === element.facts.name) return false;
  element.error('unsupported-element', undefined, `${element.placed.card.name} is ${aOrAn(kind)}, which Nodal does not simulate yet.`);
  return true;
}

/**
 * Reads the nodes of a card, as far as its roles say, and its model; false after
 * an error. Nodes may stand in brackets, as PSpice writes a substrate.
 */
export function terminalsAndModel(element: Element): boolean {
  const { placed, frame } = element;
  const { list, layout } = cardRoles(placed, frame.scope);
  for (const place of layout.places.nodes) {
    const operand = list[place] as Operand;
    element.terminals.push(nodeAt(element.elaboration, frame, operandText(placed, operand).text, placed, operand));
  }
  if (layout.model < 0) {
    element.error('missing-model', undefined, `${placed.card.name} has no model. Write: ${element.form}`);
    return false;
  }
  element.at = layout.model;
  const model = list[layout.model] as Operand;
  if (!element.useModel(model)) element.unknownModel(model);
  return !element.failed;
}

/** Takes `on`, `off` and a diode's `thermal`; false for anything else. */
export function flag(element: Element, operand: Operand): boolean {
  const word = wordOf(operand)?.toLowerCase();
  if (word === 'thermal') {
    element.warning('unsupported-parameter', operand, `'thermal' has no effect: Nodal does not simulate the heating of ${aOrAn(element.facts.name)} yet.`);
    return true;
  }
  if ((word !== 'off' && word !== 'on') || !element.device.instance.some(({ name }) => name === word)) return false;
  element.setParameter(word, element.elaboration.builder.value(1), operand);
  return true;
}

/** The rest of a transistor's card: an area without its name, flags, and `ic=` with so many `conditions`. */
export function finishWithArea(element: Element, conditions: number): void {
  element.rest((operand) => {
    if (flag(element, operand) || element.furtherValue(operand, 'ic', conditions)) return true;
    if (!element.isValue(operand) || element.parameters.has('area')) return false;
    element.parameter('area', operand);
    return true;
  });
  if (element.hasArea()) element.finish();
}
