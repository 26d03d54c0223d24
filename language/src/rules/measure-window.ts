import { assignedName } from '../design/literals.js';
import { wordOf } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardsOf, numberAt, transientsOf } from '../elaborate/analyses-of-deck.js';
import type { Argument } from '../generated/ast.js';
import type { Rule } from './rule.js';

/**
 * A measure looks at times that the analysis reaches.
 *
 * Behind the stop time there is nothing to measure.
 */
export const measureWindow: Rule = {
  group: 'analyses',
  code: 'measure-window',
  severity: 'warning',
  summary: 'A measure looks at times that the analysis reaches.',
  why: 'Behind the stop time there is nothing to measure, and from a time to an earlier one neither: the measure fails, or has another window than it says.',
  example: 'v1 a 0 1\nr1 a 0 1k\n.tran 1u 1m\n.meas tran late find v(a) at=2m',
  counterExample: 'v1 a 0 1\nr1 a 0 1k\n.tran 1u 1m\n.meas tran late find v(a) at=0.5m',
  check(design, report) {
    if (design.role === 'part') return;
    const stops = transientsOf(design).map(({ stop }) => stop);
    if (stops.length === 0 || stops.includes(undefined)) return;
    const last = Math.max(...stops as number[]);
    for (const placed of cardsOf(design, '.meas')) {
      if (wordOf(placed.card.arguments[0])?.toLowerCase() !== 'tran') continue;
      const times = new Map<string, { number: number; argument: Argument }>();
      for (const argument of placed.card.arguments) {
        if (argument.$type !== 'Assignment') continue;
        const name = assignedName(argument);
        if (name !== 'at' && name !== 'from' && name !== 'to') continue;
        const number = numberAt(design, placed, argument.value);
        if (number === undefined) continue;
        times.set(name, { number, argument });
        // Rounding of what is computed is no mistake.
        if (number > last * (1 + 1e-9) && name !== 'to') report(placeOf(placed, argument), `${name}=${number} s lies behind the stop time of .tran, ${last} s. Make the analysis longer, or measure before.`);
      }
      const from = times.get('from'), to = times.get('to');
      if (from !== undefined && to !== undefined && to.number < from.number) report(placeOf(placed, to.argument), `The window ends at ${to.number} s, before it begins at ${from.number} s. Exchange the two.`);
    }
  },
};
