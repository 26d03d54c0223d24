import { countFindings, type LintFinding } from '../../lint/finding.js';
import type { FindingsFormat } from './format.js';

/**
 * JUnit's XML, which most services show as tests: a suite for each file, a test
 * for each finding, failed for an error. A milder finding is a test that passed
 * and says something; a file without findings is one that passed.
 */
export const junit: FindingsFormat = ({ findings, checked }) => {
  const byFile = new Map<string, LintFinding[]>(checked.map((file) => [file, []]));
  for (const finding of findings) {
    const ofFile = byFile.get(finding.file);
    if (ofFile === undefined) byFile.set(finding.file, [finding]);
    else ofFile.push(finding);
  }
  const suites = [...byFile].map(([file, ofFile]) => {
    const cases = ofFile.length === 0 ? [`    <testcase name="no findings" classname="${attribute(file)}"/>`] : ofFile.map(testCase);
    return `  <testsuite name="${attribute(file)}" tests="${cases.length}" failures="${countFindings(ofFile).errors}" errors="0" skipped="0">\n${cases.join('\n')}\n  </testsuite>\n`;
  });
  const tests = [...byFile.values()].reduce((sum, ofFile) => sum + Math.max(1, ofFile.length), 0);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nodal lint" tests="${tests}" failures="${countFindings(findings).errors}" errors="0">\n${suites.join('')}</testsuites>\n`;
};

function testCase({ file, line, column, severity, code, message }: LintFinding): string {
  const place = `${file}:${line}:${column}`;
  const inside = severity === 'error'
    ? `<failure type="${attribute(code)}" message="${attribute(message)}">${content(`${place}: ${severity} ${code}: ${message}`)}</failure>`
    : `<system-out>${content(`${place}: ${severity} ${code}: ${message}`)}</system-out>`;
  return `    <testcase name="${attribute(`${code} at line ${line}, column ${column}`)}" classname="${attribute(file)}" file="${attribute(file)}" line="${line}">\n      ${inside}\n    </testcase>`;
}

/** Text of XML; characters that XML cannot hold at all are replaced. */
function content(text: string): string {
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\r', '&#13;').replaceAll('\t', '&#9;');
}
