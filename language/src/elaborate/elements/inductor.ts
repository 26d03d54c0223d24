import type { Element, ElementElaborator } from '../element.js';
import { valueOrModel } from './value-or-model.js';

/** `l1 a b 1m ic=0.1`, `l1 a b mod`, `l1 a b l={…}`. */
export const inductor: ElementElaborator = {
  letter: 'l',
  elaborate(element: Element): void {
    if (!element.nodes(2)) return;
    valueOrModel(element, 'l');
    element.finish();
  },
};
