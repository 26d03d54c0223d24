import type { Circuit } from '@nodal/protocol';
import { buildDesign } from './design/build-design.js';
import type { Design } from './design/design.js';
import { type Documents, ParseCache } from './design/files.js';
import { findingsOfLibrary } from './design/library-text.js';
import { cardIndexAt } from './design/lookup.js';
import { type ElaborateOptions, elaborateSync } from './elaborate/elaborate.js';
import type { Finding } from './findings.js';
import { circuitFindings } from './rules/check-circuit.js';
import { isReadable } from './syntax/parsed-text.js';

/** Severities from the worst on. */
const ORDER = { error: 0, warning: 1, information: 2, hint: 3 } as const;

/** All findings of a design, syntax errors included, by file and place. */
export function allFindings(design: Design): Finding[] {
  return ownFindings(design, []);
}

function ownFindings(design: Design, further: readonly Finding[]): Finding[] {
  const findings = design.findings.concat(further);
  for (const file of design.files) for (const finding of file.findings) findings.push(finding);
  return sortedFindings(design, findingsOfLibrary(design, findings));
}

/** What elaboration says of a card that a rule has reported already, in other words. */
const RESTATED = new Set([
  'missing-nodes', 'missing-value', 'missing-model', 'missing-control', 'missing-inductors', 'missing-subcircuit', 'unknown-model', 'unknown-subcircuit', 'unknown-device',
  'reference-kind', 'model-kind', 'unsupported-element', 'port-count', 'recursive-subcircuit',
]);

/**
 * All findings of a design, those of its whole circuit, and those of its elaboration, without those that
 * only say an error again or follow from it: the same place, the same card with
 * lost operands, a name that a missing file may hold, the value of a parameter
 * that has none.
 */
export function joinFindings(design: Design, elaboration: readonly Finding[]): Finding[] {
  const own = ownFindings(design, circuitFindings(design));
  const files = new Map(design.files.map((file) => [file.uri, file]));
  const cardOf = (finding: Finding): string => {
    const file = files.get(finding.uri);
    const card = file === undefined ? -1 : cardIndexAt(file.cardStart, file.parsed.table.end, finding.start);
    return card < 0 ? `${finding.uri} ${finding.start}` : `${finding.uri} card ${card}`;
  };
  const errorsByCard = new Map<string, Finding[]>();
  for (const finding of own) {
    if (finding.severity !== 'error') continue;
    const card = cardOf(finding);
    const errors = errorsByCard.get(card);
    if (errors === undefined) errorsByCard.set(card, [finding]);
    else errors.push(finding);
  }
  const ownCodes = new Set(own.map((finding) => finding.code));
  const nothing = ownCodes.has('empty-netlist') || (design.files[0] !== undefined && !isReadable(design.files[0].parsed));
  const valueless = ownCodes.has('missing-value') || elaboration.some((finding) => finding.code === 'parameter-cycle');
  const misspelt = new Set(own.filter(({ code }) => code === 'model-parameter-spelling').map(({ uri, start }) => `${uri} ${start}`));
  const further = elaboration.map((finding) => perhapsOutOfSight(finding, design)).filter((finding) => {
    if (finding.code === 'empty-circuit') return errorsByCard.size === 0 && !nothing;
    if (finding.code === 'no-analysis') return !nothing;
    if (finding.code === 'unknown-model-parameter' && misspelt.has(`${finding.uri} ${finding.start}`)) return false;
    if (finding.severity !== 'error') return true;
    if (design.incomplete && finding.code.startsWith('unknown-')) return false;
    if (finding.code === 'value-not-finite' && valueless) return false;
    const errors = errorsByCard.get(cardOf(finding)) ?? [];
    return !errors.some((error) => error.code === 'syntax-error' || RESTATED.has(finding.code) || (finding.start <= error.end && error.start <= finding.end));
  });
  return further.length === 0 ? own : sortedFindings(design, own.concat(further));
}

/** A name that is declared nowhere in sight may be declared in what nobody can read or has: that the netlist is wrong cannot be said then. */
function perhapsOutOfSight(finding: Finding, { encrypted, absentLibrary }: Design): Finding {
  if (finding.severity !== 'error' || !finding.code.startsWith('unknown-')) return finding;
  if (encrypted !== undefined) {
    const name = encrypted.uri.slice(encrypted.uri.lastIndexOf('/') + 1);
    return { ...finding, code: 'unsupported-encrypted', message: `${finding.message} It may be declared in the encrypted text of ${name}, which only the simulator that it was made for can read.` };
  }
  if (absentLibrary === undefined) return finding;
  return { ...finding, code: 'unsupported-library', message: `${finding.message} It may be declared in ${absentLibrary}, of which Nodal has no copy.` };
}

/** Findings by file and place. */
export function sortedFindings(design: Design, findings: Finding[]): Finding[] {
  const order = new Map(design.files.map((file) => [file.uri, file.index]));
  return findings.sort((a, b) => (order.get(a.uri) ?? 0) - (order.get(b.uri) ?? 0) || a.start - b.start || a.end - b.end
    || ORDER[a.severity] - ORDER[b.severity] || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

export interface CheckResult {
  design: Design;
  /** All findings: of syntax, structure, names and elaboration. */
  findings: Finding[];
  /** Absent when an error stopped the elaboration, or documents are still wanted. */
  circuit: Circuit | undefined;
}

/** Checks a deck as far as the language can: design, rules and elaboration, all at once. */
export function languageCheck(deckUri: string, documents: Documents, options: ElaborateOptions & { cache?: ParseCache } = {}): CheckResult {
  const design = buildDesign(deckUri, documents, options.cache ?? new ParseCache());
  if (design.wanted.length > 0) return { design, findings: allFindings(design), circuit: undefined };
  const { circuit, findings } = elaborateSync(design, options);
  const joined = joinFindings(design, findings);
  return { design, findings: joined, circuit: joined.some((finding) => finding.severity === 'error') ? undefined : circuit };
}
