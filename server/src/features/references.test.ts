import { afterEach, describe, expect, it } from 'vitest';
import type { Location } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

async function references(marked: string, includeDeclaration = true): Promise<string> {
  session = await serveMarked(marked);
  return session.show(await session.atCursor<Location[]>('textDocument/references', { context: { includeDeclaration } }));
}

const LIBRARY = '--- parts.lib\n.subckt half a b r=1k\nr1 a m {r}\nr2 m b {r}\n.ends half\n.subckt other a\nx1 a 0 half\n.ends\n.model dx d\n';

describe('references', () => {
  it('of a node: connections, outputs and expressions of its scope', async () => {
    expect(await references('t\nv1 o<|>ut 0 1\n.subckt s out\nr1 out 0 1\n.ends\nx1 out s\nb1 b 0 v={v(out)*2}\n.save v(out)\n')).toMatchInlineSnapshot(`
      "t
      v1 [|out|] 0 1
      .subckt s out
      r1 out 0 1
      .ends
      x1 [|out|] s
      b1 b 0 v={v([|out|])*2}
      .save v([|out|])
      "
    `);
  });
  it('of a parameter, without its declaration', async () => {
    expect(await references('t\n.param k=1 j={k}\nr1 a 0 {<|>k}\n.step param k 1 2 1\n', false)).toMatchInlineSnapshot(`
      "t
      .param k=1 j={[|k|]}
      r1 a 0 {[|k|]}
      .step param [|k|] 1 2 1
      "
    `);
  });
  it('of a subcircuit in an included file, also in what no instance names', async () => {
    expect(await references(`--- deck.cir\nt\n.include parts.lib\nx1 a 0 ha<|>lf r=2k\nx2 a 0 half\n${LIBRARY}`)).toMatchInlineSnapshot(`
      "--- deck.cir
      t
      .include parts.lib
      x1 a 0 [|half|] r=2k
      x2 a 0 [|half|]
      --- parts.lib
      .subckt [|half|] a b r=1k
      r1 a m {r}
      r2 m b {r}
      .ends [|half|]
      .subckt other a
      x1 a 0 [|half|]
      .ends
      .model dx d
      "
    `);
  });
  it('of a parameter of an included subcircuit', async () => {
    expect(await references(`--- deck.cir\nt\n.include parts.lib\nx1 a 0 half <|>r=2k\nx2 a 0 half R=3k\n${LIBRARY}`)).toMatchInlineSnapshot(`
      "--- deck.cir
      t
      .include parts.lib
      x1 a 0 half [|r|]=2k
      x2 a 0 half [|R|]=3k
      --- parts.lib
      .subckt half a b [|r|]=1k
      r1 a m {[|r|]}
      r2 m b {[|r|]}
      .ends half
      .subckt other a
      x1 a 0 half
      .ends
      .model dx d
      "
    `);
  });
  it('in all open decks that share a library', async () => {
    session = await serveMarked(`--- deck.cir\nt\n.include parts.lib\nx1 a 0 half\n.end\n--- second.cir\nt2\n.include parts.lib\nx7 a 0 half\nd1 a 0 dx\n.end\n--- third.cir\nt3\n.subckt half a b\n.ends\nx1 a b half\n.end\n${LIBRARY.replace('.ends half', '.ends ha<|>lf')}`);
    for (const name of ['second.cir', 'third.cir']) await session.open(`file:///w/${name}`, session.marked.files.get(`file:///w/${name}`)!);
    expect(session.show(await session.atCursor<Location[]>('textDocument/references', { context: { includeDeclaration: true } }))).toMatchInlineSnapshot(`
      "--- deck.cir
      t
      .include parts.lib
      x1 a 0 [|half|]
      .end
      --- second.cir
      t2
      .include parts.lib
      x7 a 0 [|half|]
      d1 a 0 dx
      .end
      --- parts.lib
      .subckt [|half|] a b r=1k
      r1 a m {r}
      r2 m b {r}
      .ends [|half|]
      .subckt other a
      x1 a 0 [|half|]
      .ends
      .model dx d
      "
    `);
  });
  it('in a text that is not saved and not complete', async () => {
    session = await serveMarked('t\nr1 n1 0 1\n');
    await session.change('file:///w/deck.cir', 't\nr1 n1 0 1\nr2 n1\n.param k={1+\nc1 n1 0 {k');
    const places = await session.request<Location[]>('textDocument/references', { textDocument: { uri: 'file:///w/deck.cir' }, position: { line: 2, character: 4 }, context: { includeDeclaration: true } });
    expect(places.map(({ range }) => range.start.line)).toEqual([1, 2, 4]);
  });
  it('of nothing: comments, keywords, numbers', async () => {
    expect(await references('t\nr1 a 0 1<|>k\n')).toBe('t\nr1 a 0 1k\n');
  });
});
