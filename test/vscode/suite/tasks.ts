import * as vscode from 'vscode';
import { file, same, test, until } from './test.js';

/** Runs a task to its end; its exit code. */
async function run(task: vscode.Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((done) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== task.name) return;
      listener.dispose();
      done(exitCode);
    });
  });
  await vscode.tasks.executeTask(task);
  return ended;
}

export const tasks = [
  test('the tasks check the open file and the workspace with the tool of the extension', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('broken.cir')));
    const offered = await until('tasks', () => vscode.tasks.fetchTasks({ type: 'nodal' }), (found) => found.length > 0);
    same(offered.map(({ name, source }) => `${source}: ${name}`), ['nodal: lint workspace', 'nodal: lint this file']);
    for (const task of offered) same([task.name, await run(task)], [task.name, 1]);
  }),
];
