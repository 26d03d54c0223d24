import { forEachProbe } from '../design/card-facts.js';
import type { Design, PlacedCard, Scope } from '../design/design.js';
import { groundsOf } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { cardRoles } from '../design/roles.js';
import { cardExpressions } from '../expressions/card-expressions.js';
import type { Dialect } from '../dialect/dialect.js';
import type { ElementCard } from '../generated/ast.js';
import { findDirective } from '../reference/directives.js';

/** What of a deck decides, beside its elements, whether its circuit has a solution. */
export interface Circumstances {
  /** Whether a conductance is put from each node to ground: `.options rshunt=1e12`. */
  shunted: boolean;
  /** Whether an analysis begins with an operating point; `.tran … uic` does not. */
  operatingPoint: boolean;
  /** Nodes, in lower case, whose voltage `.ic` holds, and those that are read from outside: `v(x1.out)` reads `out`. */
  held: ReadonlySet<string>;
  /** Last parts of dotted names of devices whose current is read from outside, in lower case. */
  readInside: ReadonlySet<string>;
  /** The elements of each scope that name others. */
  referring: ReadonlyMap<Scope, readonly PlacedCard<ElementCard>[]>;
  /** Which names are ground. */
  grounds: Dialect;
}

/** Options that connect each node to ground. */
const SHUNTS = /\b(?:rshunt|gshunt|gfloat)\b/i;
const WITHOUT_OPERATING_POINT = /\b(?:uic|skipbp|noop)\b/i;

export function circumstancesOf(design: Design): Circumstances {
  const held = new Set<string>();
  const readInside = new Set<string>();
  let shunted = false;
  let starts = 0;
  let analyses = 0;
  for (const placed of design.directives) {
    const { card } = placed;
    const facts = findDirective(card.keyword);
    const words = () => placed.file.text.slice(placed.file.cardStart[placed.index], placed.file.parsed.table.end[placed.index]);
    if (facts?.name === '.options') shunted ||= SHUNTS.test(words());
    else if (facts?.name === '.ic') for (const argument of card.arguments) forEachProbe(argument, (name) => held.add(lastPart(name)));
    else if (facts?.analysis === true) {
      analyses++;
      if (facts.name === '.tran' && WITHOUT_OPERATING_POINT.test(words())) starts++;
    }
  }
  for (const file of design.files) {
    for (const { start, end } of file.parsed.table.controls) {
      const script = file.text.slice(start, end);
      shunted ||= SHUNTS.test(script);
      // What a script runs is not known; one that names `uic` may run nothing else.
      if (WITHOUT_OPERATING_POINT.test(script)) starts++;
    }
  }
  for (const scope of design.scopes) {
    for (const placed of scope.elements) {
      if (!placed.facts!.reads) continue;
      for (const { parsed } of cardExpressions(placed)) {
        for (const step of parsed.steps) {
          if (step.kind === 'voltage') for (const name of [step.positive, step.negative]) if (name !== undefined && isDotted(name)) held.add(lastPart(name));
          if (step.kind === 'current' && isDotted(step.device)) readInside.add(lastPart(step.device));
        }
      }
    }
  }
  const referring = new Map<Scope, PlacedCard<ElementCard>[]>();
  for (const { scope, placed } of design.referring) {
    const known = referring.get(scope);
    if (known === undefined) referring.set(scope, [placed]);
    else known.push(placed);
    for (const element of cardRoles(placed, scope).elements) {
      const { text } = operandText(placed, element);
      if (isDotted(text)) readInside.add(lastPart(text));
    }
  }
  return { shunted, operatingPoint: starts === 0 || analyses > starts, held, readInside, referring, grounds: groundsOf(design) };
}

function isDotted(name: string): boolean {
  return /[.:]/.test(name);
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1).toLowerCase();
}
