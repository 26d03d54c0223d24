import { placeOf } from '../design/places.js';
import { cardsOf, directivesOf } from '../elaborate/analyses-of-deck.js';
import type { Argument } from '../generated/ast.js';
import type { Rule } from './rule.js';

const PHASES = new Set(['vp', 'ip', 'ph', 'cph', 'phase']);

/**
 * A phase is compared in the unit that the simulator gives it.
 *
 * ngspice has radians, others have degrees.
 */
export const phaseUnit: Rule = {
  group: 'portability',
  code: 'phase-unit',
  severity: 'information',
  summary: 'A phase is in the unit that the simulator gives it.',
  why: 'vp() is in radians in ngspice and in degrees in LTspice, PSpice and HSPICE: a measure of the phase at -180 finds nothing in ngspice.',
  example: 'v1 a 0 ac 1\nr1 a 0 1k\n.ac dec 10 1 1k\n.meas ac margin find vp(a) when vdb(a)=0',
  counterExample: 'v1 a 0 ac 1\nr1 a 0 1k\n.ac dec 10 1 1k\n.meas ac level find vdb(a) at=100',
  check(design, report) {
    if (directivesOf(design).commands.has('set')) return;
    for (const placed of cardsOf(design, '.meas')) {
      if (placed.file.parsed.dialect.name !== 'ngspice') continue;
      const look = (argument: Argument): void => {
        if (argument.$type === 'Assignment') {
          look(argument.target);
          if (argument.value !== undefined) look(argument.value);
        } else if (argument.$type === 'Call') {
          if (PHASES.has(argument.callee.toLowerCase())) report(placeOf(placed, argument), `ngspice gives this phase in radians, others give it in degrees. For degrees multiply by 180/pi, or write set units=degrees in a script.`);
          else argument.arguments.forEach(look);
        }
      };
      placed.card.arguments.forEach(look);
    }
  },
};
