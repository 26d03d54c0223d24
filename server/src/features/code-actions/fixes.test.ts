import { afterEach, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { serveMarked, type Session } from '../../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const TEXT = 'title\nv1 a 0 1\nr1 a 0 1k\nd1 a 0 dmodl\n.model dmodel d\n.tran 1u 1m\n.end\n';

async function actions(only?: string[]): Promise<CodeAction[]> {
  session = await serveMarked(TEXT);
  const uri = 'file:///w/deck.cir';
  const diagnostics = await session.until(uri, ['unknown-model']);
  return session.request('textDocument/codeAction', { textDocument: { uri }, range: diagnostics[0]!.range, context: { diagnostics, ...(only === undefined ? {} : { only }) } });
}

it('offers the repair of a finding', async () => {
  const [fix] = await actions();
  expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'unknown-model' }] });
  expect(session!.edited(fix!.edit!)).toBe(TEXT.replace('dmodl', 'dmodel'));
});

it('offers none when other kinds are wanted', async () => expect(await actions(['refactor'])).toEqual([]));
