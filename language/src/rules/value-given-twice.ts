import { assignedName } from '../design/literals.js';
import { operandText } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import type { Argument, Assignment } from '../generated/ast.js';
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
    const repeated = firstRepeated(parameters.map((at) => roles.list[at]!));
    if (repeated === undefined) return;
    const [former, later] = repeated;
    const name = assignedName(later);
    const [first, second] = repeated.map((each) => operandText(placed, each.value!).text);
    const same = first!.toLowerCase() === second!.toLowerCase();
    const before = placeOf(placed, former);
    report(placeOf(placed, later), `${placed.card.name} has ${name} twice${same ? '' : `: ${first} here before, and ${second}, which counts`}. Take one of them out.`, {
      ...(same ? { severity: 'information' as const } : {}),
      related: [{ ...before, message: 'The value before.' }],
      fix: { title: 'Take the first one out', edits: [{ start: before.start, end: before.end + (placed.file.text.charCodeAt(before.end) === 32 ? 1 : 0), newText: '' }] },
    });
  },
};

/** The first assignment that gives again what one before it gives, after that one. */
function firstRepeated(parameters: readonly Argument[]): [former: Assignment, later: Assignment] | undefined {
  const seen = new Map<string, Assignment>();
  for (const parameter of parameters) {
    if (parameter.$type !== 'Assignment' || parameter.value === undefined || parameter.target.$type !== 'Word') continue;
    const name = assignedName(parameter);
    const former = seen.get(name);
    if (former === undefined) seen.set(name, parameter);
    else if (!REPEATED.has(name)) return [former, parameter];
  }
  return undefined;
}
