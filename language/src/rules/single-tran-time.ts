import { placeOf } from '../design/places.js';
import { operandText } from '../design/operands.js';
import { transientsOf } from '../elaborate/analyses-of-deck.js';
import { writtenNumber } from '../text/number.js';
import type { Rule } from './rule.js';

/** Steps that the repair gives: as many as a plot shows. */
const STEPS = 1000;

/**
 * A transient analysis has a step and a stop time.
 *
 * LTspice takes one number for the stop time; ngspice stops at such a card.
 */
export const singleTranTime: Rule = {
  group: 'portability',
  code: 'single-tran-time',
  severity: 'warning',
  summary: 'A transient analysis has a step and a stop time.',
  why: 'LTspice takes a single number for the stop time. For ngspice and others it is the step, and the deck does not run.',
  example: '* nodal: dialect=ngspice\nv1 a 0 1\nr1 a 0 1k\n.tran 10m',
  counterExample: '* nodal: dialect=ngspice\nv1 a 0 1\nr1 a 0 1k\n.tran 10u 10m',
  check(design, report) {
    for (const { placed, numbers, stop } of transientsOf(design)) {
      if (numbers.length !== 1 || placed.file.parsed.dialect.name === 'ltspice') continue;
      const place = placeOf(placed, numbers[0]!);
      const step = stop === undefined ? undefined : writtenNumber(stop / STEPS);
      const text = operandText(placed, numbers[0] as Parameters<typeof operandText>[1]).text;
      report(place, `.tran has one number, which only LTspice takes for the stop time. Write a step in front of it${step === undefined ? '' : `, such as ${step} ${text}`}.`, step === undefined ? {}
        : { fix: { title: `Write ${step} ${text}`, edits: [{ start: place.start, end: place.start, newText: `${step} ` }] } });
    }
  },
};
