import { assignedName } from '../design/literals.js';
import { operandText } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import type { Assignment } from '../generated/ast.js';
import type { Rule } from './rule.js';

/** A, U and Y have lists of their own, and P has several ports. */
const HEADS = new Set([3, 4, 8, 9, 10, 11, 12, 13, 17, 18, 19, 20, 22, 23, 24, 26]);
/** What may stand there several times. */
const REPEATED = new Set(['params', 'ic', 'pwl', 'dc', 'ac', 'td', 'r']);

/**
 * A card gives each parameter one value.
 *
 * Of two values one counts, and readers see the other.
 */
export const valueGivenTwice: Rule = {
  group: 'values',
  code: 'value-given-twice',
  severity: 'warning',
  whereReached: true,
  summary: 'A card gives each parameter one value.',
  why: 'Of two values ngspice takes the last, and who reads the card may see the first.',
  example: 'r1 a 0 1k tc1=1m tc1=2m',
  counterExample: 'r1 a 0 1k tc1=1m tc2=2u',
  checkElement({ placed, roles }, report) {
    const { parameters } = roles.layout.places;
    if (parameters.length < 2 || !HEADS.has(placed.head)) return;
    for (let i = 1; i < parameters.length; i++) {
      const later = roles.list[parameters[i]!]!;
      if (later.$type !== 'Assignment' || later.value === undefined || later.target.$type !== 'Word') continue;
      const length = later.target.text.length;
      for (let k = 0; k < i; k++) {
        const former = roles.list[parameters[k]!]!;
        if (former.$type !== 'Assignment' || former.value === undefined || former.target.$type !== 'Word' || former.target.text.length !== length) continue;
        const name = assignedName(later);
        if (assignedName(former) !== name || REPEATED.has(name)) continue;
        const [first, second] = [former, later].map((each: Assignment) => operandText(placed, each.value!).text);
        const same = first!.toLowerCase() === second!.toLowerCase();
        const place = placeOf(placed, later);
        const before = placeOf(placed, former);
        report(place, `${placed.card.name} has ${name} twice${same ? '' : `: ${first} here before, and ${second}, which counts`}. Take one of them out.`, {
          ...(same ? { severity: 'information' as const } : {}),
          related: [{ ...before, message: 'The value before.' }],
          fix: { title: 'Take the first one out', edits: [{ start: before.start, end: before.end + (placed.file.text.charCodeAt(before.end) === 32 ? 1 : 0), newText: '' }] },
        });
        return;
      }
    }
  },
};
