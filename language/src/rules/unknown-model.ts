import { lookupModel } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { closest } from './closest.js';
import type { Rule } from './rule.js';

/**
 * A model that an element names is declared.
 *
 * The element has no parameters.
 */
export const unknownModel: Rule = {
  group: 'names',
  code: 'unknown-model',
  severity: 'error',
  whereReached: true,
  summary: 'A model that an element names is declared.',
  why: 'The element has no parameters.',
  example: 'd1 a 0 dmodl\n.model dmod d',
  counterExample: 'd1 a 0 dmod\n.model dmod d',
  checkElement({ design, scope, placed, roles }, report) {
    if (design.incomplete || design.role === 'part') return;
    // The models of digital parts belong to PSpice's own library, which no deck names.
    if (roles.layout.model < 0 || roles.letter === 'u') return;
    const { model } = roles;
    if (model === undefined) return;
    if (lookupModel(scope, model.text) !== undefined) return;
    const guess = closest(model.text, scope, (at) => at.models);
    const place = placeOf(placed, model);
    report(place, `Model ${model.text} is not declared. ${guess === undefined ? `Add .model ${model.text}, or include the library that has it.` : `Did you mean ${guess}?`}`, {
      ...(guess === undefined ? {} : { fix: { title: `Write ${guess}`, edits: [{ start: place.start, end: place.end, newText: guess }], guess: true } }),
    });
  },
};
