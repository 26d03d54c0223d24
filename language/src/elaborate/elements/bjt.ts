import type { Element, ElementElaborator } from '../element.js';
import { GROUND } from '../nodes.js';
import { finishWithArea, terminalsAndModel } from './terminals-and-model.js';

/** How many values `ic=` takes: base and collector to emitter. */
const CONDITIONS = 2;

/** `q1 c b e [substrate] model [area] [off] [ic=0.6,2] [m=2] [temp=50]`. */
export const bjt: ElementElaborator = {
  letter: 'q',
  elaborate(element: Element): void {
    if (!terminalsAndModel(element)) return;
    if (element.terminals.length > element.device.pins.length) {
      element.error('unsupported-form', element.arguments[element.device.pins.length], `A bipolar transistor of Gummel and Poon (level 1) has no node for its temperature, in ngspice neither; models that have one are not simulated yet. Write: ${element.form}`);
      return;
    }
    if (element.terminals.length < element.facts.pins.length) {
      element.tooFewNodes(element.facts.pins.length);
      return;
    }
    // As in all simulators, a substrate that is not connected is ground.
    if (element.terminals.length < element.device.pins.length) element.terminals.push(GROUND);
    finishWithArea(element, CONDITIONS);
  },
};
