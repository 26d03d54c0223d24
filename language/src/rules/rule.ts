import type { Design, PlacedCard, Scope } from '../design/design.js';
import type { Place } from '../design/places.js';
import type { CardRoles } from '../design/roles.js';
import type { ElementCard } from '../generated/ast.js';
import type { Finding, Severity } from '../findings.js';
import type { RuleOption } from '../lint/configuration.js';

/** What a rule is about; the page of rules and `nodal.json` use the name. */
export type RuleGroup = 'syntax' | 'files' | 'names' | 'connections' | 'values' | 'analyses' | 'portability' | 'style' | 'limits';

/** One thing that can be wrong with a netlist. */
export interface Rule {
  group: RuleGroup;
  /** Stable, in kebab case, the name of the rule's file. */
  code: string;
  /** The usual severity; a finding in a subcircuit that nothing reaches is a warning. */
  severity: Severity;
  /** What it does, as a sentence that a netlist must fulfil. */
  summary: string;
  /** Why it is bad when it is not fulfilled. */
  why: string;
  /** A netlist that has it. */
  example: string;
  /** The same netlist as it should be. */
  counterExample: string;
  /** Whether a finding in a subcircuit that nothing reaches is a warning: simulators never look at it. */
  whereReached?: boolean;
  /** What may be set for it besides its severity, by name; `optionOf` gives the value. */
  options?: Readonly<Record<string, RuleOption>>;
  /** Looks for it in a whole design. Absent where the parser or the building of the design meets it. */
  check?: (design: Design, report: Report) => void;
  /** Looks for it in a whole design when typing stops: what takes its time, and what needs all connections. */
  checkCircuit?: (design: Design, report: Report) => void;
  /**
   * Looks for it on one element card. It may read the card, what its operands
   * are, its options, and the declarations in sight of its scope, and nothing else: a card
   * without findings is not looked at again until one of these changes.
   */
  checkElement?: (element: ElementInScope, report: Report) => void;
}

/** An element card with what a rule may know of it. */
export interface ElementInScope {
  design: Pick<Design, 'role' | 'incomplete' | 'lint' | 'files'>;
  scope: Scope;
  placed: PlacedCard<ElementCard>;
  roles: CardRoles;
}

export type Details = Partial<Pick<Finding, 'severity' | 'related' | 'fix' | 'tags'>>;
export type Report = (place: Place, message: string, details?: Details) => void;

/** A finding of a rule. */
export function findingOf(rule: Rule, place: Place, message: string, details: Details = {}): Finding {
  return { uri: place.uri, start: place.start, end: place.end, severity: rule.severity, code: rule.code, message, ...details };
}
