import * as vscode from 'vscode';
import { closeAll, file, findings, netlist, ok, same, test, until } from './test.js';

export const diagnostics = [
  test('a broken netlist gets its findings', async () => {
    await vscode.workspace.openTextDocument(file('broken.cir'));
    const found = await until('findings', () => findings(file('broken.cir')), (list) => list.filter((one) => one.startsWith('error')).length >= 3);
    ok(found.some((one) => one.includes('unknown-model')), found.join('\n'));
  }),

  test('findings follow the text', async () => {
    const document = await netlist('A divider\nv1 a 0 10\nr1 a b 1k\nr2 b 0 2k\n.op\n.end\n');
    const editor = await vscode.window.showTextDocument(document);
    await until('no findings', () => findings(document.uri), (list) => list.every((one) => !one.startsWith('error')));
    await editor.edit((edit) => edit.replace(new vscode.Range(3, 0, 3, 9), 'x1 b 0 missing'));
    await until('an error', () => findings(document.uri), (list) => list.some((one) => one.startsWith('error')));
    await editor.edit((edit) => edit.replace(new vscode.Range(3, 0, 3, 14), 'r2 b 0 2k'));
    await until('no error', () => findings(document.uri), (list) => list.every((one) => !one.startsWith('error')));
    await closeAll();
  }),

  test('an include is found beside the netlist, and one that is missing is named', async () => {
    await vscode.workspace.openTextDocument(file('with-library.cir'));
    await new Promise((done) => setTimeout(done, 800));
    same(findings(file('with-library.cir')).filter((one) => one.startsWith('error')), []);
    const document = await vscode.workspace.openTextDocument(file('missing-include.cir'));
    const found = await until('a finding', () => findings(document.uri), (list) => list.some((one) => one.includes('include')));
    ok(found.some((one) => / 2:/.test(one)), found.join('\n'));
  }),

  test('an edit of an included file on disk is seen', async () => {
    const library = file('changing.lib');
    const write = (text: string): Thenable<void> => vscode.workspace.fs.writeFile(library, new TextEncoder().encode(text));
    await write('.model dx d is=1e-14\n');
    const deck = await vscode.workspace.openTextDocument(file('with-changing.cir'));
    await vscode.window.showTextDocument(deck);
    await until('no error', () => findings(deck.uri), (list) => list.every((one) => !one.startsWith('error')));
    await new Promise((done) => setTimeout(done, 500));
    await write('.model other d is=1e-14\n');
    await until('the model is gone', () => findings(deck.uri), (list) => list.some((one) => one.includes('unknown-model')), 30_000);
  }),
];
