import { PlacedCard } from '../design/design.js';
import { headOf } from '../design/places.js';
import { optionOf } from '../lint/options.js';
import type { Rule } from './rule.js';

/**
 * The end of a long or nested subcircuit says its name.
 *
 * On its own .ends may close any.
 */
export const endsWithoutName: Rule = {
  group: 'style',
  code: 'ends-without-name',
  severity: 'hint',
  summary: 'The end of a long or nested subcircuit says its name.',
  why: 'Far from its begin, or between the ends of others, an .ends does not show what it closes. With the name a missing one is found at once.',
  options: { cards: { default: 60, meaning: 'How many cards a subcircuit that is not nested may have before its end needs a name.' } },
  example: '.subckt outer a b\n.subckt inner c d\nr1 c d 1k\n.ends\nx1 a b inner\n.ends',
  counterExample: '.subckt outer a b\n.subckt inner c d\nr1 c d 1k\n.ends inner\nx1 a b inner\n.ends outer',
  check(design, report) {
    for (const scope of design.scopes) {
      const { subcircuit, endIndex } = scope;
      if (subcircuit === undefined || endIndex === undefined || !subcircuit.placed.file.whole) continue;
      const nested = scope.parent?.subcircuit !== undefined || scope.subcircuits.size > 0;
      if (!nested && endIndex - subcircuit.placed.index <= optionOf(design, endsWithoutName, 'cards', subcircuit.placed.file.uri)) continue;
      const { file } = subcircuit.placed;
      const placed = new PlacedCard(file, endIndex);
      const { card } = placed;
      if (card.$type !== 'DirectiveCard' || !/^\.(?:ends|eom)$/i.test(card.keyword) || card.arguments.length > 0) continue;
      const place = headOf(placed);
      report(place, `This ends ${subcircuit.name}. Write ${card.keyword} ${subcircuit.name}.`, {
        related: [{ uri: file.uri, start: subcircuit.nameStart, end: subcircuit.nameEnd, message: 'The subcircuit.' }],
        fix: { title: `Write ${card.keyword} ${subcircuit.name}`, edits: [{ start: place.end, end: place.end, newText: ` ${subcircuit.name}` }] },
      });
    }
  },
};
