import { execFile } from 'node:child_process';
import * as vscode from 'vscode';
import { file, ok, same, test, until } from './test.js';

/**
 * Starts what a task says, as VS Code does in a terminal. The VS Code of the
 * tests has no terminals: code-server comes without the built part that they need.
 */
function run({ execution }: vscode.Task): Promise<{ code: number; out: string }> {
  const { process, args, options } = execution as vscode.ProcessExecution;
  const cwd = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  return new Promise((done) => {
    const child = execFile(process, args.map((argument) => argument.replace('${file}', file('broken.cir').fsPath)), { cwd, env: { ...globalThis.process.env, ...options?.env } }, (_, stdout) => done({ code: child.exitCode ?? -1, out: stdout }));
  });
}

/** The line that the problem matcher of the manifest reads, with the line number and the code. */
const FINDING = /^(.+?):(\d+):(\d+): (error|warning|information|hint) ([\w-]+): (.*)$/m;

export const tasks = [
  test('the tasks check the open file and the workspace with the tool of the extension', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('broken.cir')));
    const offered = await until('tasks', () => vscode.tasks.fetchTasks({ type: 'nodal' }), (found) => found.length > 0);
    same(offered.map(({ name, source, problemMatchers }) => `${source}: ${name} ${problemMatchers.join()}`), ['nodal: lint workspace $nodal', 'nodal: lint this file $nodal']);
    for (const task of offered) {
      const { code, out } = await run(task);
      same([task.name, code], [task.name, 1]);
      ok(FINDING.test(out), `a line that the problem matcher reads in ${out}`);
    }
  }),
];
