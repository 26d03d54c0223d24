import * as vscode from 'vscode';
import { file, netlist, ok, same, test, until } from './test.js';

const DECK = `A deck for questions
.param rload=2k gain={rload/1k}
.subckt half in out
r1 in out {rload}
r2 out 0 {rload}
.ends
.model dfast d is=1e-12
v1 a 0 dc 5 ac 1
x1 a b half
d1 b 0 dfast
.tran 1u 1m
.end
`;
const at = (line: number, character: number): vscode.Position => new vscode.Position(line, character);

async function deck(): Promise<vscode.TextDocument> {
  const document = vscode.workspace.textDocuments.find((one) => one.getText() === DECK && !one.isClosed) ?? (await netlist(DECK));
  await vscode.window.showTextDocument(document);
  return document;
}

export const languageFeatures = [
  test('outline', async () => {
    const { uri } = await deck();
    const symbols = await until('symbols', () => vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri), (list) => (list ?? []).length > 0);
    const names = (list: vscode.DocumentSymbol[]): string[] => list.flatMap(({ name, children }) => [name, ...names(children)]);
    for (const name of ['half', 'dfast', 'rload', '.tran']) ok(names(symbols).some((one) => one.includes(name)), `${name} in ${names(symbols).join(', ')}`);
  }),

  test('hover on a value and on a parameter', async () => {
    const { uri } = await deck();
    const text = async (position: vscode.Position): Promise<string> => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
      return hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
    };
    await until('hover on a parameter', () => text(at(1, 8)), (hover) => hover.includes('rload') && /2\s?k|2000/.test(hover));
    await until('hover on a model', () => text(at(9, 8)), (hover) => hover.includes('dfast'));
  }),

  test('completion of directives, models and subcircuits', async () => {
    const document = await deck();
    const labels = async (position: vscode.Position): Promise<string[]> => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, position);
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await until('directives', () => labels(at(10, 2)), (list) => list.some((one) => one.includes('tran')));
    await until('models', () => labels(at(9, 8)), (list) => list.includes('dfast'));
    await until('subcircuits', () => labels(at(8, 8)), (list) => list.includes('half'));
  }),

  test('definition of a subcircuit, a model and a parameter', async () => {
    const { uri } = await deck();
    const line = async (position: vscode.Position): Promise<number[]> => {
      const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', uri, position);
      return found.map((one) => ('targetRange' in one ? (one.targetSelectionRange ?? one.targetRange).start.line : one.range.start.line));
    };
    same(await until('subcircuit', () => line(at(8, 8)), (lines) => lines.length > 0), [2]);
    same(await line(at(9, 8)), [6]);
    same(await line(at(3, 12)), [1]);
  }),

  test('definition of an include opens the file', async () => {
    const document = await vscode.workspace.openTextDocument(file('with-library.cir'));
    const position = document.positionAt(document.getText().indexOf('parts.lib') + 2);
    const found = await until('definition', () => vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, position), (list) => list.length > 0);
    const target = 'targetUri' in found[0]! ? found[0].targetUri : (found[0] as vscode.Location).uri;
    same(target.toString(), file('parts.lib').toString());
  }),

  test('a lens on each analysis card', async () => {
    const { uri } = await deck();
    const lenses = await until('lenses', () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10), (list) => list.length > 0);
    const runs = lenses.filter(({ command }) => command?.command === 'nodal.run');
    same(runs.map(({ range }) => range.start.line), [10]);
    // What is counted leads to the places, which are the editor's own.
    const counts = lenses.filter(({ command }) => command?.command === 'editor.action.showReferences');
    same(counts.map(({ range }) => range.start.line), [2, 2, 6]);
    const [target, position, places] = counts[0]!.command!.arguments as [unknown, unknown, unknown[]];
    ok(target instanceof vscode.Uri && position instanceof vscode.Position && places.every((place) => place instanceof vscode.Location));
  }),
];
