import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { closeAll, findings, netlist, ok, test, until } from './test.js';

const hasError = (list: string[]): boolean => list.some((one) => one.startsWith('error'));

/** Process ids of language servers that this extension host has started. */
function servers(): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return rows.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)).filter((row) => row !== null && Number(row[2]) === process.pid && row[3]!.includes('server.node.js')).map((row) => Number(row![1]));
}

export const serverLife = [
  test('Restart Server brings the findings back', async () => {
    const document = await netlist('No such subcircuit\nx1 a 0 missing\n.op\n.end\n');
    await vscode.window.showTextDocument(document);
    await until('an error', () => findings(document.uri), hasError);
    await vscode.commands.executeCommand('nodal.restartServer');
    await until('the error again', () => findings(document.uri), hasError);
    await closeAll();
  }),

  test('a server that is killed is started again, and later texts are checked', async () => {
    const document = await netlist('Fine so far\nr1 a 0 1k\nv1 a 0 1\n.op\n.end\n');
    const editor = await vscode.window.showTextDocument(document);
    const [before] = await until('the server', servers, (list) => list.length === 1);
    process.kill(before!, 'SIGKILL');
    await until('another server', servers, (list) => list.length === 1 && list[0] !== before);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'x1 a 0 missing\n'));
    await until('an error', () => findings(document.uri), hasError);
    const summary = await vscode.commands.executeCommand('nodal.run', document.uri);
    ok(summary === undefined, 'the new server also elaborates');
    await closeAll();
  }),
];
