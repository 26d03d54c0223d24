import { DEFAULT_RESISTANCE, hasDefaultResistance } from '../../design/default-resistance.js';
import type { Element, ElementElaborator } from '../element.js';
import { passiveExpression } from './passive-expressions.js';
import { valueOrModel } from './value-or-model.js';

/** What says that an inductor of LTspice is on a core with hysteresis. */
const CORE: ReadonlySet<string> = new Set(['hc', 'br', 'bs']);

/** Elaborates `l1 a b Hc=16 Br=0.1 Bs=0.44 Lm=0.02 Lg=0 A=25u N=100`; true when the card is one of these. */
function onCore(element: Element): boolean {
  if (!element.arguments.some((argument) => argument.$type === 'Assignment' && argument.target.$type === 'Word' && CORE.has(argument.target.text.toLowerCase()))) return false;
  element.becomes('hysteresis-inductor');
  element.rest(() => false);
  element.finish();
  return true;
}

/** `l1 a b 1m ic=0.1`, `l1 a b mod`, `l1 a b l={…}`, `l1 a b flux=1m*tanh(5*x)`. */
export const inductor: ElementElaborator = {
  letter: 'l',
  elaborate(element: Element): void {
    if (!element.nodes(2) || onCore(element) || passiveExpression(element, 'l')) return;
    valueOrModel(element, 'l');
    if (hasDefaultResistance(element.placed, element.frame.scope)) {
      element.parameters.set('rser', { start: element.elaboration.builder.value(DEFAULT_RESISTANCE), count: 1, origin: element.origin });
    }
    element.finish();
  },
};
