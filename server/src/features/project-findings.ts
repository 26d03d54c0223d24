import { type Finding, LineIndex, readRules } from '@nodal/language';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Feature } from './feature.js';

/**
 * What is wrong with a `nodal.json` stands on it; what is wrong with the rules
 * in the editor's settings, which have no text, is shown as a message.
 */
export const projectFindings: Feature = {
  register({ connection, workspace }) {
    const published = new Set<string>();
    workspace.projects.onRead((uri, text, project) => {
      if (project === undefined && !published.has(uri)) return;
      if (project === undefined || project.findings.length === 0) published.delete(uri);
      else published.add(uri);
      void connection.sendDiagnostics({ uri, diagnostics: diagnosticsOf(text ?? '', project?.findings ?? []) });
    });
    let told = '';
    let former = '{}';
    workspace.settings.onChange(() => {
      const { rules: settings } = workspace.settings.current.lint;
      const now = JSON.stringify(settings);
      if (now === former) return;
      former = now;
      const { rules, problems } = readRules(settings);
      const message = problems.join(' ');
      if (message !== '' && message !== told) connection.window.showWarningMessage(`nodal.lint.rules: ${message}`);
      told = message;
      workspace.configureRules({ rules });
    });
  },
};

function diagnosticsOf(text: string, findings: readonly Finding[]): Diagnostic[] {
  const lines = new LineIndex(text);
  return findings.map(({ start, end, code, message }) => ({ range: { start: lines.positionAt(start), end: lines.positionAt(end) }, severity: DiagnosticSeverity.Error, source: 'nodal', code, message }));
}
