import { literalOf } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import { sourceHead, waveformsOn } from '../design/waveforms-on-cards.js';
import type { Rule } from './rule.js';

/** So much of the period the parts may be longer by, for rounding. */
const SLACK = 1 + 1e-6;

/**
 * The period of a pulse holds its edges and its width.
 *
 * The next pulse begins before the last one is over.
 */
export const pulsePeriod: Rule = {
  group: 'values',
  code: 'pulse-period',
  severity: 'warning',
  whereReached: true,
  summary: 'The period of a pulse holds its edges and its width.',
  why: 'The next pulse begins before the last one is over: the source jumps, or never comes back to its first value.',
  example: 'v1 clk 0 pulse(0 5 0 1n 1n 10u 5u)',
  counterExample: 'v1 clk 0 pulse(0 5 0 1n 1n 5u 10u)',
  checkElement({ placed, roles }, report) {
    if (!sourceHead(placed.head)) return;
    for (const { facts, arguments: list } of waveformsOn(roles)) {
      if (facts.name !== 'pulse' || list.length < 7) continue;
      const [rise, fall, width, period] = list.slice(3, 7).map((argument) => literalOf(placed, argument));
      if (rise === undefined || fall === undefined || width === undefined || period === undefined) continue;
      const parts = rise + fall + width;
      // A period of 0 counts as not given, and so do edges of 0.
      if (!(period > 0) || parts <= period * SLACK) continue;
      report(placeOf(placed, list[6]!), `The period of ${period} s is shorter than rise, width and fall together, ${Number(parts.toPrecision(12))} s. Make the period longer or the width shorter.`);
    }
  },
};
