import type { Element, ElementElaborator } from '../element.js';
import { valueOrModel } from './value-or-model.js';

/** `c1 a b 1u ic=5`, `c1 a b mod`, `c1 a b c={…}`. */
export const capacitor: ElementElaborator = {
  letter: 'c',
  elaborate(element: Element): void {
    if (!element.nodes(2)) return;
    valueOrModel(element, 'c');
    element.finish();
  },
};
