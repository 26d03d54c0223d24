import type { Design } from '../design/design.js';
import { assignedName, assignmentOn, numberWord } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import { cardsOf } from '../elaborate/analyses-of-deck.js';
import { isDigit } from '../text/characters.js';
import type { Rule } from './rule.js';

const HEAD_M = 13;
/** No channel is longer or wider than this, in metres. */
const LARGEST = 0.1;

/**
 * The channel of a transistor has a size in metres.
 *
 * w=10 is ten metres.
 */
export const transistorSize: Rule = {
  group: 'values',
  code: 'transistor-size',
  severity: 'warning',
  summary: 'The channel of a transistor has a size in metres.',
  why: 'w=10 is ten metres wide unless .options scale says otherwise: the current is a million times too large.',
  example: 'm1 d g 0 0 nch w=10 l=1\n.model nch nmos',
  counterExample: 'm1 d g 0 0 nch w=10u l=1u\n.model nch nmos',
  check(design, report) {
    // What an include that is missing scales is unknown, and so is what another part's deck says.
    if (design.incomplete || design.role === 'part') return;
    let scaled: boolean | undefined;
    for (const scope of design.scopes) {
      for (const placed of scope.elements) {
        if (placed.head !== HEAD_M || !placed.file.whole) continue;
        for (const argument of placed.card.arguments) {
          if (argument.$type !== 'Assignment' || argument.value?.$type !== 'Word' || argument.target.$type !== 'Word' || argument.target.text.length !== 1) continue;
          const { text } = argument.value;
          // Nearly all sizes end in a scale factor, and are small.
          if (!isDigit(text.charCodeAt(text.length - 1))) continue;
          const name = assignedName(argument);
          if (name !== 'w' && name !== 'l') continue;
          const number = numberWord(placed, argument.value);
          if (number === undefined || number.value < LARGEST) continue;
          if ((scaled ??= isScaled(design))) return;
          const { start, end, uri } = placeOf(placed, argument.value);
          report({ uri, start, end }, `${name}=${text} is ${number.value} metres. Write ${text}u for micrometres, or .options scale=1u for the whole deck.`, { fix: { title: `Write ${text}u`, edits: [{ start: end, end, newText: 'u' }] } });
        }
      }
    }
  },
};

/** Whether sizes are in another unit than metres: `.options scale=1u`. */
export function isScaled(design: Design): boolean {
  return cardsOf(design, '.options').some((placed) => assignmentOn(placed, 'scale') !== undefined || assignmentOn(placed, 'scalm') !== undefined);
}

