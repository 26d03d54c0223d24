import { literalOf } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import { sourceHead, waveformsOn } from '../design/waveforms-on-cards.js';
import type { Rule } from './rule.js';

/**
 * A sine says its frequency.
 *
 * Where the card gives none, or 0, the simulator takes one that depends on the analysis.
 */
export const sineFrequency: Rule = {
  group: 'values',
  code: 'sine-frequency',
  severity: 'information',
  whereReached: true,
  summary: 'A sine says its frequency.',
  why: 'Where the card gives none, or 0, ngspice takes one period over the whole of .tran, so that the source changes with the analysis.',
  example: 'v1 a 0 sin(0 1)',
  counterExample: 'v1 a 0 sin(0 1 1k)',
  checkElement({ placed, roles }, report) {
    if (!sourceHead(placed.head)) return;
    for (const { facts, at, arguments: list } of waveformsOn(roles)) {
      if (facts.name !== 'sin' || list.length < 2) continue;
      const frequency = list[2];
      const number = frequency === undefined ? 0 : literalOf(placed, frequency);
      if (number === undefined || number > 0 || Number.isNaN(number)) continue;
      const place = placeOf(placed, frequency ?? at);
      // Without an amplitude the frequency says nothing.
      if (literalOf(placed, list[1]) === 0) continue;
      if (number < 0) report(place, `The frequency of ${placed.card.name} is negative, which turns the sine over. Write it without the sign, and the amplitude or phase with another one.`);
      else report(place, `${placed.card.name} has no frequency, so that its period is the stop time of .tran. Write the frequency in hertz behind the amplitude.`);
    }
  },
};
