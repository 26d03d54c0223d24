import { placeOf } from '../design/places.js';
import { transientsOf } from '../elaborate/analyses-of-deck.js';
import { optionOf } from '../lint/options.js';
import type { Rule } from './rule.js';

/**
 * A transient analysis has as many points as somebody can wait for.
 *
 * Often a scale factor is missing.
 */
export const transientPoints: Rule = {
  group: 'analyses',
  code: 'transient-points',
  severity: 'warning',
  summary: 'A transient analysis has as many points as somebody can wait for.',
  why: 'Ten million steps take hours and gigabytes. Often a scale factor is missing: .tran 1n 10 goes on for ten seconds.',
  options: { points: { default: 1e7, meaning: 'How many steps an analysis may have before it is told.' } },
  example: 'v1 a 0 1\nr1 a 0 1k\n.tran 1n 10',
  counterExample: 'v1 a 0 1\nr1 a 0 1k\n.tran 1n 10u',
  check(design, report) {
    if (design.role === 'part') return;
    for (const { placed, numbers, step, stop, start, longest } of transientsOf(design)) {
      const shortest = longest !== undefined && longest > 0 ? longest : placed.file.parsed.dialect.name === 'ltspice' ? undefined : step;
      if (stop === undefined || shortest === undefined || !(shortest > 0)) continue;
      // The time before the start is computed too.
      const points = stop / shortest;
      if (!(points > optionOf(design, transientPoints, 'points', placed.file.uri)) || start > stop) continue;
      report(placeOf(placed, numbers[numbers.length === 1 ? 0 : 1]!), `From 0 to ${stop} s there are ${points.toExponential(0).replace('e+', 'e')} steps of ${shortest} s. Check the scale factors of stop and step.`);
    }
  },
};
