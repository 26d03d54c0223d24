import { deepStrictEqual, ok } from 'node:assert/strict';
import * as vscode from 'vscode';

/** A test of the suite; it fails by throwing. */
export interface Test {
  name: string;
  work(): Promise<void>;
}

export function test(name: string, work: () => Promise<void>): Test {
  return { name, work };
}

export const EXTENSION = 'nodal-spice.nodal';

/** A file of the folder that the tests opened. */
export function file(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

let netlists = 0;

/** A netlist in a file of its own: VS Code may give a new untitled document what it had saved of an earlier one of that name. */
export async function netlist(content: string): Promise<vscode.TextDocument> {
  const uri = file(`netlist-${++netlists}.cir`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  return vscode.workspace.openTextDocument(uri);
}

/** Asks again until the answer is there; fails with what was last seen. */
export async function until<T>(what: string, ask: () => T | PromiseLike<T>, accept: (answer: T) => boolean, milliseconds = 15_000): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what}: not so after ${milliseconds} ms, last seen ${JSON.stringify(answer)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The findings of a document, as `severity code line:character-line:character`. */
export function findings(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(({ range, severity, code }) => {
    const text = typeof code === 'object' ? code.value : code;
    return `${vscode.DiagnosticSeverity[severity]!.toLowerCase()} ${text} ${range.start.line + 1}:${range.start.character + 1}-${range.end.line + 1}:${range.end.character + 1}`;
  }).sort();
}

export async function closeAll(): Promise<void> {
  // Unsaved netlists would ask whether to save them.
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty, isUntitled }) => isDirty || isUntitled)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export { deepStrictEqual as same, ok };
