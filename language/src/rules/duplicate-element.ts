import { areAlternatives } from '../design/alternatives.js';
import { namesakes } from '../design/node-counts.js';
import { headOf } from '../design/places.js';
import { freeName, rename } from './fixes.js';
import { elementNames, severityIn } from './reached.js';
import type { Rule } from './rule.js';

/**
 * Elements of one circuit have different names.
 *
 * Simulators stop at the second one.
 */
export const duplicateElement: Rule = {
  group: 'names',
  code: 'duplicate-element',
  severity: 'error',
  summary: 'Elements of one circuit have different names.',
  why: 'Simulators stop at the second one.',
  example: 'r1 a b 1k\nr1 b c 1k',
  counterExample: 'r1 a b 1k\nr2 b c 1k',
  check(design, report) {
    for (const scope of design.scopes) {
      for (const { placed, first } of namesakes(scope, design.names)) {
        if (placed.branch !== undefined && areAlternatives(placed, first)) continue;
        report(headOf(placed), `There are two elements ${placed.card.name} in this circuit. Rename one of them.`, {
          severity: severityIn(design, scope, 'error'), related: [{ ...headOf(first), message: 'The first one.' }],
          fix: rename(headOf(placed), freeName(placed.card.name, (name) => elementNames(scope).has(design.names.id(name)))),
        });
      }
    }
  },
};
