import { HEAD_X } from '../text/card-head.js';
import { lookupSubcircuit } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { subcircuitOf } from '../design/subcircuit-of.js';
import { cyclesAmong } from './reached.js';
import type { Rule } from './rule.js';

/**
 * A subcircuit does not contain itself.
 *
 * Its content would never end.
 */
export const recursiveSubcircuit: Rule = {
  code: 'recursive-subcircuit',
  severity: 'error',
  summary: 'A subcircuit does not contain itself.',
  why: 'Its content would never end.',
  example: '.subckt s a b\nx1 a b s\n.ends',
  check(design, report) {
    for (const scope of design.scopes) {
      for (const placed of scope.elements) {
        if (placed.head !== HEAD_X) continue;
        const name = subcircuitOf(placed, scope);
        const declared = name === undefined ? undefined : lookupSubcircuit(scope, name);
        if (declared === undefined || !cyclesAmong(design, scope, declared.scope)) continue;
        report(placeOf(placed, cardRoles(placed, scope).subcircuit!), `Subcircuit ${declared.name} contains itself through this instance. Remove the instance.`, {
          related: [{ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd, message: 'The subcircuit.' }],
        });
      }
    }
  },
};
