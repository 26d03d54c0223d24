import { wordOf } from '../../design/operands.js';
import { cardRoles } from '../../design/roles.js';
import type { Assignment } from '../../generated/ast.js';
import type { Element, ElementElaborator } from '../element.js';
import { WITH_CURRENT } from './controlled-sources.js';
import { flag, isAnotherElement, terminalsAndModel } from './terminals-and-model.js';

/** Tells Xyce's switch that an expression controls; true when it is one. */
function isControlledByExpression(element: Element): boolean {
  const isControl = ({ target }: Assignment) => target.$type === 'Word' && target.text.toLowerCase() === 'control';
  const control = cardRoles(element.placed, element.frame.scope).parameters.find(isControl);
  if (control === undefined) return false;
  element.error('unsupported-form', control, `A switch that an expression controls is not simulated yet. Write: ${element.form}`);
  return true;
}

/** `s1 p n cp cn model [on|off]`: the voltage between the controlling nodes switches. */
export const voltageSwitch: ElementElaborator = {
  letter: 's',
  elaborate(element: Element): void {
    if (isAnotherElement(element) || isControlledByExpression(element) || !terminalsAndModel(element)) return;
    if (element.terminals.length < element.device.pins.length) {
      element.tooFewNodes(element.device.pins.length);
      return;
    }
    element.rest((operand) => flag(element, operand));
    element.finish();
  },
};

/** `w1 p n source model [on|off]`: the current of a voltage source switches. */
export const currentSwitch: ElementElaborator = {
  letter: 'w',
  elaborate(element: Element): void {
    if (isAnotherElement(element) || isControlledByExpression(element)) return;
    const [control] = cardRoles(element.placed, element.frame.scope).elements;
    const name = wordOf(control);
    if (!terminalsAndModel(element)) return;
    if (element.terminals.length < element.device.pins.length) {
      element.tooFewNodes(element.device.pins.length);
      return;
    }
    if (control === undefined || name === undefined) {
      element.error('missing-control', undefined, `${element.placed.card.name} needs the voltage source whose current controls it. Write: ${element.form}`);
      return;
    }
    element.rest((operand) => flag(element, operand));
    element.finish([{ name, at: control, accepts: WITH_CURRENT, wanted: 'a voltage source, or one of E and H' }]);
  },
};
