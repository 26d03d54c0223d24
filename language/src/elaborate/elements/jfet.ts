import type { Element, ElementElaborator } from '../element.js';
import { finishWithArea, terminalsAndModel } from './terminals-and-model.js';

/** How many values `ic=` takes: drain and gate to source. */
const CONDITIONS = 2;

/** `j1 d g s model [area] [off] [ic=5,-1] [m=2] [temp=50]`. */
export const jfet: ElementElaborator = {
  letter: 'j',
  elaborate(element: Element): void {
    if (!terminalsAndModel(element)) return;
    const { pins } = element.device;
    if (element.terminals.length > pins.length) {
      element.error('unsupported-form', element.arguments[pins.length], `A JFET with more than three nodes is not simulated yet. Write: ${element.form}`);
      return;
    }
    if (element.terminals.length < pins.length) {
      element.tooFewNodes(pins.length);
      return;
    }
    finishWithArea(element, CONDITIONS);
  },
};
