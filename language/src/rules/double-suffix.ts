import { placeOf } from '../design/places.js';
import { readNumber } from '../text/number.js';
import { quantityOf, SCALE_WORDS } from '../reference/units.js';
import type { Argument } from '../generated/ast.js';
import type { Rule } from './rule.js';

/** R, C, L, V, I and the controlled sources: what has plain numbers. */
const HEADS = new Set([3, 5, 6, 7, 8, 9, 12, 18, 22]);

/**
 * A number has one scale factor.
 *
 * What follows the first one is taken for a unit and not read.
 */
export const doubleSuffix: Rule = {
  group: 'values',
  code: 'double-suffix',
  severity: 'warning',
  whereReached: true,
  summary: 'A number has one scale factor.',
  why: 'What follows the first one is taken for a unit and not read: 1kk is 1k, 1mu is 1m, and 4k7k is 4k.',
  example: 'r1 a 0 1kk',
  counterExample: 'r1 a 0 1meg',
  checkElement({ placed, roles }, report) {
    if (!HEADS.has(placed.head)) return;
    const check = (argument: Argument | undefined): void => {
      switch (argument?.$type) {
        case 'Word': {
          const second = secondScale(argument.text);
          if (second === undefined) return;
          const place = placeOf(placed, argument);
          const { text } = argument;
          const at = place.start + text.length - second.length;
          const first = text.slice(0, text.length - second.length);
          report(place, `${text} is read as ${first}: ${second} behind a scale factor counts for nothing. Write one scale factor.`, { fix: { title: `Write ${first}, which is what it means`, edits: [{ start: at, end: place.end, newText: '' }] } });
          return;
        }
        case 'Assignment': check(argument.value); return;
        case 'Call': for (const inner of argument.arguments) check(inner); return;
        default: return;
      }
    };
    const { roles: kinds } = roles.layout;
    for (let i = 0; i < roles.list.length; i++) {
      const kind = kinds[i]!;
      if (kind === 'value' || kind === 'parameter' || kind === 'waveform') check(roles.list[i]);
    }
  },
};

/** The scale factor behind the first one, with its unit; undefined where there is none. Most numbers are done after a look at their end. */
function secondScale(text: string): string | undefined {
  const last = text.charCodeAt(text.length - 1);
  const first = text.charCodeAt(0);
  if (text.length < 3 || (last >= 48 && last <= 57) || !(first >= 43 && first <= 57)) return undefined;
  const number = readNumber(text);
  if (number === undefined || number.end !== text.length || number.unitStart === number.suffixStart || number.unitStart === text.length) return undefined;
  const tail = text.slice(number.unitStart);
  const lower = tail.toLowerCase();
  // Digits in between are `4k7`, which is told by another rule unless a further factor follows.
  const digits = /^\d+([a-zµμ]+)$/.exec(lower);
  if (digits !== null) return SCALE_WORDS.has(digits[1]!) && !quantityOf(digits[1]!) ? tail : undefined;
  if (quantityOf(lower) !== undefined) return undefined;
  for (const scale of SCALE_WORDS) if (lower.startsWith(scale) && (lower.length === scale.length || quantityOf(lower.slice(scale.length)) !== undefined)) return tail;
  return undefined;
}
