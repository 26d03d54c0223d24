import { DEFAULT_RESISTANCE, hasDefaultResistance } from '../../design/default-resistance.js';
import { coresOf } from '../../design/windings.js';
import { counts } from '../branches.js';
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

/** Elaborates an inductor that a coupling puts on a core of PSpice, `l1 a b 100`: its value is the number of turns. True when it is one. */
function winding(element: Element): boolean {
  const { context: { elaboration, values }, frame, placed: { card } } = element;
  if (!coresOf(card.name, frame.scope).some(({ branch }) => branch === undefined || counts(branch, frame, elaboration, values))) return false;
  element.becomes('core-winding');
  element.rest((operand) => {
    if (!element.isValue(operand) || element.parameters.has(element.principal)) return false;
    element.parameter(element.principal, operand);
    return true;
  });
  if (!element.failed && !element.parameters.has(element.principal) && !element.takesMissingValue()) {
    element.error('missing-value', undefined, `${card.name} is a winding on a core and has no number of turns. Write: ${card.name} ${element.facts.pins.join(' ')} 100`);
  }
  element.finish();
  return true;
}

/** `l1 a b 1m ic=0.1`, `l1 a b mod`, `l1 a b l={…}`, `l1 a b flux=1m*tanh(5*x)`. */
export const inductor: ElementElaborator = {
  letter: 'l',
  elaborate(element: Element): void {
    if (!element.nodes(2) || winding(element) || onCore(element) || passiveExpression(element, 'l')) return;
    valueOrModel(element, 'l');
    if (hasDefaultResistance(element.placed, element.frame.scope)) {
      element.parameters.set('rser', { start: element.elaboration.builder.value(DEFAULT_RESISTANCE), count: 1, origin: element.origin });
    }
    element.finish();
  },
};
