import { lookupModel } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { closest } from './closest.js';
import { severityIn } from './reached.js';
import type { Rule } from './rule.js';

/**
 * A model that an element names is declared.
 *
 * The element has no parameters.
 */
export const unknownModel: Rule = {
  code: 'unknown-model',
  severity: 'error',
  summary: 'A model that an element names is declared.',
  why: 'The element has no parameters.',
  example: 'd1 a 0 nowhere',
  check(design, report) {
    if (design.incomplete || design.role === 'part') return;
    for (const scope of design.scopes) {
      for (const placed of scope.elements) {
        const { model } = cardRoles(placed, scope);
        if (model === undefined || lookupModel(scope, model.text) !== undefined) continue;
        const guess = closest(model.text, scope, (at) => at.models);
        const place = placeOf(placed, model);
        report(place, `Model ${model.text} is not declared. ${guess === undefined ? `Add .model ${model.text}, or include the library that has it.` : `Did you mean ${guess}?`}`, {
          severity: severityIn(design, scope, 'error'),
          ...(guess === undefined ? {} : { fix: { title: `Write ${guess}`, edits: [{ start: place.start, end: place.end, newText: guess }] } }),
        });
      }
    }
  },
};
