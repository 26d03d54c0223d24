import { afterEach, describe, expect, it } from 'vitest';
import type { LocationLink } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

async function linked(method: string, marked: string): Promise<string> {
  session = await serveMarked(marked, { capabilities: { textDocument: { definition: { linkSupport: true } } } });
  const links = await session.atCursor<LocationLink[] | null>(method);
  return session.show((links ?? []).map((link) => ({ uri: link.targetUri, range: link.targetSelectionRange })));
}

describe('definition', () => {
  const definition = (marked: string) => linked('textDocument/definition', marked);
  it.each([
    ['a node: its first connection', 't\nv1 a 0 1\nr1 <|>a b 1\n', 't\nv1 [|a|] 0 1\nr1 a b 1\n'],
    ['a node of a subcircuit: its port', 't\n.subckt s p q\nr1 p<|> q 1\n.ends\n', 't\n.subckt s [|p|] q\nr1 p q 1\n.ends\n'],
    ['a node behind a path', 't\n.subckt s p\nr1 p n 1\nr2 n 0 1\n.ends\nx1 1 s\n.save v(x1.<|>n)\n', 't\n.subckt s p\nr1 p [|n|] 1\nr2 n 0 1\n.ends\nx1 1 s\n.save v(x1.n)\n'],
    ['the instance of a path', 't\n.subckt s p\nr1 p 0 1\n.ends\nx1 1 s\n.save v(<|>x1.p)\n', 't\n.subckt s p\nr1 p 0 1\n.ends\n[|x1|] 1 s\n.save v(x1.p)\n'],
    ['an element of an output', 't\nv1 a 0 1\n.print tran i(v<|>1)\n', 't\n[|v1|] a 0 1\n.print tran i(v1)\n'],
    ['of two values of a parameter the one that counts', 't\n.param k=1\n.param k=2\nr1 a 0 {k<|>}\n', 't\n.param k=1\n.param [|k|]=2\nr1 a 0 {k}\n'],
    ['a measure', 't\n.meas tran t1 when v(a)=1\n.meas tran t2 param=\'2*t<|>1\'\n', 't\n.meas tran [|t1|] when v(a)=1\n.meas tran t2 param=\'2*t1\'\n'],
    ['an argument of a function', 't\n.func f(x) {x<|>+1}\n', 't\n.func f([|x|]) {x+1}\n'],
  ])('%s', async (_, marked, expected) => expect(await definition(marked)).toBe(expected));

  it('leads into sections of libraries', async () => {
    expect(await definition('--- deck.cir\nt\n.lib p.lib f<|>f\n--- p.lib\n.lib tt\n.endl\n.lib ff\n.endl\n')).toBe('--- p.lib\n.lib tt\n.endl\n.lib [|ff|]\n.endl\n');
  });
  it('leads to included files', async () => {
    expect(await definition('--- deck.cir\nt\n.include p<|>.lib\n--- p.lib\nr1 a 0 1\n')).toBe('--- p.lib\n[||]r1 a 0 1\n');
  });
});

describe('declaration', () => {
  it('has all cards that give a parameter its value', async () => {
    expect(await linked('textDocument/declaration', 't\n.param k=1\n.param k=2\nr1 a 0 {k<|>}\n')).toBe('t\n.param [|k|]=1\n.param [|k|]=2\nr1 a 0 {k}\n');
  });
  it('has all sizes of a model', async () => {
    expect(await linked('textDocument/declaration', 't\n.model n.1 nmos\n.model n.2 nmos\nm1 d g s b <|>n\n')).toBe('t\n.model [|n|].1 nmos\n.model [|n|].2 nmos\nm1 d g s b n\n');
  });
});

describe('type definition', () => {
  const type = (marked: string) => linked('textDocument/typeDefinition', marked);
  it.each([
    ['from an element to its model', 't\nd<|>1 a 0 dx\n.model dx d\n', 't\nd1 a 0 dx\n.model [|dx|] d\n'],
    ['from an instance to its subcircuit', 't\n.subckt s a\n.ends s\nx<|>1 a s\n', 't\n.subckt [|s|] a\n.ends s\nx1 a s\n'],
    ['from a current to the model of its element', 't\nd1 a 0 dx\n.model dx d\n.save i(d<|>1)\n', 't\nd1 a 0 dx\n.model [|dx|] d\n.save i(d1)\n'],
    ['from a model to the one that it takes over', 't\n.model dx d\n.model d<|>y ako:dx d\n', 't\n.model [|dx|] d\n.model dy ako:dx d\n'],
    ['not from a node', 't\nr1 a<|> 0 1\n', 't\nr1 a 0 1\n'],
  ])('%s', async (_, marked, expected) => expect(await type(marked)).toBe(expected));
});
