import * as vscode from 'vscode';
import { baseName } from './document-status.js';
import type { Runner, RunState } from './run.js';

/** Puts what a report of a fault needs on the clipboard: versions and how the last run ended. The netlist itself is not in it. */
export function registerCopyReport(context: vscode.ExtensionContext, runner: Runner): void {
  let last: RunState = { state: 'idle' };
  context.subscriptions.push(
    runner.onDidChangeState((state) => { last = state; }),
    vscode.commands.registerCommand('nodal.copyReport', async () => {
      const document = vscode.window.activeTextEditor?.document;
      const findings = document ? vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source?.startsWith('nodal')) : [];
      const lines = [
        `Nodal ${String((context.extension.packageJSON as { version: string }).version)}, VS Code ${vscode.version}, ${vscode.env.appHost}, ${vscode.env.uiKind === vscode.UIKind.Web ? 'in a browser' : 'on the desktop'}`,
        `Last run: ${last.state}${'deck' in last ? ` (${baseName(last.deck)})` : ''}${'seconds' in last ? `, ${last.seconds.toFixed(2)} s, ${last.problems} findings` : ''}`,
        ...(document?.languageId === 'spice' ? [`Open netlist: ${document.lineCount} lines, ${findings.length} findings`] : []),
        ...findings.slice(0, 20).map(({ range, code, message }) => `  line ${range.start.line + 1}: ${String(code)}: ${message}`),
      ];
      await vscode.env.clipboard.writeText(`${lines.join('\n')}\n`);
      void vscode.window.showInformationMessage('The report is on the clipboard. Your netlist is not part of it, but names in it may be.');
    }),
  );
}
