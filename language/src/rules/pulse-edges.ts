import { literalOf } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import { sourceHead, waveformsOn } from '../design/waveforms-on-cards.js';
import { writtenNumber } from '../text/number.js';
import type { Rule } from './rule.js';

/**
 * A pulse says how long its edges take.
 *
 * No pulse jumps: where the card gives no time, or 0, the simulator takes one of its own.
 */
export const pulseEdges: Rule = {
  group: 'values',
  code: 'pulse-edges',
  severity: 'hint',
  whereReached: true,
  summary: 'A pulse says how long its edges take.',
  why: 'No simulator jumps: where the card gives no time, or 0, ngspice takes the step of .tran and LTspice a part of the pulse, so that the same deck has different edges.',
  example: 'v1 a 0 pulse(0 5 0 0 0 1u 2u)',
  counterExample: 'v1 a 0 pulse(0 5 0 1n 1n 1u 2u)',
  checkElement({ placed, roles }, report) {
    if (!sourceHead(placed.head)) return;
    for (const { facts, at, arguments: list } of waveformsOn(roles)) {
      if (facts.name !== 'pulse') continue;
      const edges = [['rise', list[3]], ['fall', list[4]]] as const;
      const zero = edges.filter(([, edge]) => edge === undefined || literalOf(placed, edge) === 0);
      if (zero.length === 0) continue;
      const names = zero.map(([name]) => name).join(' and ');
      const width = literalOf(placed, list[5]) ?? 0;
      const text = writtenNumber(width / 1000);
      const written = zero.flatMap(([, edge]) => (edge === undefined ? [] : [placeOf(placed, edge)]));
      const place = written.length > 0 ? { ...written[0]!, end: written[written.length - 1]!.end } : placeOf(placed, at);
      const repairable = width > 0 && written.length === zero.length;
      report(place, `The ${names} of this pulse ${zero.length > 1 ? 'take' : 'takes'} no time: ngspice puts the step of .tran in its place, LTspice a tenth of the width. Write ${zero.length > 1 ? 'times' : 'a time'}${repairable ? `, such as ${text}` : ''}.`, repairable
        ? { fix: { title: `Write ${text}`, edits: written.map(({ start, end }) => ({ start, end, newText: text })) } } : {});
    }
  },
};
