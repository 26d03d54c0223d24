import { CONVERT_REQUEST, type ConvertParams, type ConvertResult } from '@nodal/protocol';
import * as vscode from 'vscode';
import type { LanguageServer } from './language-server.js';

/** The forms in which a deck can be written; the dialects of Nodal's own exports. */
const FORMS: readonly (vscode.QuickPickItem & Pick<ConvertParams, 'to' | 'flat'>)[] = [
  { label: 'ngspice', description: 'with its subcircuits and formulas', to: 'ngspice', flat: false },
  { label: 'ngspice, flat', description: 'every device by itself, with numbers', to: 'ngspice', flat: true },
];

/** Writes the deck of the open netlist in another dialect, into an untitled document beside it. */
export function registerConvertDialect(context: vscode.ExtensionContext, server: LanguageServer): void {
  context.subscriptions.push(vscode.commands.registerCommand('nodal.convertDialect', async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'spice') {
      void vscode.window.showInformationMessage('Open the netlist that you want to convert.');
      return;
    }
    const form = await vscode.window.showQuickPick(FORMS, { title: 'Convert the netlist for', placeHolder: 'What is lost stands at the top of the result' });
    if (form === undefined) return;
    const { text, losses, problem } = await server.request<ConvertResult>(CONVERT_REQUEST, { uri: document.uri.toString(), to: form.to, flat: form.flat } satisfies ConvertParams);
    if (text === undefined) {
      void vscode.window.showErrorMessage(`The netlist cannot be converted. ${problem ?? ''}`.trimEnd());
      return;
    }
    const converted = await vscode.workspace.openTextDocument({ language: 'spice', content: text });
    await vscode.window.showTextDocument(converted, { viewColumn: vscode.ViewColumn.Beside, preview: false });
    if (losses.length > 0) void vscode.window.showWarningMessage(`${losses.length === 1 ? 'One thing is' : `${losses.length} things are`} not carried over; the comments at the top say which.`);
  }));
}
