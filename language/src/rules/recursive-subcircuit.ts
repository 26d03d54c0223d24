import type { PlacedCard, SubcircuitDeclaration } from '../design/design.js';
import type { ElementCard } from '../generated/ast.js';
import { HEAD_X } from '../text/card-head.js';
import { lookupSubcircuit } from '../design/lookup.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { subcircuitOf } from '../design/subcircuit-of.js';
import { cyclesAmong, isInCycle } from './reached.js';
import type { Rule } from './rule.js';

/**
 * A subcircuit does not contain itself.
 *
 * Its content would never end.
 */
export const recursiveSubcircuit: Rule = {
  group: 'connections',
  code: 'recursive-subcircuit',
  severity: 'error',
  summary: 'A subcircuit does not contain itself.',
  why: 'Its content would never end.',
  example: '.subckt s a b\nx1 a b s\n.ends',
  counterExample: '.subckt s a b\nr1 a b 1k\n.ends',
  check(design, report) {
    for (const scope of design.scopes) {
      if (!isInCycle(design, scope)) continue;
      // The first instance of each subcircuit stands for all of them: an .ends that is missing may make thousands.
      const found = new Map<string, { declared: SubcircuitDeclaration | undefined; first: PlacedCard<ElementCard>; count: number }>();
      for (const placed of scope.elements) {
        const name = placed.head === HEAD_X ? subcircuitOf(placed, scope) : undefined;
        if (name === undefined) continue;
        const known = found.get(name);
        if (known !== undefined) {
          known.count++;
          continue;
        }
        const declared = lookupSubcircuit(scope, name);
        found.set(name, { declared: declared !== undefined && cyclesAmong(design, scope, declared.scope) ? declared : undefined, first: placed, count: 1 });
      }
      for (const { declared, first, count } of found.values()) {
        if (declared === undefined) continue;
        report(placeOf(first, cardRoles(first, scope).subcircuit!), `Subcircuit ${declared.name} contains itself through this instance${count === 1 ? '. Remove the instance.' : ` and ${count - 1} more. Remove the instances, or close the subcircuit before them.`}`, {
          related: [{ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd, message: 'The subcircuit.' }],
        });
      }
    }
  },
};
