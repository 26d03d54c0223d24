import { NONE } from '@nodal/protocol';
import type { Operand } from '../../generated/ast.js';
import { wordOf } from '../../design/operands.js';
import { aOrAn } from '../../reference/elements.js';
import type { Element } from '../element.js';
import { findModel } from '../models.js';

/** Words of forms that depend on the voltage or the frequency. */
const POLYNOMIAL: ReadonlySet<string> = new Set(['poly', 'nonlin', 'laplace']);

/**
 * Reads what follows the nodes of R, C and L: a value, a model, both in either
 * order, and parameters. `tc=` may be followed by a second coefficient.
 */
export function valueOrModel(element: Element, letter: 'r' | 'c' | 'l'): void {
  const { principal } = element;
  element.rest((operand) => {
    const previous = element.arguments[element.at - 1];
    if (previous?.$type === 'Assignment' && previous.target.$type === 'Word' && /^tc1?$/i.test(previous.target.text) && element.isValue(operand)) {
      element.parameter('tc2', operand);
      return true;
    }
    const word = wordOf(operand);
    if (word !== undefined && POLYNOMIAL.has(word.toLowerCase()) && !isModelName(element, operand)) {
      element.error('unsupported-form', operand, `${element.placed.card.name} is ${aOrAn(element.facts.name)} of the form ${word.toUpperCase()}, which Nodal does not simulate yet; write ${element.form}`);
      element.at = element.arguments.length;
      return true;
    }
    return isModelName(element, operand) ? element.useModel(operand) : takeValue(element, operand, principal);
  });
  if (element.failed || element.parameters.has(principal)) return;
  const model = element.model;
  const { card } = element.placed;
  // A model can give the value, by itself or by its geometry; without either the card has none.
  if (model === NONE && element.takesMissingValue()) return;
  if (model === NONE) {
    element.error('missing-value', undefined, `${card.name} has no value. Write: ${card.name} ${element.facts.pins.join(' ')} ${letter === 'r' ? '1k' : letter === 'c' ? '1u' : '1m'}`);
  }
}

/** A declared model wins over a number: `2n2222` reads as both. */
function isModelName(element: Element, operand: Operand): boolean {
  const name = wordOf(operand);
  return name !== undefined && findModel(element.frame, name) !== undefined;
}

function takeValue(element: Element, operand: Operand, principal: string): boolean {
  if (element.parameters.has(principal)) {
    if (!element.isValue(operand)) return false;
    element.warning('surplus-operand', operand, `${element.placed.card.name} has a value already; this second one has no effect.`);
    return true;
  }
  if (operand.$type === 'Word' && !element.isValue(operand)) {
    element.unknownModel(operand);
    return true;
  }
  if (!element.isValue(operand)) return false;
  element.parameter(principal, operand);
  return true;
}
