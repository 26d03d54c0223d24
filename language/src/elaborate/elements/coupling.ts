import { NONE } from '@nodal/protocol';
import type { Operand } from '../../generated/ast.js';
import { wordOf } from '../../design/operands.js';
import { cardRoles } from '../../design/roles.js';
import type { Element, ElementElaborator } from '../element.js';

/** Elaborates PSpice's `k1 l1 l2 0.99 core 2`: windings, their coupling, the model of a core, a factor of its cross section; true when it is one. */
function onCore(element: Element): boolean {
  const { list, layout } = cardRoles(element.placed, element.frame.scope);
  if (layout.model < 0) return false;
  const windings: Operand[] = [];
  element.rest((operand) => {
    if (operand === list[layout.model]) {
      if (!element.useModel(operand)) element.unknownModel(operand);
      return true;
    }
    const principal = element.model === NONE ? element.principal : 'size';
    if (element.isValue(operand)) {
      if (element.parameters.has(principal)) return false;
      element.parameter(principal, operand);
      return true;
    }
    if (wordOf(operand) === undefined || element.parameters.has(element.principal)) return false;
    windings.push(operand);
    return true;
  });
  if (element.failed) return true;
  element.multiplier = NONE;
  const coupling = element.number(element.parameters.get('k')!.start);
  if (!(coupling > 0 && coupling <= 1)) {
    element.error('value-out-of-range', list[windings.length], `The coupling of ${element.placed.card.name} is ${coupling}; that of windings on a core must be above 0 and at most 1.`);
  } else if (!areDifferent(element, windings)) return true;
  element.finish(windings.map((at) => ({ name: wordOf(at)!, at, accepts: ['core-winding'], wanted: 'an inductor of a number of turns' })));
  return true;
}

/** Tells the first inductor that is named twice. */
function areDifferent(element: Element, inductors: readonly Operand[]): boolean {
  const seen = new Set<string>();
  for (const operand of inductors) {
    const inductor = wordOf(operand)!.toLowerCase();
    if (seen.has(inductor)) {
      element.error('coupled-twice', operand, `${element.placed.card.name} names ${wordOf(operand)} twice; an inductor cannot be coupled to itself.`);
      return false;
    }
    seen.add(inductor);
  }
  return true;
}

/** Tells PSpice's coupling of lines; true when it is one. */
function unsupportedCoupling(element: Element): boolean {
  const { list, layout } = cardRoles(element.placed, element.frame.scope);
  const { name } = element.placed.card;
  const line = layout.places.elements.map((place) => list[place]!).find((operand) => /^t/i.test(wordOf(operand) ?? ''));
  if (line === undefined) return false;
  element.error('unsupported-form', line, `${name} couples lines, which is not simulated yet; inductors are coupled by ${name} inductor inductor coefficient`);
  return true;
}

/** `k1 l1 l2 0.99` couples two inductors, `k1 l1 l2 l3 0.9` each pair of several. */
export const coupling: ElementElaborator = {
  letter: 'k',
  elaborate(element: Element): void {
    if (onCore(element) || unsupportedCoupling(element)) return;
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
    if (!areDifferent(element, inductors)) return;
    element.multiplier = NONE;
    element.finish(inductors.map((at) => ({ name: wordOf(at)!, at, accepts: ['inductor'], wanted: 'an inductor' })));
  },
};
