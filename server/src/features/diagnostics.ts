import { allFindings, type Design, type Finding, joinFindings, LineIndex, lintFindings, type Netlist } from '@nodal/language';
import { type DiagnosticInfo, interruptAndCheck, OperationCancelled, type ValidationAcceptor, type ValidationChecks, type ValidationRegistry, type ValidationSeverity } from 'langium';
import { DiagnosticTag, type Range } from 'vscode-languageserver';
import { counted } from '../counted.js';
import type { Workspace } from '../workspace.js';

/** More findings than this are no help, and slow the editor. */
const MOST = 1000;
const IN_INCLUDE = 'findings-in-include';

const SEVERITY: Record<Finding['severity'], ValidationSeverity> = { error: 'error', warning: 'warning', information: 'info', hint: 'hint' };

/** Findings while typing: those of the text at once, those of the whole circuit, or of a whole part, when typing stops; the document builder says when. */
export function registerChecks(registry: ValidationRegistry, workspace: Workspace): void {
  const isOpen = (uri: string) => workspace.openDocuments.some((document) => document.uri === uri);
  const fast: ValidationChecks<{ Netlist: Netlist }> = {
    Netlist: async (netlist, accept) => {
      const uri = netlist.$document!.textDocument.uri;
      const { checked: { design } } = await workspace.contextOf(uri);
      const findings = fastFindings(design);
      const report = new Report(netlist, design, accept);
      report.own(uri, findings);
      report.includes(uri, findings, isOpen);
    },
  };
  const wholeCircuit: ValidationChecks<{ Netlist: Netlist }> = {
    Netlist: async (netlist, accept, token) => {
      const document = netlist.$document!;
      const uri = document.textDocument.uri;
      const { deck, checked } = await workspace.contextOf(uri);
      if (checked.design.role === 'deck' && !(await workspace.elaborate(deck))) throw OperationCancelled;
      if (!(await workspace.judge(deck, checked.design.role))) throw OperationCancelled;
      await interruptAndCheck(token);
      const joined = lintFindings(checked.design, joinFindings(checked.design, checked.elaboration?.findings ?? []), { complete: true });
      // Findings of syntax are made anew each time, so that what they say tells them.
      const known = new Set(fastFindings(checked.design).map(identityOf));
      const report = new Report(netlist, checked.design, accept);
      report.own(uri, joined.filter((finding) => !known.has(identityOf(finding))));
      // The counts at the includes now hold the circuit's findings too.
      document.diagnostics = document.diagnostics?.filter((diagnostic) => diagnostic.code !== IN_INCLUDE);
      report.includes(uri, joined, isOpen);
    },
  };
  registry.register(fast as never, undefined, 'fast');
  registry.register(wholeCircuit as never, undefined, 'whole-circuit');
}

/** What can be told while typing. */
function fastFindings(design: Design): Finding[] {
  return lintFindings(design, allFindings(design), { complete: false });
}

function identityOf({ uri, start, end, code, message }: Finding): string {
  return `${start} ${end} ${code} ${uri} ${message}`;
}

/** Hands findings of a design to Langium, which publishes them. */
class Report {
  private readonly lines = new Map<string, LineIndex>();

  constructor(private readonly netlist: Netlist, private readonly design: Design, private readonly acceptor: ValidationAcceptor) {}

  /** The findings that stand in the document. */
  own(uri: string, findings: readonly Finding[]): void {
    for (const finding of findings.filter((f) => f.uri === uri).slice(0, MOST)) {
      this.accept(SEVERITY[finding.severity], finding.message, {
        range: this.rangeOf(finding),
        code: finding.code,
        tags: finding.tags?.map((tag) => (tag === 'unused' ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated)),
        relatedInformation: finding.related?.map((related) => ({ location: { uri: related.uri, range: this.rangeOf(related) }, message: related.message })),
        data: finding.fix,
      });
    }
  }

  /** The findings of files that are not open, folded into one at the include. */
  includes(uri: string, findings: readonly Finding[], isOpen: (uri: string) => boolean): void {
    const { severity } = this.design.lint.settingOf(IN_INCLUDE, 'files', uri);
    if (severity === 'off') return;
    for (const link of this.design.links) {
      if (link.placed.file.uri !== uri || isOpen(link.uri)) continue;
      const inside = findings.filter((f) => f.uri === link.uri && (f.severity === 'error' || f.severity === 'warning'));
      if (inside.length === 0) continue;
      const errors = inside.filter((f) => f.severity === 'error').length;
      this.accept(severity !== undefined ? SEVERITY[severity] : errors ? 'error' : 'warning', `${counted(errors, 'error')} and ${counted(inside.length - errors, 'warning')} in this file: open it to see them`, {
        range: this.rangeOf({ uri, start: link.start, end: link.end }),
        code: IN_INCLUDE,
        relatedInformation: inside.slice(0, 20).map((f) => ({ location: { uri: f.uri, range: this.rangeOf(f) }, message: f.message })),
      });
    }
  }

  private accept(severity: ValidationSeverity, message: string, info: Omit<DiagnosticInfo<Netlist>, 'node'>): void {
    this.acceptor(severity, message, { node: this.netlist, ...info } as DiagnosticInfo<Netlist>);
  }

  private rangeOf({ uri, start, end }: { uri: string; start: number; end: number }): Range {
    let index = this.lines.get(uri);
    if (!index) {
      const file = this.design.files.find((f) => f.uri === uri);
      if (!file) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      index = new LineIndex(file.text);
      this.lines.set(uri, index);
    }
    return { start: index.positionAt(start), end: index.positionAt(end) };
  }
}
