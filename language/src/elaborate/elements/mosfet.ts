import type { Element, ElementElaborator } from '../element.js';
import { flag, terminalsAndModel } from './terminals-and-model.js';

/** Sizes that cannot be 0 or negative. */
const SIZES = ['l', 'w'] as const;

/**
 * `m1 d g s model [off] [ic=1,2] [m=2] [temp=50]` with a model `vdmos`, and
 * `m1 d g s b model [l=1u] [w=10u] [ad= as= pd= ps= nrd= nrs=] [off] [ic=1,2,0] [m=2] [temp=50]` with any other.
 */
export const mosfet: ElementElaborator = {
  letter: 'm',
  elaborate(element: Element): void {
    if (!terminalsAndModel(element)) return;
    const { pins } = element.device;
    // LTspice's symbol of three pins is written with its source twice: d g s s.
    if (pins.length === 3 && element.terminals.length === 4 && element.terminals[3] === element.terminals[2]) element.terminals.pop();
    if (element.terminals.length > pins.length) {
      const [what, most] = pins.length === 3 ? ['power MOSFET', 'three'] : ['MOSFET', 'four'];
      element.error('unsupported-form', element.arguments[pins.length], `A ${what} with more than ${most} nodes is not simulated yet. Write: ${pins.length === 3 ? `${element.placed.card.name} d g s model` : element.form}`);
      return;
    }
    if (element.terminals.length < pins.length) {
      element.tooFewNodes(pins.length);
      return;
    }
    element.rest((operand) => flag(element, operand) || element.furtherValue(operand, 'ic', pins.length - 1));
    for (const name of SIZES) {
      const size = element.parameters.get(name);
      if (size === undefined || element.number(size.start) > 0) continue;
      element.error('value-out-of-range', undefined, `${name.toUpperCase()} of ${element.placed.card.name} is ${element.number(size.start)} m; it must be greater than 0.`);
    }
    element.finish();
  },
};
