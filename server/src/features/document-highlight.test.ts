import { afterEach, describe, expect, it } from 'vitest';
import type { DocumentHighlight } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

/** Places that are written, and those that are read. */
async function highlights(marked: string): Promise<{ written: string; read: string }> {
  session = await serveMarked(marked);
  const { uri } = session.marked.cursor!;
  const found = await session.atCursor<DocumentHighlight[]>('textDocument/documentHighlight');
  const of = (kind: number) => session!.show(found.filter((highlight) => highlight.kind === kind).map(({ range }) => ({ uri, range })));
  return { written: of(3), read: of(2) };
}

describe('document highlight', () => {
  it('tells where a parameter gets a value from where it is read', async () => {
    const { written, read } = await highlights('t\n.subckt s a k=1\nr1 a 0 {<|>k}\n.ends\nx1 a s k=2\n');
    expect(written).toBe('t\n.subckt s a [|k|]=1\nr1 a 0 {k}\n.ends\nx1 a s [|k|]=2\n');
    expect(read).toBe('t\n.subckt s a k=1\nr1 a 0 {[|k|]}\n.ends\nx1 a s k=2\n');
  });
  it('of an element', async () => {
    const { written, read } = await highlights('t\nv1 a 0 1\nf1 b 0 v<|>1 2\n.save i(v1)\n');
    expect(written).toBe('t\n[|v1|] a 0 1\nf1 b 0 v1 2\n.save i(v1)\n');
    expect(read).toBe('t\nv1 a 0 1\nf1 b 0 [|v1|] 2\n.save i([|v1|])\n');
  });
  it('in this document only', async () => {
    const { written, read } = await highlights('--- deck.cir\nt\n.include parts.inc\nd1 a 0 d<|>x\n--- parts.inc\n.model dx d\n');
    expect(written).toBe('');
    expect(read).toBe('--- deck.cir\nt\n.include parts.inc\nd1 a 0 [|dx|]\n');
  });
  it('at the end of a name, and between two that touch', async () => {
    expect((await highlights('t\nr1 a<|> 0 1\n')).read).toBe('t\nr1 [|a|] 0 1\n');
    await session!.stop();
    expect((await highlights('t\nb1 c 0 v=v(a<|>,b)\n')).read).toBe('t\nb1 c 0 v=v([|a|],b)\n');
  });
});
