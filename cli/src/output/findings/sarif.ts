import { findCode } from '@nodal/language';
import type { Log, PhysicalLocation, Region, ReportingDescriptor, Result } from 'sarif';
import type { FilePlace, LintFinding } from '../../lint/finding.js';
import { fingerprintsOf } from './fingerprints.js';
import type { FindingsFormat, FormatContext } from './format.js';

const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0, which GitHub's code scanning and many other services read. */
export const sarif: FindingsFormat = ({ findings }, context) => {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const fingerprints = fingerprintsOf(findings, context.repositoryPath);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'Nodal', semanticVersion: context.version, rules: codes.map((code) => ruleOf(code, context)) } },
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding, i) => resultOf(finding, codes.indexOf(finding.code), fingerprints[i]!, context)),
    }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

/** What is known of a code. One that is in no table says no more than its name. */
function ruleOf(code: string, { ruleUrl }: FormatContext): ReportingDescriptor {
  const facts = findCode(code);
  const url = ruleUrl(code);
  const links = url === undefined ? {} : { helpUri: url };
  if (facts === undefined) return { id: code, name: pascalCase(code), shortDescription: { text: code }, ...links };
  const { summary, why, severity, group } = facts;
  const example = 'example' in facts ? `\n\nA netlist that has it:\n\n\`\`\`spice\n${facts.example}\n\`\`\`` : '';
  const counterExample = 'counterExample' in facts && facts.counterExample !== undefined ? `\n\nAs it should be:\n\n\`\`\`spice\n${facts.counterExample}\n\`\`\`` : '';
  return {
    id: code,
    name: pascalCase(code),
    shortDescription: { text: summary },
    fullDescription: { text: `${summary} ${why}` },
    help: { text: `${summary}\n\n${why}`, markdown: `${summary}\n\n${why}${example}${counterExample}` },
    defaultConfiguration: { level: LEVELS[severity] },
    ...links,
    properties: { tags: [group] },
  };
}

function pascalCase(code: string): string {
  return code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function resultOf(finding: LintFinding, ruleIndex: number, fingerprint: string, context: FormatContext): Result {
  const { code, severity, message, related, fix } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: locationOf(finding, context) }],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((other, id) => ({ id, physicalLocation: locationOf(other, context), message: { text: other.message } })) }),
    partialFingerprints: { 'nodalFinding/v1': fingerprint },
    ...(fix === undefined ? {} : {
      fixes: [{
        description: { text: fix.title },
        artifactChanges: [{ artifactLocation: { uri: uriOf(finding.file, context) }, replacements: fix.edits.map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.newText } })) }],
      }],
    }),
  };
}

function locationOf(place: FilePlace, context: FormatContext): PhysicalLocation {
  return { artifactLocation: { uri: uriOf(place.file, context) }, region: regionOf(place) };
}

function regionOf({ line, column, endLine, endColumn }: FilePlace): Region {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A relative reference below the root of the repository, or the whole URI of a file outside of it. */
function uriOf(file: string, { repositoryPath }: FormatContext): string {
  const path = repositoryPath(file);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return path;
  const encoded = path.split('/').map((segment) => encodeURIComponent(segment)).join('/');
  return path.startsWith('/') ? `file://${encoded}` : /^[a-z]:\//i.test(path) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}
