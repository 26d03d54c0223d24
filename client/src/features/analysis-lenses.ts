import { formatQuantity } from '@nodal/drawing/numbers/quantity';
import { ANALYSES_REQUEST, type AnalysesParams, type AnalysisCard, DEFAULT_SETTINGS, PLACES_REQUEST, type PlacesParams, type PlacesResult } from '@nodal/protocol';
import * as vscode from 'vscode';
import type { LanguageServer } from './language-server.js';
import { messageOf } from './log.js';
import type { Measured } from './measures.js';
import type { RunFindings, Runner } from './run.js';

const TITLES: Record<string, string> = { op: 'Run the operating point', dc: 'Run the DC sweep', ac: 'Run AC', tran: 'Run the transient' };

/** Above each analysis card: run that one alone. Above each measure: what the last run gave. */
class AnalysisLenses implements vscode.CodeLensProvider {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  /** Measures of the last run by document, until its text changes. */
  private readonly measures = new Map<string, { measured: Measured; line: number }[]>();

  constructor(private readonly server: LanguageServer) {}

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    const runs = vscode.workspace.getConfiguration('nodal', document).get('codeLens.run', DEFAULT_SETTINGS.codeLens.run);
    const cards = !runs ? [] : await this.server.request<AnalysisCard[]>(ANALYSES_REQUEST, { uri: document.uri.toString() } satisfies AnalysesParams, token);
    const lenses = cards.map(({ kind, line, job }) => new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
      title: `$(play) ${TITLES[kind.replace(/^\./, '')] ?? `Run ${kind}`}`, command: 'nodal.run', arguments: [document.uri, job],
    }));
    for (const { measured, line } of this.measures.get(document.uri.toString()) ?? []) {
      const text = measured.value === null ? `failed${measured.reason ? `: ${measured.reason}` : ''}` : formatQuantity(measured.value, measured.unit, { digits: 6 });
      lenses.push(new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title: `${measured.name} = ${text}`, command: '' }));
    }
    return lenses;
  }

  async takeMeasures({ elaboration, measures }: RunFindings): Promise<void> {
    this.measures.clear();
    const places = measures.length === 0 ? [] : await this.server.request<PlacesResult>(PLACES_REQUEST, { elaboration, origins: measures.map(({ origin }) => origin) } satisfies PlacesParams);
    measures.forEach((measured, index) => {
      const place = places?.[index];
      if (!place) return;
      const uri = vscode.Uri.parse(place.uri).toString();
      this.measures.set(uri, [...(this.measures.get(uri) ?? []), { measured, line: place.range.start.line }]);
    });
    this.changed.fire();
  }

  /** The text has moved on: what was measured is of another circuit. */
  forget(uri: vscode.Uri): void {
    if (this.measures.delete(uri.toString())) this.changed.fire();
  }

  refresh(): void {
    this.changed.fire();
  }
}

export function registerAnalysisLenses(context: vscode.ExtensionContext, server: LanguageServer, runner: Runner, log: vscode.LogOutputChannel): void {
  const lenses = new AnalysisLenses(server);
  context.subscriptions.push(
    vscode.languages.registerCodeLensProvider({ language: 'spice' }, lenses),
    runner.onDidFind((findings) => void lenses.takeMeasures(findings).catch((error: unknown) => log.error(`The measures could not be placed: ${messageOf(error)}`))),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (contentChanges.length > 0) lenses.forget(document.uri); }),
    server.onDidStart(() => lenses.refresh()),
    vscode.workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration('nodal.codeLens.run')) lenses.refresh(); }),
  );
}
