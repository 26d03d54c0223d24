import { NONE } from '@nodal/protocol';
import type { Operand } from '../../generated/ast.js';
import { wordOf } from '../../design/operands.js';
import { cardRoles } from '../../design/roles.js';
import type { Element, ElementElaborator } from '../element.js';

/** Tells PSpice's coupling on a core, or of lines; true when it is one. */
function unsupportedCoupling(element: Element): boolean {
  const { list, layout } = cardRoles(element.placed, element.frame.scope);
  const { name } = element.placed.card;
  if (layout.model >= 0) {
    element.error('unsupported-form', list[layout.model], `A coupling on a magnetic core is not simulated yet. Write: ${name} inductor inductor coefficient`);
    return true;
  }
  const line = layout.places.elements.map((place) => list[place]!).find((operand) => /^t/i.test(wordOf(operand) ?? ''));
  if (line === undefined) return false;
  element.error('unsupported-form', line, `${name} couples lines, which is not simulated yet; inductors are coupled by ${name} inductor inductor coefficient`);
  return true;
}

/** `k1 l1 l2 0.99` couples two inductors, `k1 l1 l2 l3 0.9` each pair of several. */
export const coupling: ElementElaborator = {
  letter: 'k',
  elaborate(element: Element): void {
    if (unsupportedCoupling(element)) return;
    const inductors: Operand[] = [];
    element.rest((operand) => {
      const name = wordOf(operand);
      if (name !== undefined && /^l/i.test(name) && !element.parameters.has(element.principal)) {
        inductors.push(operand);
        return true;
      }
      if (!element.isValue(operand) || element.parameters.has(element.principal)) return false;
      element.parameter(element.principal, operand);
      return true;
    });
    if (element.failed) return;
    const { name } = element.placed.card;
    if (inductors.length < 2) {
      element.error('missing-inductors', undefined, `${name} couples at least two inductors. Write: ${name} l1 l2 0.99`);
      return;
    }
    if (!element.parameters.has(element.principal)) element.takesMissingValue();
    const run = element.parameters.get(element.principal);
    if (!run) {
      element.error('missing-value', undefined, `${name} has no coefficient. Write: ${name} ${inductors.map(wordOf).join(' ')} 0.99`);
      return;
    }
    const coefficient = element.number(run.start);
    if (!(Math.abs(coefficient) <= 1)) {
      element.error('value-out-of-range', inductors.length > 0 ? element.arguments[inductors.length] : undefined, `The coefficient of ${name} is ${coefficient}; it must lie between -1 and 1.`);
      return;
    }
    const seen = new Set<string>();
    for (const operand of inductors) {
      const inductor = wordOf(operand)!.toLowerCase();
      if (seen.has(inductor)) {
        element.error('coupled-twice', operand, `${name} names ${wordOf(operand)} twice; an inductor cannot be coupled to itself.`);
        return;
      }
      seen.add(inductor);
    }
    element.multiplier = NONE;
    element.finish(inductors.map((at) => ({ name: wordOf(at)!, at, accepts: ['inductor'], wanted: 'an inductor' })));
  },
};
