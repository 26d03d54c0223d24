import { fingerprintsOf } from './fingerprints.js';
import type { FindingsFormat } from './format.js';

const SEVERITIES = { error: 'major', warning: 'minor', information: 'info', hint: 'info' } as const;

/** GitLab's report of code quality, which a merge request shows. */
export const gitlab: FindingsFormat = ({ findings }, { repositoryPath }) => {
  const fingerprints = fingerprintsOf(findings, repositoryPath);
  return `${JSON.stringify(findings.map(({ file, line, endLine, severity, code, message }, i) => ({
    description: message,
    check_name: code,
    fingerprint: fingerprints[i],
    severity: SEVERITIES[severity],
    location: { path: repositoryPath(file), lines: { begin: line, end: endLine } },
  })), undefined, 2)}\n`;
};
