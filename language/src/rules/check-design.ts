import { type CardFacts, factsOf } from '../design/card-facts.js';
import type { Declaration, Design, PlacedCard, Scope } from '../design/design.js';
import type { ParseCache } from '../design/files.js';
import { beginRecording, endRecording, stillHold } from '../design/lookup.js';
import { cardRoles } from '../design/roles.js';
import { signatureNumber } from '../design/signature.js';
import type { ElementCard } from '../generated/ast.js';
import { severityIn } from './reached.js';
import { RULES } from './registry.js';
import { reporterOf } from './reporter-of.js';
import type { ElementInScope, Report } from './rule.js';

/** Runs the checks that look at the whole design and adds their findings to it. A card of a file that is read twice is reported once. */
export function checkDesign(design: Design, cache: ParseCache): void {
  checkElements(design, cache);
  for (const rule of RULES) rule.check?.(design, reporterOf(rule, design.findings));
}

/**
 * Looks at the elements one by one: at those that are new or that see other
 * declarations than before, and again at those that have findings, whose places
 * move with the text.
 */
function checkElements(design: Design, cache: ParseCache): void {
  const walk = new ElementChecks(design, cache);
  for (const scope of design.scopes) {
    const { elements, stamp } = scope;
    for (const placed of elements) {
      const known = placed.facts;
      if (known === undefined || !walk.holds(known, scope, stamp)) walk.lookAt(placed, scope);
      else if (!known.clean) walk.run(placed, scope);
      else placed.file.use(placed.index);
      if (placed.facts!.refers) design.referring.push({ scope, placed });
    }
  }
}

class ElementChecks {
  private readonly rules;
  private readonly context: number;
  private found = 0;
  private scope!: Scope;
  private readonly signature = (declaration: Declaration): number => signatureNumber(declaration, this.cache);

  constructor(private readonly design: Design, private readonly cache: ParseCache) {
    this.context = contextOf(design, cache);
    this.rules = RULES.filter((rule) => rule.checkElement !== undefined).map((rule) => {
      const report = reporterOf(rule, design.findings);
      const counting: Report = (place, message, details) => {
        this.found++;
        report(place, message, rule.whereReached ? { severity: severityIn(design, this.scope, rule.severity, rule.code), ...details } : details);
      };
      return { check: rule.checkElement!, report: counting };
    });
  }

  /** Whether what is known of a card is still true. */
  holds(facts: CardFacts, scope: Scope, stamp: number): boolean {
    if (facts.stamp === stamp) return true;
    if (facts.context !== this.context || (facts.lookups !== undefined && !stillHold(facts.lookups, scope, this.signature))) return false;
    facts.stamp = stamp;
    return true;
  }

  lookAt(placed: PlacedCard<ElementCard>, scope: Scope): void {
    const { design } = this;
    design.work.checked++;
    // What an operand is told to be depends on names too.
    placed.roles = undefined;
    beginRecording(this.signature);
    const facts = factsOf(placed, cardRoles(placed, scope), design.names, scope.stamp);
    placed.file.parsed.facts[placed.index] = facts;
    facts.clean = this.run(placed, scope) === 0;
    facts.lookups = endRecording();
    facts.context = this.context;
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

/** What facts of cards depend on besides names: their numbers, whether names may be declared elsewhere, in a part's deck or a file that could not be read, and the options of rules. */
function contextOf(design: Design, cache: ParseCache): number {
  return cache.stamp(`context ${design.names.epoch} ${design.role} ${design.incomplete} ${design.lint.key}`);
}
