import { type Design, type Finding, joinFindings, LineIndex } from '@nodal/language';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver';
import type { Feature, ServerContext } from './feature.js';

/** How long typing must pause before a document is checked, and before its circuit is elaborated. */
const CHECK_DELAY = 80;
const ELABORATE_DELAY = 300;
/** More findings than this are no help, and slow the editor. */
const MOST = 1000;

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Findings while typing: those of the text at once, those of the whole circuit when typing stops. */
export const diagnostics: Feature = {
  capabilities: {},
  register(context) {
    const { documents, workspace } = context;
    const publisher = new Publisher(context);
    documents.onDidClose(({ document }) => {
      void context.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
      publisher.schedule();
    });
    documents.onDidChangeContent(() => publisher.schedule());
    workspace.onFileChanged(() => publisher.schedule());
  },
};

class Publisher {
  private check: ReturnType<typeof setTimeout> | undefined;
  private elaborate: ReturnType<typeof setTimeout> | undefined;
  private round = 0;

  constructor(private readonly context: ServerContext) {}

  schedule(): void {
    clearTimeout(this.check);
    clearTimeout(this.elaborate);
    const round = ++this.round;
    this.check = setTimeout(() => this.guard(this.publish(round, false)), CHECK_DELAY);
    this.elaborate = setTimeout(() => this.guard(this.publish(round, true)), ELABORATE_DELAY);
  }

  /** A fault of the server is logged, and the next change tries again. */
  private guard(work: Promise<void>): void {
    work.catch((error) => this.context.connection.console.error(`checking failed: ${error instanceof Error ? error.stack : error}`));
  }

  private async publish(round: number, whole: boolean): Promise<void> {
    const { workspace, connection, documents } = this.context;
    for (const { uri } of workspace.openDocuments) {
      const { deck, checked } = await workspace.contextOf(uri);
      if (round !== this.round) return;
      if (whole && checked.design.role === 'deck' && !(await workspace.elaborate(deck))) return;
      if (round !== this.round) return;
      const findings = joinFindings(checked.design, checked.elaboration?.findings ?? []);
      const document = documents.get(uri);
      if (!document) continue;
      await connection.sendDiagnostics({ uri, version: document.version, diagnostics: diagnosticsOf(uri, checked.design, findings, (other) => documents.get(other) !== undefined) });
    }
  }
}

/** The findings of one open document, and those of files that are not open, folded into one at the include. */
export function diagnosticsOf(uri: string, design: Design, findings: readonly Finding[], isOpen: (uri: string) => boolean): Diagnostic[] {
  const lines = new Map(design.files.map((file) => [file.uri, new LineIndex(file.text)]));
  const rangeOf = (file: string, start: number, end: number): Range => {
    const index = lines.get(file);
    return index ? { start: index.positionAt(start), end: index.positionAt(end) } : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  };
  const own = findings.filter((f) => f.uri === uri).slice(0, MOST).map((f): Diagnostic => ({
    range: rangeOf(uri, f.start, f.end),
    severity: SEVERITY[f.severity],
    code: f.code,
    source: 'nodal',
    message: f.message,
    tags: f.tags?.map((tag) => (tag === 'unused' ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated)),
    relatedInformation: f.related?.map((r) => ({ location: { uri: r.uri, range: rangeOf(r.uri, r.start, r.end) }, message: r.message })),
    data: f.fix,
  }));
  for (const link of design.links) {
    if (link.placed.file.uri !== uri || isOpen(link.uri)) continue;
    const inside = findings.filter((f) => f.uri === link.uri && (f.severity === 'error' || f.severity === 'warning'));
    if (inside.length === 0) continue;
    const errors = inside.filter((f) => f.severity === 'error').length;
    own.push({
      range: rangeOf(uri, link.start, link.end),
      severity: errors ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      code: 'findings-in-include',
      source: 'nodal',
      message: `${counted(errors, 'error')} and ${counted(inside.length - errors, 'warning')} in this file: open it to see them`,
      relatedInformation: inside.slice(0, 20).map((f) => ({ location: { uri: f.uri, range: rangeOf(f.uri, f.start, f.end) }, message: f.message })),
    });
  }
  return own;
}

function counted(count: number, word: string): string {
  return `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`;
}
