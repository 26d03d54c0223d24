import type { Finding } from './findings.js';

/** What does not begin with `unsupported-` or `inert-` and says what Nodal does not do. */
const FURTHER: ReadonlySet<string> = new Set(['control-block', 'directive-in-subcircuit', 'empty-circuit', 'empty-netlist', 'encrypted-file', 'model-level', 'random-nominal', 'surplus-temperature', 'circuit-too-large']);

/**
 * Whether a finding says what Nodal cannot do with a text, and not that the text
 * is wrong: its own simulator may take it. Without a circuit nothing runs, so
 * that for a run such a finding is an error all the same.
 */
export function isLimit(code: string): boolean {
  return code.startsWith('unsupported-') || code.startsWith('inert-') || FURTHER.has(code);
}

/** A finding as the editor and `nodal lint` tell it, which judge the text: a limit of Nodal is a warning at most. */
export function asLint<F extends Pick<Finding, 'severity' | 'code'>>(finding: F): F {
  return finding.severity === 'error' && isLimit(finding.code) ? { ...finding, severity: 'warning' } : finding;
}
