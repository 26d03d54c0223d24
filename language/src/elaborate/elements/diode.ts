import { cardRoles } from '../../design/roles.js';
import type { Element, ElementElaborator } from '../element.js';
import { flag } from './terminals-and-model.js';

/** `d1 a k model [area] [off] [ic=0.6] [m=2] [temp=50]`. */
export const diode: ElementElaborator = {
  letter: 'd',
  elaborate(element: Element): void {
    if (!element.nodes(2)) return;
    const { card } = element.placed;
    const model = element.peek();
    if (!model) {
      element.error('missing-model', undefined, `${card.name} has no model. Write: ${card.name} anode cathode MODEL, and .model MODEL d (…)`);
      return;
    }
    if (!element.useModel(model)) {
      const { layout } = cardRoles(element.placed, element.frame.scope);
      if (layout.nodeCount > 2) element.error('unsupported-form', model, `A diode with a node for its temperature is not simulated yet. Write: ${card.name} anode cathode MODEL`);
      else element.unknownModel(model);
      return;
    }
    element.rest((operand) => {
      if (flag(element, operand)) return true;
      if (!element.isValue(operand) || element.parameters.has('area')) return false;
      element.parameter('area', operand);
      return true;
    });
    if (element.hasArea()) element.finish();
  },
};
