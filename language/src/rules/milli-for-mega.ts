import type { Design } from '../design/design.js';
import { lookupModel, scopeOfCard } from '../design/lookup.js';
import { cardRoles } from '../design/roles.js';
import { type FoundWord, wholeFiles, wordsHolding } from '../design/words-in-text.js';
import type { ElementCard } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { HEAD_DIRECTIVE, HEAD_LAST_ELEMENT, HEAD_PARAM } from '../text/card-head.js';
import { readNumber } from '../text/number.js';
import type { Rule } from './rule.js';

const HEAD_R = 18;
const HEAD_C = 3;
/** Cards without units of length or mass, where a number with `Hz` is a frequency. */
const FREQUENCIES: readonly number[] = [3, 5, 9, 12, 18, 22];

/** `1M`, `2.2Mohm`, `1MHz`, `1mhz`: what begins to be milli and may mean mega. */
const CANDIDATE = /^[-+.\d]*\d(?:e[-+]?\d+)?(?:M(?:[oO]hms?|[ΩΩ])?|[mM][hH][zZ])$/;
/** What all of them have. */
const NEEDLES = ['M', 'mhz', 'mHz', 'mHZ'];
/** A number with a small letter behind it: whoever writes this means something else with a capital. */
const SMALL_LETTERS = /[\d.](?:k|m|u|n|p|meg)(?![\w.])/;

/**
 * Mega is written meg.
 *
 * SPICE knows no capitals: 1M is a thousandth, as 1m is, and a resistor of 1M shorts its nodes.
 */
export const milliForMega: Rule = {
  group: 'values',
  code: 'milli-for-mega',
  severity: 'warning',
  summary: 'Mega is written meg.',
  why: 'SPICE knows no capitals: 1M is a thousandth, as 1m is. A resistor of 1M shorts its nodes, and a source of 1MHz stands still.',
  example: 'v1 in 0 1\nr1 in out 10k\nr2 out 0 1M',
  counterExample: 'v1 in 0 1\nr1 in out 10k\nr2 out 0 1Meg',
  check(design, report) {
    for (const file of wholeFiles(design)) {
      // Libraries of the time when everything was in capitals have milliohms by the thousand.
      const ownDeck = file.index === 0 && design.role === 'deck';
      let small: boolean | undefined;
      for (const found of wordsHolding(file, NEEDLES)) {
        if (!CANDIDATE.test(found.word.text)) continue;
        const number = readNumber(found.word.text, 0, found.word.text.length, file.parsed.dialect);
        if (number === undefined || number.end !== found.word.text.length || number.unitStart - number.suffixStart !== 1) continue;
        const hertz = /hz$/i.test(found.word.text);
        if (!(hertz ? mayBeFrequency(design, found) : ownDeck && (hasSmallLetters(found) || (small ??= SMALL_LETTERS.test(file.text))) && isResistance(design, found))) continue;
        const at = found.start + number.suffixStart;
        const meant = `${found.word.text.slice(0, number.suffixStart)}Meg${found.word.text.slice(number.unitStart)}`;
        report({ uri: file.uri, start: found.start, end: found.end }, `${found.word.text} is read as ${Number((number.value).toPrecision(12))}${hertz ? ' Hz' : ' Ω'}: M is milli in either case. Write ${meant} for mega.`, {
          fix: { title: `Write ${meant}`, edits: [{ start: at, end: at + 1, newText: 'Meg' }] },
        });
      }
    }
  },
};

/** Whether a card is not all in capitals. */
function hasSmallLetters({ placed, start }: FoundWord): boolean {
  return /[a-z]/.test(placed.file.text.slice(placed.file.cardStart[placed.index], start));
}

function isResistance(design: Design, { placed, word }: FoundWord): boolean {
  if (placed.head !== HEAD_R) return false;
  const scope = scopeOfCard(design, placed.file.uri, placed.index);
  const roles = cardRoles(placed as PlacedCard<ElementCard>, scope);
  const first = roles.layout.places.values[0];
  const principal = first !== undefined && roles.list[first] === word;
  const named = word.$container.$type === 'Assignment' && word.$container.target.$type === 'Word' && word.$container.target.text.toLowerCase() === 'r';
  return (principal || named) && lookupModel(scope, word.text) === undefined;
}

/** A name may hold `MHz` too: a subcircuit `x1 a b 10MHz`. */
function mayBeFrequency(design: Design, { placed, word }: FoundWord): boolean {
  const { head } = placed;
  if (head > HEAD_LAST_ELEMENT) return head === HEAD_PARAM || (head === HEAD_DIRECTIVE && word.$container.$type !== 'Call' && /^\.(?:ac|noise|disto|sp|four|step)$/i.test((placed.card as { keyword: string }).keyword));
  if (head === HEAD_C || !FREQUENCIES.includes(head)) return word.$container.$type === 'Assignment' && word.$containerProperty === 'value';
  const roles = cardRoles(placed as PlacedCard<ElementCard>, scopeOfCard(design, placed.file.uri, placed.index));
  const place = roles.list.indexOf(word);
  return place < 0 || ['value', 'parameter'].includes(roles.layout.roles[place]!);
}
