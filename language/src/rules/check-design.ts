import { factsOf } from '../design/card-facts.js';
import type { Design, PlacedCard, Scope } from '../design/design.js';
import { cardRoles } from '../design/roles.js';
import type { ElementCard } from '../generated/ast.js';
import { severityIn } from './reached.js';
import { RULES } from './registry.js';
import { type ElementInScope, findingOf, type Report, type Rule } from './rule.js';

/** Runs the checks that look at the whole design and adds their findings to it. A card of a file that is read twice is reported once. */
export function checkDesign(design: Design): void {
  checkElements(design);
  for (const rule of RULES) rule.check?.(design, reporterOf(design, rule));
}

/**
 * Looks at the elements one by one: at those that are new or that see other
 * declarations than before, and again at those that have findings, whose places
 * move with the text.
 */
function checkElements(design: Design): void {
  const walk = new ElementChecks(design);
  for (const scope of design.scopes) {
    const { elements, stamp } = scope;
    for (const placed of elements) {
      const known = placed.facts;
      if (known === undefined || known.stamp !== stamp) walk.lookAt(placed, scope);
      else if (!known.clean) walk.run(placed, scope);
      if (placed.facts!.refers) design.referring.push({ scope, placed });
    }
  }
}

class ElementChecks {
  private readonly rules;
  private found = 0;
  private scope!: Scope;

  constructor(private readonly design: Design) {
    this.rules = RULES.filter((rule) => rule.checkElement !== undefined).map((rule) => {
      const report = reporterOf(design, rule);
      const counting: Report = (place, message, details) => {
        this.found++;
        report(place, message, rule.whereReached ? { severity: severityIn(design, this.scope, rule.severity), ...details } : details);
      };
      return { check: rule.checkElement!, report: counting };
    });
  }

  lookAt(placed: PlacedCard<ElementCard>, scope: Scope): void {
    const { design } = this;
    design.work.checked++;
    const facts = factsOf(placed, cardRoles(placed, scope), design.names, scope.stamp);
    placed.file.parsed.facts[placed.index] = facts;
    facts.clean = this.run(placed, scope) === 0;
  }

  /** Runs the rules for one element; the number of their findings. */
  run(placed: PlacedCard<ElementCard>, scope: Scope): number {
    this.found = 0;
    this.scope = scope;
    const element: ElementInScope = { design: this.design, scope, placed, roles: cardRoles(placed, scope) };
    for (const { check, report } of this.rules) check(element, report);
    return this.found;
  }
}

function reporterOf(design: Design, rule: Rule): Report {
  const seen = new Set<string>();
  return (place, message, details) => {
    const key = `${place.start} ${place.end} ${place.uri}`;
    if (seen.has(key)) return;
    seen.add(key);
    design.findings.push(findingOf(rule, place, message, details));
  };
}
