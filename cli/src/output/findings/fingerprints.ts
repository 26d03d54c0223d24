import { createHash } from 'node:crypto';
import type { LintFinding } from '../../lint/finding.js';

/**
 * What tells a finding from others in later versions of its file, when it
 * stands on another line: file, code, the text of its line, and how many of the
 * same stand above it.
 */
export function fingerprintsOf(findings: readonly LintFinding[], repositoryPath: (file: string) => string): string[] {
  const times = new Map<string, number>();
  return findings.map(({ file, code, message, excerpt }) => {
    const identity = [repositoryPath(file), code, excerpt.text.replace(/\s+/g, ' ').trim(), message].join('\n');
    const time = times.get(identity) ?? 0;
    times.set(identity, time + 1);
    return createHash('sha256').update(`${identity}\n${time}`).digest('hex').slice(0, 32);
  });
}
