import { afterEach, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { serveMarked, type Session } from '../../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const URI = 'file:///w/deck.cir';

/** The text after an action on the first of the findings. */
async function after(text: string, codes: string[], title: string): Promise<string | undefined> {
  session = await serveMarked(text);
  const diagnostics = await session.until(URI, codes);
  const actions: CodeAction[] = await session.request('textDocument/codeAction', { textDocument: { uri: URI }, range: diagnostics[0]!.range, context: { diagnostics: diagnostics.slice(0, 1) } });
  const action = actions.find((each) => each.title === title);
  return action && session.edited(action.edit!);
}

const TEXT = 'title\nv1 a 0 1\nr1 a 0 1k\n  d1 a 0\n+ dmodl\n.tran 1u 1m\n.end\n';

it('writes a comment above the card', async () => {
  expect(await after(TEXT, ['unknown-model'], 'Ignore unknown-model on this line')).toBe(TEXT.replace('  d1', '  * nodal-ignore-next-line unknown-model\n  d1'));
});

it('and what it writes suppresses the finding', async () => {
  const text = await after(TEXT, ['unknown-model'], 'Ignore unknown-model on this line');
  await session!.change(URI, text!);
  await session!.until(URI, []);
});

it('adds the code to a comment that is there', async () => {
  const text = TEXT.replace('  d1', '* nodal-ignore-next-line port-count: so\n  d1');
  expect(await after(text, ['unknown-model', 'unused-suppression'], 'Ignore unknown-model on this line')).toBe(text.replace('port-count:', 'port-count, unknown-model:'));
});

it('writes a comment for the file below the title', async () => {
  expect(await after(TEXT, ['unknown-model'], 'Ignore unknown-model in this file')).toBe(TEXT.replace('v1', '* nodal-ignore-file unknown-model\nv1'));
});
