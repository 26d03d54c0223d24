import type { Element, ElementElaborator } from '../element.js';
import { passiveExpression } from './passive-expressions.js';
import { valueOrModel } from './value-or-model.js';

/** `l1 a b 1m ic=0.1`, `l1 a b mod`, `l1 a b l={…}`, `l1 a b flux=1m*tanh(5*x)`. */
export const inductor: ElementElaborator = {
  letter: 'l',
  elaborate(element: Element): void {
    if (!element.nodes(2) || passiveExpression(element, 'l')) return;
    valueOrModel(element, 'l');
    element.finish();
  },
};
