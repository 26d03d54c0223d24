import type { Design, PlacedCard, Scope } from '../design/design.js';
import { isGround } from '../design/lookup.js';
import { isMalformed } from '../design/reporter.js';
import { cardExpressions } from '../expressions/card-expressions.js';
import { elementNames, severityIn } from './reached.js';
import { findingPlace } from './expressions.js';
import type { Report, Rule } from './rule.js';

/**
 * What an expression measures is there.
 *
 * A voltage of a node that nothing is connected to, or a current of a device that does not exist, has no value.
 */
export const unknownProbe: Rule = {
  group: 'names',
  code: 'unknown-probe',
  severity: 'error',
  summary: 'What an expression measures is there.',
  why: 'A voltage of a node that nothing is connected to, or a current of a device that does not exist, has no value.',
  example: 'b1 a 0 v=v(nowhere)',
  counterExample: 'b1 a 0 v=v(b)\nr1 b 0 1k',
  check(design, report) {
    if (design.incomplete) return;
    for (const scope of design.scopes) {
      // The nodes and devices of a part's top may be those of its deck.
      if (design.role === 'part' && scope.subcircuit === undefined) continue;
      let nodes: Set<number> | undefined;
      for (const placed of scope.elements) {
        if (!placed.facts!.reads) continue;
        nodes ??= nodesOf(design, scope);
        checkReads(design, scope, placed, nodes, report);
      }
    }
  },
};

function nodesOf(design: Design, scope: Scope): Set<number> {
  const { names } = design;
  const nodes = new Set<number>();
  for (const { facts } of scope.elements) for (const node of facts!.nodes) nodes.add(node);
  for (const port of scope.subcircuit?.ports ?? []) nodes.add(names.id(port.name));
  for (const name of design.globals.keys()) nodes.add(names.id(name));
  return nodes;
}

function checkReads(design: Design, scope: Scope, placed: PlacedCard, nodes: ReadonlySet<number>, report: Report): void {
  if (isMalformed(placed)) return;
  for (const expression of cardExpressions(placed)) {
    for (const step of expression.parsed.steps) {
      if (step.kind === 'voltage') {
        for (const name of [step.positive, step.negative]) {
          if (name === undefined || isGround(name, placed.file.parsed.dialect) || reachesInside(name) || nodes.has(design.names.id(name))) continue;
          report(findingPlace(placed, expression, step), `Nothing is connected to the node ${name}, so it has no voltage. Correct its name.`, { severity: 'warning' });
        }
      } else if (step.kind === 'current') {
        if (reachesInside(step.device) || elementNames(scope).has(design.names.id(step.device)) || scope.functions.has(step.access)) continue;
        report(findingPlace(placed, expression, step), `There is no device ${step.device} in this circuit, so it has no current. Correct the name, or add the device.`, { severity: severityIn(design, scope, 'error') });
      }
    }
  }
}

/** A dotted name is a path into an instance, which only the flat circuit knows; `$G_` begins a global name. */
function reachesInside(name: string): boolean {
  return /[.:#@]|^\$g_/i.test(name);
}
