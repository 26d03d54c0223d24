import { lookupModel } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { elementByLetter } from '../reference/elements.js';
import type { Rule } from './rule.js';

/**
 * The model of an element has a type that fits the element.
 *
 * The parameters mean something else.
 */
export const wrongModelType: Rule = {
  code: 'wrong-model-type',
  severity: 'error',
  whereReached: true,
  summary: 'The model of an element has a type that fits the element.',
  why: 'The parameters mean something else.',
  example: 'd1 a 0 q\n.model q npn',
  checkElement({ scope, placed, roles }, report) {
    const { model, letter } = roles;
    const declared = model === undefined ? undefined : lookupModel(scope, model.text);
    const kinds = elementByLetter(letter)?.modelKinds ?? [];
    if (model === undefined || declared === undefined || declared.type === '' || kinds.length === 0 || kinds.includes(declared.type)) return;
    // Other simulators have further types for the elements that Nodal does not simulate.
    if (elementByLetter(letter)?.kind === undefined) return;
    report(placeOf(placed, model), `Model ${model.text} is of type ${declared.type}; ${placed.card.name} needs ${kinds.join(' or ')}.`, {
      related: [{ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd, message: 'The model.' }],
    });
  },
};
