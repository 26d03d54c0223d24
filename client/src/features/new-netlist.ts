import * as vscode from 'vscode';

/** A circuit that runs as it is, so that the first thing a newcomer does works. */
const TEMPLATE = `New circuit: an RC low-pass
v1 in 0 dc 0 ac 1 sin(0 1 1k)
r1 in out 1k
c1 out 0 100n
.tran 10u 5m
.ac dec 20 10 100k
.plot tran v(in) v(out)
.end
`;

export function registerNewNetlist(context: vscode.ExtensionContext): void {
  context.subscriptions.push(vscode.commands.registerCommand('nodal.newNetlist', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'spice', content: TEMPLATE });
    await vscode.window.showTextDocument(document);
  }));
}
