import * as vscode from 'vscode';
import { EXTENSION, file, ok, same, test, until } from './test.js';

export const activation = [
  test('a folder with netlists does not start the extension', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    ok(extension, 'the extension is installed');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('notes.txt')));
    await new Promise((done) => setTimeout(done, 1000));
    same(extension.isActive, false);
  }),

  test('it runs from a folder with a blank and a letter beyond ASCII', async () => {
    const { extensionPath } = vscode.extensions.getExtension(EXTENSION)!;
    ok(/ /.test(extensionPath) && /[^\x00-\x7f]/.test(extensionPath), extensionPath);
  }),

  test('file names tell netlists', async () => {
    for (const [name, language] of [['broken.cir', 'spice'], ['parts.lib', 'plaintext'], ['notes.txt', 'plaintext']] as const) {
      const document = await vscode.workspace.openTextDocument(file(name));
      if (language === 'spice') same(document.languageId, language);
      else ok(document.languageId !== 'spice', `${name} is ${document.languageId}`);
    }
  }),

  test('opening a netlist starts the extension', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('broken.cir')));
    await until('active', () => vscode.extensions.getExtension(EXTENSION)!.isActive, Boolean);
  }),

  test('every command of the manifest is there', async () => {
    const manifest = vscode.extensions.getExtension(EXTENSION)!.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    same(manifest.contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)), []);
  }),
];
