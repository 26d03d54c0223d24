import { wordOf } from '../../design/operands.js';
import { cardRoles } from '../../design/roles.js';
import type { Element, ElementElaborator } from '../element.js';
import { flag } from './terminals-and-model.js';

/** `d1 a k [tj] model [area] [off] [thermal] [ic=0.6] [m=2] [temp=50]`; with `thermal` the third node is the junction's temperature. */
export const diode: ElementElaborator = {
  letter: 'd',
  elaborate(element: Element): void {
    const { card } = element.placed;
    const { layout } = cardRoles(element.placed, element.frame.scope);
    if (!element.nodes(2) || (layout.places.nodes.length > 2 && !element.nodes(1))) return;
    const model = element.peek();
    if (!model) {
      element.error('missing-model', undefined, `${card.name} has no model. Write: ${card.name} anode cathode MODEL, and .model MODEL d (…)`);
      return;
    }
    if (!element.useModel(model)) {
      element.unknownModel(model);
      return;
    }
    const thermal = element.arguments.find((argument) => wordOf(argument)?.toLowerCase() === 'thermal');
    if (heats(element, thermal !== undefined)) element.becomes('heated-diode');
    else if (element.terminals.length > 2) {
      element.warning('inert-thermal', element.arguments[2], `The third node of ${card.name} has no effect: a diode has a temperature of its own with the word thermal on its card and rth0 in its model.`);
      element.terminals.pop();
    } else if (thermal !== undefined) {
      element.warning('inert-thermal', thermal, `'thermal' has no effect on ${card.name}: it needs a node for the temperature, ${card.name} anode cathode tj MODEL thermal, and rth0 in the model.`);
    }
    element.rest((operand) => {
      if (operand === thermal || flag(element, operand)) return true;
      if (!element.isValue(operand) || element.parameters.has('area')) return false;
      if (element.device.kind !== 'ideal-diode') element.parameter('area', operand);
      return true;
    });
    if (element.hasArea()) element.finish();
  },
};

/** Whether a diode has everything that makes it heat itself. */
function heats(element: Element, thermal: boolean): boolean {
  return thermal && element.terminals.length > 2 && element.device.kind === 'diode' && element.modelGives('rth0');
}
