import { literalOf } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import { sourceHead, waveformsOn } from '../design/waveforms-on-cards.js';
import { PLUS } from '../text/characters.js';
import type { Rule } from './rule.js';

/**
 * The times of a piecewise linear source rise.
 *
 * A line cannot go back in time.
 */
export const pwlTimes: Rule = {
  group: 'values',
  code: 'pwl-times',
  severity: 'error',
  whereReached: true,
  summary: 'The times of a piecewise linear source rise.',
  why: 'A line cannot go back in time: ngspice does not run such a deck. Two values at one time are a jump, which ngspice warns of.',
  example: 'v1 a 0 pwl(0 0 2m 1 1m 0)',
  counterExample: 'v1 a 0 pwl(0 0 1m 1 2m 0)',
  checkElement({ placed, roles }, report) {
    if (!sourceHead(placed.head)) return;
    for (const { facts, arguments: list } of waveformsOn(roles)) {
      if (facts.name !== 'pwl') continue;
      let before: number | undefined;
      for (let i = 0; i + 1 < list.length; i += 2) {
        const argument = list[i]!;
        // Loops, files and times that are counted from the one before are LTspice's.
        if (argument.$type === 'Assignment' || (argument.$type === 'Word' && !/^[-.\d]/.test(argument.text) || list[i + 1]!.$type === 'Assignment')) break;
        if (argument.$type === 'Word' && argument.text.charCodeAt(0) === PLUS) break;
        const time = literalOf(placed, argument);
        if (time !== undefined && before !== undefined && time < before) {
          report(placeOf(placed, argument), `The time ${time} s comes after ${before} s. Put the pairs of time and value in order.`);
          break;
        }
        if (time !== undefined && time === before) {
          report(placeOf(placed, argument), `There are two values at ${time} s. Let the second one come a little later, such as a nanosecond.`, { severity: 'information' });
          break;
        }
        before = time ?? before;
      }
    }
  },
};
