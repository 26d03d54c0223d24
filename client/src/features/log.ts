import * as vscode from 'vscode';

/** The extension's log, and the command that shows it. */
export function createLog(context: vscode.ExtensionContext): vscode.LogOutputChannel {
  const log = vscode.window.createOutputChannel('Nodal', { log: true });
  context.subscriptions.push(log, vscode.commands.registerCommand('nodal.showLog', () => log.show(true)));
  return log;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
