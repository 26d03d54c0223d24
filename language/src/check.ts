import type { Design } from './design/design.js';
import type { Finding } from './findings.js';

/** Severities from the worst on. */
const ORDER = { error: 0, warning: 1, information: 2, hint: 3 } as const;

/**
 * All findings of a design, syntax errors included, by file and place.
 *
 * @param elaboration what elaboration found besides. Where the design has an
 * error at the same place already, the user needs to read one of them only.
 */
export function allFindings(design: Design, elaboration: readonly Finding[] = []): Finding[] {
  const findings = design.findings.slice();
  for (const file of design.files) for (const finding of file.findings) findings.push(finding);
  const told = new Set(findings.filter((f) => f.severity === 'error').map((f) => `${f.uri} ${f.start}`));
  for (const finding of elaboration) if (!told.has(`${finding.uri} ${finding.start}`)) findings.push(finding);
  const order = new Map(design.files.map((file) => [file.uri, file.index]));
  return findings.sort((a, b) => (order.get(a.uri) ?? 0) - (order.get(b.uri) ?? 0) || a.start - b.start || a.end - b.end || ORDER[a.severity] - ORDER[b.severity] || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
