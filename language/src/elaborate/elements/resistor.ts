import { NONE } from '@nodal/protocol';
import type { Element, ElementElaborator } from '../element.js';
import { passiveExpression } from './passive-expressions.js';
import { valueOrModel } from './value-or-model.js';

/** ngspice takes this resistance in place of 0 Ω. */
const LEAST_RESISTANCE = 1e-3;

/** `r1 a b 1k`, `r1 a b mod`, `r1 a b r={…} tc=1m,2u`, `r1 a b r='1k*(1+v(c))'`. */
export const resistor: ElementElaborator = {
  letter: 'r',
  elaborate(element: Element): void {
    if (!element.nodes(2) || passiveExpression(element, 'r')) return;
    valueOrModel(element, 'r');
    const run = element.parameters.get(element.principal);
    if (run && element.number(run.start) === 0) {
      element.warning('zero-resistance', element.arguments[2], `${element.placed.card.name} has 0 Ω; ${LEAST_RESISTANCE} Ω is taken, as in ngspice. Use a voltage source of 0 V for a wire.`);
      const { values } = element.elaboration.builder.circuit;
      values.constant[run.start] = LEAST_RESISTANCE;
      values.program[run.start] = NONE;
    }
    element.finish();
  },
};
