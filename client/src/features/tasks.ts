import * as vscode from 'vscode';
import type { Platform } from '../platform.js';
import { lintArguments, OFFERED_TASKS } from './lint-task.js';

/**
 * The tasks *nodal: lint workspace* and *nodal: lint this file*, and those of
 * `tasks.json`: they run the command-line tool that the extension holds, and the
 * problem matcher shows what it finds. A browser starts no programs, so there
 * are none there.
 */
export function registerTasks(context: vscode.ExtensionContext, { commandLineTool }: Platform): void {
  if (commandLineTool === undefined) return;
  const make = (definition: vscode.TaskDefinition, scope: vscode.WorkspaceFolder | vscode.TaskScope, name: string): vscode.Task | undefined => {
    const args = lintArguments(definition);
    if (args === undefined) return undefined;
    const { program, tool, environment } = commandLineTool;
    const task = new vscode.Task(definition, scope, name, 'nodal', new vscode.ProcessExecution(program, [tool, ...args], { env: environment }), '$nodal');
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
    return task;
  };
  context.subscriptions.push(vscode.tasks.registerTaskProvider('nodal', {
    provideTasks: () => (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => OFFERED_TASKS.map(({ name, definition }) => make({ ...definition }, folder, name)).filter((task) => task !== undefined)),
    resolveTask: ({ definition, scope, name }) => make(definition, scope ?? vscode.TaskScope.Workspace, name),
  }));
}
