import type { PlacedCard } from '../design/design.js';
import { numberWord, principalValue } from '../design/literals.js';
import { scopeOfCard } from '../design/lookup.js';
import { cardRoles } from '../design/roles.js';
import { wholeFiles, wordsHolding } from '../design/words-in-text.js';
import type { ElementCard } from '../generated/ast.js';
import type { Rule } from './rule.js';

const HEAD_C = 3;
/** A number with a capital F alone, or with the whole word. */
const CANDIDATE = /^[-+.\d]+(?:F|[fF]arads?|FARADS?)$/;
const NEEDLES = ['F', 'farad'];
/** Whoever writes femto like this means something else with a capital. */
const SMALL_LETTERS = /[\d.](?:k|m|u|n|p|f|meg)(?![\w.])|[\d.](?:u|n|p)F(?!\w)/;

/**
 * A number of farads has no F behind it.
 *
 * F is the scale factor femto, so that 1F is 1e-15.
 */
export const femtoForFarad: Rule = {
  group: 'values',
  code: 'femto-for-farad',
  severity: 'warning',
  summary: 'A number of farads has no F behind it.',
  why: 'F is the scale factor femto in either case: a capacitor of 1F has 1e-15 farads, which is as good as none.',
  example: 'c1 out 0 1F\nc2 in out 10n',
  counterExample: 'c1 out 0 1\nc2 in out 10n',
  check(design, report) {
    for (const file of wholeFiles(design)) {
      const ownDeck = file.index === 0 && design.role === 'deck';
      let small: boolean | undefined;
      for (const { placed, word, start, end } of wordsHolding(file, NEEDLES)) {
        if (placed.head !== HEAD_C || !CANDIDATE.test(word.text)) continue;
        const spelt = /farads?$/i.test(word.text);
        if (!spelt && !(ownDeck && (/[a-z]/.test(file.text.slice(file.cardStart[placed.index], start)) || (small ??= SMALL_LETTERS.test(file.text))))) continue;
        const number = numberWord(placed, word);
        if (number === undefined || number.unitStart - number.suffixStart !== 1 || (!spelt && number.unitStart !== word.text.length)) continue;
        const roles = cardRoles(placed as PlacedCard<ElementCard>, scopeOfCard(design, file.uri, placed.index));
        if (principalValue(roles) !== word) continue;
        const digits = word.text.slice(0, number.suffixStart);
        report({ uri: file.uri, start, end }, `${word.text} is read as ${digits} femtofarad: F is a scale factor. Write ${digits} for farads, or ${digits}f for femto.`, {
          fix: { title: `Write ${digits}`, edits: [{ start: start + number.suffixStart, end, newText: '' }] },
        });
      }
    }
  },
};
