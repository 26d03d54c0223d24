import { PLACES_REQUEST, type PlacesParams, type PlacesResult } from '@nodal/protocol';
import * as vscode from 'vscode';
import type { LanguageServer } from './language-server.js';
import { messageOf } from './log.js';
import type { RunFindings, Runner } from './run.js';

const SEVERITY: Record<string, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error, warning: vscode.DiagnosticSeverity.Warning, information: vscode.DiagnosticSeverity.Information, hint: vscode.DiagnosticSeverity.Hint,
};

/** Findings of a run on the netlist's own lines, until the text of their document changes or the deck is run again. */
export function registerRunDiagnostics(context: vscode.ExtensionContext, runner: Runner, server: LanguageServer, log: vscode.LogOutputChannel): void {
  const collection = vscode.languages.createDiagnosticCollection('nodal-run');
  /** Documents with findings, by deck. */
  const documents = new Map<string, vscode.Uri[]>();

  const clear = (deck: vscode.Uri): void => {
    for (const uri of documents.get(deck.toString()) ?? []) collection.delete(uri);
    documents.delete(deck.toString());
  };
  const show = async ({ deck, elaboration, diagnostics }: RunFindings): Promise<void> => {
    clear(deck);
    if (diagnostics.length === 0) return;
    const places = await server.request<PlacesResult>(PLACES_REQUEST, { elaboration, origins: diagnostics.map(({ origin }) => origin) } satisfies PlacesParams);
    const byDocument = new Map<string, vscode.Diagnostic[]>();
    diagnostics.forEach(({ severity, code, message }, index) => {
      const place = places?.[index];
      const range = place ? new vscode.Range(place.range.start.line, place.range.start.character, place.range.end.line, place.range.end.character) : new vscode.Range(0, 0, 0, 0);
      const diagnostic = new vscode.Diagnostic(range, message, SEVERITY[severity] ?? vscode.DiagnosticSeverity.Error);
      diagnostic.source = 'nodal run';
      diagnostic.code = code;
      const uri = place?.uri ?? deck.toString();
      byDocument.set(uri, [...(byDocument.get(uri) ?? []), diagnostic]);
    });
    const uris = [...byDocument.keys()].map((uri) => vscode.Uri.parse(uri));
    [...byDocument.values()].forEach((list, index) => collection.set(uris[index]!, list));
    documents.set(deck.toString(), uris);
  };

  context.subscriptions.push(
    collection,
    runner.onDidFind((findings) => void show(findings).catch((error: unknown) => log.error(`The findings of the run could not be placed: ${messageOf(error)}`))),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (contentChanges.length > 0) collection.delete(document.uri); }),
    vscode.workspace.onDidCloseTextDocument((document) => collection.delete(document.uri)),
  );
}
