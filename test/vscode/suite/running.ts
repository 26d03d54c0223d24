import * as vscode from 'vscode';
import { closeAll, file, findings, netlist, ok, same, test, until } from './test.js';

/** What the command `nodal.run` gives. */
interface RunSummary {
  outcome: string;
  seconds: number;
  firstPoints?: number;
  updates: number;
  plots: { analysis: string; points: number; to: number; complete: boolean; vectors: string[] }[];
  measures: { name: string; value: number | null }[];
  diagnostics: { severity: string; code: string; message: string }[];
}

const run = (uri: vscode.Uri, job?: number): Thenable<RunSummary | undefined> => vscode.commands.executeCommand<RunSummary | undefined>('nodal.run', uri, job);

export const running = [
  test('Run gives results and takes the text as it stands, unsaved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'spice', content: 'A divider\nv1 in 0 dc 10\nr1 in out 1k\nr2 out 0 2k\n.dc v1 0 10 1\n.meas dc top max v(out)\n.end\n' });
    const editor = await vscode.window.showTextDocument(document);
    const first = await run(document.uri);
    same(first?.outcome, 'done');
    same(first?.plots.map(({ analysis, points, complete }) => [analysis, points, complete]), [['dc', 11, true]]);
    ok(Math.abs(first!.measures[0]!.value! - 20 / 3) < 1e-6, String(first!.measures[0]!.value));
    await editor.edit((edit) => edit.replace(new vscode.Range(3, 9, 3, 11), '1k'));
    const second = await run(document.uri);
    ok(Math.abs(second!.measures[0]!.value! - 5) < 1e-6, String(second!.measures[0]!.value));
    same([document.isDirty, document.isUntitled], [true, true]);
    same(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString(), 'the focus stays in the text');
    await closeAll();
  }),

  test('a lens runs its analysis alone', async () => {
    const document = await netlist('Two analyses\nv1 a 0 dc 1 ac 1\nr1 a b 1k\nc1 b 0 1u\n.op\n.ac dec 5 1 1k\n.end\n');
    await vscode.window.showTextDocument(document);
    same((await run(document.uri, 1))?.plots.map(({ analysis }) => analysis), ['ac']);
    same((await run(document.uri))?.plots.map(({ analysis }) => analysis), ['ac', 'op']);
    await closeAll();
  }),

  test('a deck without an analysis runs the operating point', async () => {
    const document = await netlist('Nothing asked\nv1 a 0 1\nr1 a 0 1k\n.end\n');
    same((await run(document.uri))?.plots.map(({ analysis }) => analysis), ['op']);
    await closeAll();
  }),

  test('a netlist with errors is not run', async () => {
    same(await run(file('broken.cir')), undefined);
  }),

  test('what fails in a run ends on the line that is to blame, until the text changes', async () => {
    const document = await netlist('Two sources at one node\nv1 a 0 1\nv2 a 0 2\nr1 a 0 1k\n.tran 1u 1m\n.end\n');
    const editor = await vscode.window.showTextDocument(document);
    const summary = await run(document.uri);
    const fromRun = (): string[] => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'nodal run').map(({ range }) => document.lineAt(range.start.line).text);
    if (summary === undefined) {
      // The check of the text already names it.
      await until('a finding of the text', () => findings(document.uri), (list) => list.some((one) => one.startsWith('error')));
    } else {
      same(summary.outcome, 'failed');
      const lines = await until('a finding of the run', fromRun, (list) => list.length > 0);
      ok(lines.every((line) => /^v[12] /.test(line)), lines.join('\n'));
      await editor.edit((edit) => edit.insert(new vscode.Position(4, 0), '* changed\n'));
      same(fromRun(), []);
    }
    await closeAll();
  }),

  test('a long run shows points early and in pieces, and Stop keeps what it had', async () => {
    const document = await vscode.workspace.openTextDocument(file('long-run.cir'));
    await vscode.window.showTextDocument(document);
    const running = run(document.uri);
    await new Promise((done) => setTimeout(done, 2000));
    const stopping = Date.now();
    await vscode.commands.executeCommand('nodal.stop');
    const stopped = Date.now() - stopping;
    const summary = await running;
    same(summary?.outcome, 'stopped');
    const [plot] = summary!.plots;
    ok(plot && plot.points > 100 && !plot.complete, JSON.stringify(plot));
    ok(summary!.updates >= 5, `${summary!.updates} updates`);
    console.log(`  first points after ${summary!.firstPoints?.toFixed(0)} ms, ${summary!.updates} updates, ${plot.points} points, idle ${stopped} ms after Stop`);
    // A solver that does not answer is ended after a second: Stop must not have come to that.
    ok(stopped < 1000, `idle ${stopped} ms after Stop`);
  }),

  test('after a stop the next run works', async () => {
    const document = await netlist('Again\nv1 a 0 1\nr1 a 0 1k\n.op\n.end\n');
    same((await run(document.uri))?.outcome, 'done');
    await closeAll();
  }),
];
