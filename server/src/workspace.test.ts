import { expect, it } from 'vitest';
import type { FileSource } from './files/file-source.js';
import { Workspace } from './workspace.js';

const FILES: Record<string, string> = {
  'file:///a.cir': 'a\n.include shared.lib\n.include only-a.lib\nr1 1 0 1k\n.op\n.end\n',
  'file:///b.cir': 'b\n.include shared.lib\nr1 1 0 1k\n.op\n.end\n',
  'file:///shared.lib': '.param k=1\n',
  'file:///only-a.lib': '.param j=1\n',
};

it('what no open document needs is let go', async () => {
  const source = { read: (uri: string) => Promise.resolve(FILES[uri] === undefined ? { uri, error: 'there is none' } : { uri, version: 1, text: FILES[uri] }), invalidate: () => undefined } as unknown as FileSource;
  const workspace = new Workspace(source, () => Promise.resolve());
  for (const uri of ['file:///a.cir', 'file:///b.cir']) {
    workspace.change({ uri, version: 1, role: 'deck' });
    await workspace.check(uri, 'deck');
  }
  expect(workspace.kept).toBe(4);
  workspace.close('file:///a.cir');
  await workspace.forgetClosed();
  expect(workspace.kept).toBe(2);
  workspace.close('file:///b.cir');
  await workspace.forgetClosed();
  expect(workspace.kept).toBe(0);
});
