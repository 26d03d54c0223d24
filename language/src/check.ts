import type { Design } from './design/design.js';
import type { Finding } from './findings.js';

/** Severities from the worst on. */
const ORDER = { error: 0, warning: 1, information: 2, hint: 3 } as const;

/** All findings of a design, syntax errors included, by file and place. */
export function allFindings(design: Design): Finding[] {
  const findings = design.findings.slice();
  for (const file of design.files) for (const finding of file.findings) findings.push(finding);
  const order = new Map(design.files.map((file) => [file.uri, file.index]));
  return findings.sort((a, b) => (order.get(a.uri) ?? 0) - (order.get(b.uri) ?? 0) || a.start - b.start || a.end - b.end || ORDER[a.severity] - ORDER[b.severity] || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
