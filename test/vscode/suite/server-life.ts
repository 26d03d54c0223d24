import * as vscode from 'vscode';
import { closeAll, findings, netlist, test, until } from './test.js';

export const serverLife = [
  test('Restart Server brings the findings back', async () => {
    const document = await netlist('No such subcircuit\nx1 a 0 missing\n.op\n.end\n');
    await vscode.window.showTextDocument(document);
    await until('an error', () => findings(document.uri), (list) => list.some((one) => one.startsWith('error')));
    await vscode.commands.executeCommand('nodal.restartServer');
    await until('the error again', () => findings(document.uri), (list) => list.some((one) => one.startsWith('error')));
    await closeAll();
  }),
];
