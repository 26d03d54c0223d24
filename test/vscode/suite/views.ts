import * as vscode from 'vscode';
import { closeAll, file, same, test, until } from './test.js';

const openViews = (): string[] => vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) => tabs.flatMap(({ input }) => (input instanceof vscode.TabInputWebview ? [`${/nodal\.\w+$/.exec(input.viewType)?.[0] ?? input.viewType} ${viewColumn}`] : []))).sort();

export const views = [
  test('views open beside the editor, once each, and take no focus', async () => {
    await closeAll();
    const document = await vscode.workspace.openTextDocument(file('03-rc-lowpass.cir'));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    for (const command of ['nodal.openWaveform', 'nodal.openBode', 'nodal.openSchematic', 'nodal.openWaveform']) await vscode.commands.executeCommand(command, document.uri);
    same(await until('three views', openViews, (list) => list.length >= 3), ['nodal.bode 2', 'nodal.schematic 2', 'nodal.waveform 2']);
    same(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    await closeAll();
  }),

  test('a run opens the views that it has results for', async () => {
    const document = await vscode.workspace.openTextDocument(file('02-rc-step.cir'));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('nodal.run', document.uri);
    same(await until('the waveforms', openViews, (list) => list.length > 0), ['nodal.waveform 2']);
    await closeAll();
  }),
];
