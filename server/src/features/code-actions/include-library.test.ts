import { afterEach, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { serveMarked, type Session } from '../../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

/** The actions that add an include for the first finding of the first file, and the file after the first of them. */
async function included(marked: string, code: string): Promise<{ titles: string[]; text: string }> {
  session = await serveMarked(marked);
  await session.workspace.library!.ready();
  const [uri] = session.marked.files.keys();
  const diagnostics = (await session.until(uri!, [code])).filter((diagnostic) => diagnostic.code === code);
  const actions = await session.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range: diagnostics[0]!.range, context: { diagnostics } });
  const adding = actions.filter(({ title }) => title.startsWith('Add '));
  return { titles: adding.map(({ title }) => title), text: adding[0] === undefined ? '' : session.edited(adding[0].edit!) };
}

it('adds the file that declares a model', async () => {
  expect(await included('--- deck.cir\ntitle\n.include a.inc\nv1 a 0 1\nd1 a 0 1N4148\n.op\n.end\n--- a.inc\n* nothing\n--- parts/diodes.lib\n.model 1n4148 d(is=1n)\n', 'unknown-model')).toEqual({
    titles: ['Add .include parts/diodes.lib'],
    text: '--- deck.cir\ntitle\n.include a.inc\n.include parts/diodes.lib\nv1 a 0 1\nd1 a 0 1N4148\n.op\n.end\n',
  });
});

it('adds the section that declares a subcircuit, for each that does', async () => {
  expect(await included('--- deck.cir\ntitle\nv1 a 0 1\nx1 a 0 cell\n.op\n.end\n--- corners.lib\n.lib tt\n.subckt cell a b\nr1 a b 1\n.ends\n.endl\n.lib ff\n.subckt cell a b\nr1 a b 2\n.ends\n.endl\n', 'unknown-subcircuit')).toEqual({
    titles: ['Add .lib corners.lib tt', 'Add .lib corners.lib ff'],
    text: '--- deck.cir\ntitle\n.lib corners.lib tt\nv1 a 0 1\nx1 a 0 cell\n.op\n.end\n',
  });
});

it('adds nothing where no file declares the name', async () => {
  expect((await included('--- deck.cir\ntitle\nv1 a 0 1\nd1 a 0 unheard\n.op\n.end\n--- b.lib\n.model other d\n', 'unknown-model')).titles).toEqual([]);
});
