import type { PlacedCard, Scope } from '../design/design.js';
import { numberWord } from '../design/literals.js';
import { lookupModel, lookupParameter } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import type { CardRoles } from '../design/roles.js';
import type { Argument, Word } from '../generated/ast.js';
import { isScaleOrUnit } from '../reference/units.js';
import type { Rule } from './rule.js';

/** R, C, L, V and I. */
const HEADS = new Set([3, 9, 12, 18, 22]);

/**
 * Scale factor and unit stand right behind the number.
 *
 * A blank ends the number: what follows is a word of its own.
 */
export const suffixApart: Rule = {
  group: 'values',
  code: 'suffix-apart',
  severity: 'error',
  whereReached: true,
  summary: 'Scale factor and unit stand right behind the number.',
  why: 'A blank ends the number. The scale factor behind it is taken for the name of a model or of a parameter, or is passed over.',
  example: 'r1 a 0 10 k',
  counterExample: 'r1 a 0 10k',
  checkElement({ placed, scope, roles }, report) {
    if (!HEADS.has(placed.head)) return;
    for (const { number, suffix } of suffixesApart(placed, scope, roles)) {
      const start = placeOf(placed, number).end;
      const place = placeOf(placed, suffix);
      report(place, `'${suffix.text}' stands apart from ${number.text} and is no part of the number. Write ${number.text}${suffix.text}.`, {
        fix: { title: `Write ${number.text}${suffix.text}`, edits: [{ start, end: place.start, newText: '' }] },
      });
    }
  },
};

/** The numbers of R, C, L, V and I behind which a scale factor or a unit stands as a word. */
export function suffixesApart(placed: PlacedCard, scope: Scope, { list, layout }: CardRoles): { number: Word; suffix: Word }[] {
  const found: { number: Word; suffix: Word }[] = [];
  const look = (first: Argument, second: Argument): void => {
    if (second.$type !== 'Word' || second.text.length > 8 || first.$type !== 'Word' || !isScaleOrUnit(second.text)) return;
    const number = numberWord(placed, first);
    // `10k ohm` is apart too, but `5V V` is not.
    if (number === undefined || number.unitStart !== first.text.length) return;
    if (lookupModel(scope, second.text) !== undefined || lookupParameter(scope, second.text) !== undefined) return;
    found.push({ number: first, suffix: second });
  };
  const { roles } = layout;
  for (let i = 1; i < list.length; i++) {
    const role = roles[i];
    if ((role === 'model' || role === 'value') && roles[i - 1] === 'value') look(list[i - 1]!, list[i]!);
    const operand = list[i]!;
    if (role === 'waveform' && operand.$type === 'Call') for (let k = 1; k < operand.arguments.length; k++) look(operand.arguments[k - 1]!, operand.arguments[k]!);
  }
  return found;
}
