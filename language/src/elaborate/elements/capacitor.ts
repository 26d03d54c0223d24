import type { Element, ElementElaborator } from '../element.js';
import { passiveExpression } from './passive-expressions.js';
import { valueOrModel } from './value-or-model.js';

/** `c1 a b 1u ic=5`, `c1 a b mod`, `c1 a b c={…}`, `c1 a b q='1p*tanh(v(a,b))'`. */
export const capacitor: ElementElaborator = {
  letter: 'c',
  elaborate(element: Element): void {
    if (!element.nodes(2) || passiveExpression(element, 'c')) return;
    valueOrModel(element, 'c');
    element.finish();
  },
};
