import { mayBeLeftOpen } from '../connectivity/floating-nodes.js';
import { looseEnds } from '../design/node-counts.js';
import { isGround } from '../design/lookup.js';
import { operandText, wordOf } from '../design/operands.js';
import { placeOf } from '../design/places.js';
import { cardRoles, type CardRoles } from '../design/roles.js';
import type { Operand } from '../generated/ast.js';
import { rename } from './fixes.js';
import { NearMisses } from './near-miss.js';
import type { Rule } from './rule.js';

/** More names than this are not searched for in one circuit: the guess is a courtesy. */
const MOST_GUESSES = 50;

/** Where nodes for temperatures begin on cards with the word `thermal`. */
const TEMPERATURES: Readonly<Record<string, number>> = { d: 2, m: 3 };

/** Whether a pin is the temperature of a device that heats itself: heat has a way of its own. */
function isTemperature({ letter, layout, list }: CardRoles, operand: Operand): boolean {
  const first = TEMPERATURES[letter];
  return first !== undefined && layout.places.nodes.indexOf(list.indexOf(operand)) >= first
    && layout.places.keywords.some((place) => wordOf(list[place])?.toLowerCase() === 'thermal');
}

/** LTspice's name of a pin that is left open on purpose. */
const LEFT_OPEN = /^nc_\d+$/i;

/**
 * A node connects at least two pins.
 *
 * Nothing flows through the pin; often a name is misspelt, and the one that it
 * is near to is offered. Outputs may be left open, and what a library leaves open
 * is its vendor's doing: there it is information.
 */
export const singleConnection: Rule = {
  group: 'connections',
  code: 'single-connection',
  severity: 'warning',
  summary: 'A node connects at least two pins.',
  why: 'Nothing flows through the pin; often a name is misspelt, and the one that it is near to is offered. Outputs may be left open, and what a library leaves open is its vendor\'s doing: there it is information.',
  example: 'v1 in 0 1\nr1 in otu 1k\nr2 out 0 1k',
  counterExample: 'r1 in out 1k\nr2 out in 1k',
  check(design, report) {
    for (const scope of design.scopes) {
      if (design.incomplete || (design.role === 'part' && scope.subcircuit === undefined)) continue;
      let nearMisses: NearMisses | undefined;
      let left = MOST_GUESSES;
      for (const { placed, node } of looseEnds(design, scope, design.names)) {
        const roles = cardRoles(placed, scope);
        const operand = roles.nodes.filter((pin) => !isGround(operandText(placed, pin).text, placed.file.parsed.dialect))[node]!;
        const name = operandText(placed, operand).text;
        if (design.globals.has(name.toLowerCase()) || LEFT_OPEN.test(name) || isTemperature(roles, operand)) continue;
        const ofOthers = design.role === 'part' || placed.file.index > 0;
        const meant = ofOthers || left-- <= 0 ? undefined : (nearMisses ??= new NearMisses(design, scope)).of(name, placed.file.parsed.dialect);
        // A controlling node is an input.
        const isControl = roles.layout.roles[roles.list.indexOf(operand)] === 'control-node';
        const severity = ofOthers || (mayBeLeftOpen(placed.head) && meant?.sure !== true && !isControl) ? 'information' : 'warning';
        const place = placeOf(placed, operand);
        report(place, `Node ${name} is connected to ${placed.card.name} only. ${meant === undefined ? 'Check its name, or connect it.' : `Did you mean ${meant.name}?`}`, {
          severity, ...(meant === undefined ? {} : { fix: rename(place, meant.name) }),
        });
      }
    }
  },
};
