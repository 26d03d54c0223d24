import type { AstNode, LangiumCoreServices, ValidationSeverity } from 'langium';
import { canonicalUri } from '../design/resolve-uri.js';
import type { Finding, Severity } from '../findings.js';
import type { SpiceHost } from './spice-host.js';

const SEVERITIES: Record<Severity, ValidationSeverity> = { error: 'error', warning: 'warning', information: 'info', hint: 'hint' };

/** More findings than this in one document help nobody, and cost the editor seconds. */
const MOST_DIAGNOSTICS = 1000;

/** What travels with a diagnostic to the code actions. */
export interface DiagnosticData {
  code: string;
  fix?: Finding['fix'];
}

/** Hands the findings of the document's design to Langium, which publishes them. */
export function registerValidation(services: LangiumCoreServices, host: SpiceHost): void {
  services.validation.ValidationRegistry.register({
    Netlist: async (netlist: AstNode, accept: (severity: ValidationSeverity, message: string, info: object) => void) => {
      const document = netlist.$document;
      if (document === undefined) return;
      const { textDocument } = document;
      const findings = await host.findings(canonicalUri(document.uri.toString()));
      for (const finding of findings.slice(0, MOST_DIAGNOSTICS)) {
        const data: DiagnosticData = { code: finding.code, fix: finding.fix };
        accept(SEVERITIES[finding.severity], finding.message, {
          node: netlist,
          range: { start: textDocument.positionAt(finding.start), end: textDocument.positionAt(finding.end) },
          code: finding.code,
          data,
          tags: finding.tags?.map((tag) => (tag === 'unused' ? 1 : 2)),
          relatedInformation: finding.related?.filter(({ uri }) => uri === finding.uri).map(({ uri, start, end, message }) => ({
            location: { uri, range: { start: textDocument.positionAt(start), end: textDocument.positionAt(end) } }, message,
          })),
        });
      }
    },
  } as never, undefined, 'fast');
}
