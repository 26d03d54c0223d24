import { CIRCUIT_FINDINGS, EDITOR_FINDINGS, type FindingFacts } from '../reference/circuit-findings.js';
import { RULES } from '../rules/registry.js';
import type { Rule, RuleGroup } from '../rules/rule.js';

/** The groups of rules, with what each is about. */
export const RULE_GROUPS: Readonly<Record<RuleGroup, string>> = {
  syntax: 'How cards, blocks and expressions are written.',
  files: 'What is included, and whether it can be read.',
  names: 'Names that are declared nowhere, twice, or for nothing.',
  connections: 'Nodes, pins and ports, and what is connected to them.',
  values: 'Numbers, units and parameters.',
  analyses: 'What is computed and what is recorded.',
  portability: 'What another simulator would read in another way.',
  style: 'What works, and could be clearer.',
  limits: 'What is right, and Nodal does not do yet.',
};

let table: Map<string, FindingFacts | Rule> | undefined;

/** All codes that findings of a text may have, with what is known of them. */
export function findingCodes(): ReadonlyMap<string, FindingFacts | Rule> {
  // A rule of the same code knows more.
  table ??= new Map([...CIRCUIT_FINDINGS, ...EDITOR_FINDINGS, ...RULES].map((facts) => [facts.code, facts]));
  return table;
}

export function findCode(code: string): FindingFacts | Rule | undefined {
  return findingCodes().get(code);
}

export function isGroup(name: string): name is RuleGroup {
  return Object.hasOwn(RULE_GROUPS, name);
}

/** All that a configuration or a suppression may name. */
export function configurableNames(): string[] {
  return [...Object.keys(RULE_GROUPS), ...findingCodes().keys()];
}
