import { wordOf } from '../../design/operands.js';
import { cardRoles } from '../../design/roles.js';
import type { Element, ElementElaborator } from '../element.js';

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
      if (wordOf(operand)?.toLowerCase() === 'off') {
        element.setParameter('off', element.elaboration.builder.value(1), operand);
        return true;
      }
      if (wordOf(operand)?.toLowerCase() === 'thermal') {
        element.warning('unsupported-parameter', operand, `'thermal' has no effect: Nodal does not simulate the heating of a diode yet.`);
        return true;
      }
      if (!element.isValue(operand) || element.parameters.has('area')) return false;
      element.parameter('area', operand);
      return true;
    });
    const area = element.parameters.get('area');
    if (area && element.number(area.start) === 0) {
      element.leaveOut('area');
      return;
    }
    if (area && !(element.number(area.start) > 0)) {
      element.error('value-out-of-range', undefined, `The area of ${card.name} is ${element.number(area.start)}; it must be greater than 0.`);
    }
    element.finish();
  },
};
