import { afterEach, describe, expect, it } from 'vitest';
import type { CodeLens, Location } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const DECK = `title
.subckt leaf a
r1 a 0 1k
.ends leaf
.subckt pair a b
x1 a leaf
x2 b leaf
.ends
.model dx d
.model unused d
.param k=1
v1 n 0 {k}
x1 n n pair
x2 n n pair
x3 n leaf
d1 n 0 dx
.end
`;

/** `line: title` of each lens, resolved. */
async function lenses(marked: string, settings: object = {}): Promise<string[]> {
  session = await serveMarked(marked);
  await session.configure({ codeLens: settings });
  return (await ask(session)).map(({ range, command }) => `${range.start.line}: ${command!.title}`);
}

async function ask(client: Session): Promise<CodeLens[]> {
  const [uri] = client.marked.files.keys();
  const found = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  expect(found.every(({ command }) => command === undefined)).toBe(true);
  return Promise.all(found.map((lens) => client.request<CodeLens>('codeLens/resolve', lens)));
}

describe('code lenses', () => {
  it('count the instances of subcircuits, in the text and in the circuit, and references', async () => {
    expect(await lenses(DECK)).toEqual(['1: 3 instances, 5 in the circuit', '1: 4 references', '4: 2 instances', '4: 2 references', '8: 1 reference', '9: no references']);
  });

  it('count those of parameters when that is wanted, and nothing when nothing is', async () => {
    expect(await lenses(DECK, { instances: false, references: 'all' })).toEqual(['1: 4 references', '4: 2 references', '8: 1 reference', '9: no references', '10: 1 reference']);
    await session?.stop();
    expect(await lenses(DECK, { instances: false, references: 'off' })).toEqual([]);
  });

  it('lead to the places, also in files that include this one', async () => {
    session = await serveMarked('--- parts.lib\n.subckt half<|> a b\nr1 a b 1k\n.ends half\n--- deck.cir\ntitle\n.include parts.lib\nv1 a 0 1\nx1 a 0 half\n.end\n');
    await session.open('file:///w/deck.cir', session.marked.files.get('file:///w/deck.cir')!);
    const [instances, references] = await ask(session);
    const placesOf = (lens: CodeLens) => lens.command!.arguments![2] as Location[];
    expect(instances!.command).toMatchObject({ title: '1 instance', command: 'editor.action.showReferences' });
    expect(session.show(placesOf(instances!))).toBe('--- deck.cir\ntitle\n.include parts.lib\nv1 a 0 1\nx1 a 0 [|half|]\n.end\n');
    expect(session.show(placesOf(references!))).toBe('--- parts.lib\n.subckt half a b\nr1 a b 1k\n.ends [|half|]\n--- deck.cir\ntitle\n.include parts.lib\nv1 a 0 1\nx1 a 0 [|half|]\n.end\n');
  });

  it('say nothing of a text that has moved on', async () => {
    session = await serveMarked(DECK);
    const [uri] = session.marked.files.keys();
    const [lens] = await session.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    await session.change(uri!, 'title\n');
    expect((await session.request<CodeLens>('codeLens/resolve', lens!)).command).toEqual({ title: '', command: '' });
  });
});
