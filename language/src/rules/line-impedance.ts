import { literalOf, parameterOf } from '../design/literals.js';
import { headOf, placeOf } from '../design/places.js';
import type { Rule } from './rule.js';

const HEAD_T = 20;

/**
 * A transmission line has an impedance and a length.
 *
 * Without an impedance ngspice does not run the deck, without a length it takes one.
 */
export const lineImpedance: Rule = {
  group: 'values',
  code: 'line-impedance',
  severity: 'error',
  whereReached: true,
  summary: 'A transmission line has an impedance and a length.',
  why: 'Without z0 ngspice stops. Without td, or f with nl, it takes a quarter of a wave at 1 GHz, 0.25 ns, without a word.',
  example: 't1 in 0 out 0 td=1n',
  counterExample: 't1 in 0 out 0 z0=50 td=1n',
  checkElement({ placed, roles }, report) {
    if (placed.head !== HEAD_T || roles.layout.model >= 0 || roles.layout.nodeCount !== 4) return;
    const impedance = parameterOf(roles, 'z0') ?? parameterOf(roles, 'zo');
    const { name } = placed.card;
    // Other simulators have lines by their resistance and capacitance on the same letter.
    if (['r', 'l', 'c', 'len'].some((each) => parameterOf(roles, each) !== undefined)) return;
    if (impedance === undefined) {
      // What has neither is told to lack its operands, or is no line at all.
      if (['td', 'f', 'nl'].some((each) => parameterOf(roles, each) !== undefined)) report(headOf(placed), `The line ${name} has no impedance. Write z0=50, or what it has in ohms.`);
      return;
    }
    const value = literalOf(placed, impedance.value);
    if (value !== undefined && value <= 0) report(placeOf(placed, impedance), `The impedance of the line ${name} is ${value} Ω. It is greater than 0.`);
    else if (parameterOf(roles, 'td') === undefined && parameterOf(roles, 'f') === undefined) {
      report(headOf(placed), `The line ${name} has no length: ngspice takes 0.25 ns. Write its delay, such as td=1n.`, { severity: 'warning' });
    }
  },
};
