import { sortedFindings } from '../check.js';
import type { Design, ParsedFile } from '../design/design.js';
import type { Finding, Severity } from '../findings.js';
import { asLint } from '../limits.js';
import type { LintSeverity } from './configuration.js';
import { findCode } from './codes.js';
import { ofFragment } from './fragment.js';
import { judgeSuppressions, SuppressedFindings } from './suppressed-findings.js';
import { suppressionsOf } from './suppressions.js';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * Findings as the editor and `nodal lint` tell them, which judge the text:
 * without those that comments suppress and the files that are ignored, what
 * Nodal cannot do a warning at most, names that a deck around the text may declare
 * a warning too, and each with the severity that is
 * configured (`design.lint`, which building the design is given).
 *
 * While typing: `lintFindings(design, allFindings(design), { complete: false })`.
 * Of a whole circuit: `lintFindings(design, joinFindings(design, elaboration), { complete: true })`,
 * which also tells the comments that suppress nothing. A part is not elaborated:
 * its whole findings are `joinFindings(design, [])`.
 *
 * Whether a circuit can run is never asked of these, but of `joinFindings`.
 */
export function lintFindings(design: Design, findings: readonly Finding[], { complete }: { complete: boolean }): Finding[] {
  const { lint } = design;
  const suppressed = new Map<string, SuppressedFindings>();
  for (const file of design.files) {
    const suppressions = suppressionsOf(file.parsed);
    if (suppressions.length > 0) suppressed.set(file.uri, new SuppressedFindings(suppressions));
  }
  const judged = ofFragment(design);
  const told: Finding[] = [];
  const tell = (finding: Finding) => {
    if (suppressed.get(finding.uri)?.take(finding)) return;
    const configured = withSeverity(design, judged(asLint(finding)));
    if (configured !== undefined && !lint.ignores(finding.uri)) told.push(configured);
  };
  for (const finding of findings) tell(finding);
  if (suppressed.size === 0) return told;
  for (const file of design.files) {
    const ofFile = suppressed.get(file.uri);
    if (ofFile !== undefined) judgeSuppressions(file, ofFile, complete ? judgementOf(design, file) : 'nothing', tell);
  }
  return sortedFindings(design, told);
}

/** Which suppressions of a file can be said to suppress nothing: other decks may use a library in other ways. */
function judgementOf(design: Design, file: ParsedFile): 'all' | 'rules' | 'text' | 'nothing' {
  if (design.incomplete) return 'nothing';
  if (design.role === 'part') return 'text';
  return file.index === 0 ? 'all' : file.whole ? 'rules' : 'nothing';
}

/** A finding with its configured severity, undefined when it is off. What a rule told more mildly than usual stays milder by as much. */
function withSeverity(design: Design, finding: Finding): Finding | undefined {
  const facts = findCode(finding.code);
  if (facts === undefined) return finding;
  const { severity } = design.lint.settingOf(finding.code, facts.group, finding.uri);
  if (severity === undefined) return finding;
  if (severity === 'off') return undefined;
  const usual = asLint({ code: facts.code, severity: facts.severity }).severity;
  const told = shifted(severity, Math.max(0, SEVERITIES.indexOf(finding.severity) - SEVERITIES.indexOf(usual)));
  return told === finding.severity ? finding : { ...finding, severity: told };
}

function shifted(severity: Exclude<LintSeverity, 'off'>, steps: number): Severity {
  return SEVERITIES[Math.min(SEVERITIES.length - 1, SEVERITIES.indexOf(severity) + steps)]!;
}
