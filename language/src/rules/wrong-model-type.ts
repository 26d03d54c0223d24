import { fittingModel, lookupModel } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { aOrAn, elementByLetter } from '../reference/elements.js';
import { findModelType, MODEL_TYPES } from '../reference/models.js';
import type { Rule } from './rule.js';

/**
 * The model of an element has a type that fits the element.
 *
 * The parameters mean something else.
 */
export const wrongModelType: Rule = {
  group: 'values',
  code: 'wrong-model-type',
  severity: 'error',
  whereReached: true,
  summary: 'The model of an element has a type that fits the element.',
  why: 'The parameters mean something else.',
  example: 'd1 a 0 q\n.model q npn',
  counterExample: 'd1 a 0 q\n.model q d',
  checkElement({ scope, placed, roles }, report) {
    if (roles.layout.model < 0) return;
    const { model } = roles;
    if (model === undefined) return;
    const first = lookupModel(scope, model.text);
    if (first === undefined) return;
    const declared = fittingModel(first, (type) => findModelType(type)?.letters.includes(roles.letter) ?? true);
    // Models of XSPICE and of compiled Verilog-A have types without end: only a known type can be wrong.
    const type = findModelType(declared.type);
    if (type === undefined || type.letters.includes(roles.letter)) return;
    const kinds = MODEL_TYPES.filter(({ letters, dialects }) => letters.includes(roles.letter) && dialects === undefined).map((facts) => facts.type);
    const wanted = kinds.length > 0 ? kinds.join(' or ') : `the model of ${aOrAn(elementByLetter(roles.letter)!.name)}`;
    report(placeOf(placed, model), `Model ${model.text} is of type ${declared.type}; ${placed.card.name} needs ${wanted}.`, {
      related: [{ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd, message: 'The model.' }],
    });
  },
};
