import type { PlacedCard } from '../design/design.js';
import { assignedName } from '../design/literals.js';
import { flatArguments, operandText } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardsOf, numberAt } from '../elaborate/analyses-of-deck.js';
import { findOption } from '../reference/options.js';
import type { Assignment } from '../generated/ast.js';
import type { Rule } from './rule.js';

/**
 * An option has one value.
 *
 * The last one counts.
 */
export const optionGivenTwice: Rule = {
  group: 'analyses',
  code: 'option-given-twice',
  severity: 'warning',
  summary: 'An option has one value.',
  why: 'Of two values the last one counts, wherever the cards stand, and who reads the deck may see the first.',
  example: '.options reltol=1m\n.options reltol=1u\nr1 a 0 1k',
  counterExample: '.options reltol=1u\nr1 a 0 1k',
  check(design, report) {
    const seen = new Map<string, { placed: PlacedCard; argument: Assignment }>();
    for (const placed of cardsOf(design, '.options')) {
      // Xyce's packages have options of the same names.
      if (placed.file.parsed.dialect.name === 'xyce') return;
      for (const argument of flatArguments(placed.card)) {
        if (argument.$type !== 'Assignment' || argument.value === undefined) continue;
        const facts = findOption(assignedName(argument));
        if (facts === undefined) continue;
        const former = seen.get(facts.name);
        seen.set(facts.name, { placed, argument });
        if (former === undefined) continue;
        const [first, second] = [former, { placed, argument }].map((each) => numberAt(design, each.placed, each.argument.value) ?? operandText(each.placed, each.argument.value!).text.toLowerCase());
        if (first === second) continue;
        const place = placeOf(placed, argument);
        report(place, `The option ${facts.name} has two values, ${first} before and ${second} here, which counts. Take one of them out.`, { related: [{ ...placeOf(former.placed, former.argument), message: 'The value before.' }] });
      }
    }
    const [temperature] = cardsOf(design, '.temp');
    const option = seen.get('temp');
    if (temperature === undefined || option === undefined) return;
    const [value] = flatArguments(temperature.card);
    const [one, other] = [numberAt(design, temperature, value), numberAt(design, option.placed, option.argument.value)];
    if (one !== undefined && other !== undefined && one !== other) {
      report(placeOf(option.placed, option.argument), `The temperature is ${other} °C here and ${one} °C on .temp, which counts. Take one of them out.`, { related: [{ ...placeOf(temperature, value!), message: 'The other temperature.' }] });
    }
  },
};
