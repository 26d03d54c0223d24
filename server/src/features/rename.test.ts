import { afterEach, describe, expect, it } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { serveMarked, type Session, type SessionOptions } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

async function renamed(marked: string, newName: string, options: SessionOptions = {}): Promise<string> {
  session = await serveMarked(marked, options);
  return session.edited(await session.atCursor<WorkspaceEdit>('textDocument/rename', { newName }));
}

async function refused(marked: string, newName: string, options: SessionOptions = {}): Promise<string> {
  return renamed(marked, newName, options).then((text) => `renamed: ${text}`, (error: Error) => error.message.replace(/^Request textDocument\/rename failed with message: /, ''));
}

describe('rename', () => {
  it.each([
    ['a node, in outputs, expressions and scripts', 't\nv1 a<|> 0 1\nr1 a b 1\nb1 c 0 v=v(a,b)*2\n.ic v(a)=1\n.save v(A) a\n.meas tran m max v(a)\n.control\nplot v(a) a-b\n.endc\n', 'vin',
      't\nv1 vin 0 1\nr1 vin b 1\nb1 c 0 v=v(vin,b)*2\n.ic v(vin)=1\n.save v(vin) vin\n.meas tran m max v(vin)\n.control\nplot v(vin) vin-b\n.endc\n'],
    ['a device, in F, H, W, K, currents, parameters and sweeps', 't\nv1 a 0 1\nf1 b 0 v<|>1 2\nw1 a b v1 sw\n.model sw csw\nb1 c 0 v=i(v1)\n.dc v1 0 1 1\n.save @v1[dc] i(v1)\n', 'vsupply',
      't\nvsupply a 0 1\nf1 b 0 vsupply 2\nw1 a b vsupply sw\n.model sw csw\nb1 c 0 v=i(vsupply)\n.dc vsupply 0 1 1\n.save @vsupply[dc] i(vsupply)\n'],
    ['a coupled inductor', 't\nl1 a 0 1\nl2 b 0 1\nk1 l1 l<|>2 0.9\n', 'lsec', 't\nl1 a 0 1\nlsec b 0 1\nk1 l1 lsec 0.9\n'],
    ['a parameter, in expressions and in steps', 't\n.param k=1 j={k*2}\nr1 a 0 {<|>K}\n.step param k 1 2 1\n', 'gain', 't\n.param gain=1 j={gain*2}\nr1 a 0 {gain}\n.step param gain 1 2 1\n'],
    ['a parameter of a subcircuit, where instances set it', 't\n.subckt s a r=1k\nr1 a 0 {r<|>}\n.ends\n.param r=2\nx1 a s r={r}\nx2 a s params: R=3\n', 'rload', 't\n.subckt s a rload=1k\nr1 a 0 {rload}\n.ends\n.param r=2\nx1 a s rload={r}\nx2 a s params: rload=3\n'],
    ['a model', 't\nd1 a 0 d<|>x\n.model dx d\n.model dy ako:dx d\n', 'd1n4148', 't\nd1 a 0 d1n4148\n.model d1n4148 d\n.model dy ako:d1n4148 d\n'],
    ['models that differ in their sizes', 't\n.model nch.1 nmos\n.model nch.2 nmos\nm1 d g s b n<|>ch\n', 'nfet', 't\n.model nfet.1 nmos\n.model nfet.2 nmos\nm1 d g s b nfet\n'],
    ['a subcircuit with its .ends', 't\n.subckt amp a b\nr1 a b 1\n.ends amp\nx1 a b am<|>p\n', 'buffer', 't\n.subckt buffer a b\nr1 a b 1\n.ends buffer\nx1 a b buffer\n'],
    ['a port', 't\n.subckt amp in out\nr1 in o<|>ut 1\n.ends\nx1 a out amp\n.save v(x1.out) v(out)\n', 'o', 't\n.subckt amp in o\nr1 in o 1\n.ends\nx1 a out amp\n.save v(x1.o) v(out)\n'],
    ['an instance, in paths', 't\n.subckt s a\nv2 a 0 1\n.ends\nx<|>1 1 s\n.save v(x1.a) i(v.x1.v2)\n', 'xamp', 't\n.subckt s a\nv2 a 0 1\n.ends\nxamp 1 s\n.save v(xamp.a) i(v.xamp.v2)\n'],
    ['a function and not its namesake', 't\n.func f(x) {x}\n.param y={f(1)} f1=2\nr1 a 0 {f<|>(2)}\n', 'g', 't\n.func g(x) {x}\n.param y={g(1)} f1=2\nr1 a 0 {g(2)}\n'],
    ['an argument of a function', 't\n.param x=1\n.func f(x<|>) {x*x}\nr1 a 0 {x}\n', 'u', 't\n.param x=1\n.func f(u) {u*u}\nr1 a 0 {x}\n'],
    ['a measure', 't\n.meas tran t1<|> when v(a)=1\n.meas tran d param=\'t1*2\'\n', 'trise', 't\n.meas tran trise when v(a)=1\n.meas tran d param=\'trise*2\'\n'],
    ['the letters of a name', 't\nr1 o<|>ut 0 1\nr2 OUT 0 1\n', 'Out', 't\nr1 Out 0 1\nr2 Out 0 1\n'],
    ['in a branch that does not count', 't\n.param k=1 m1=2\n.if (k==2)\nr1 a 0 {m1}\n.else\nr1 a 0 {<|>m1*2}\n.endif\n', 'n1', 't\n.param k=1 n1=2\n.if (k==2)\nr1 a 0 {n1}\n.else\nr1 a 0 {n1*2}\n.endif\n'],
    ['in a text that is not complete', 't\n.param k=1\nr1 a 0 {2*(k+\nr2 a 0 {<|>k}\nr3 a\n', 'j', 't\n.param j=1\nr1 a 0 {2*(j+\nr2 a 0 {j}\nr3 a\n'],
  ])('%s', async (_, marked, newName, expected) => expect(await renamed(marked, newName)).toBe(expected));

  it('across includes, and in subcircuits of a library that nobody uses', async () => {
    expect(await renamed('--- deck.cir\nt\n.include parts.lib\nx1 a 0 ha<|>lf\n--- parts.lib\n.subckt half a b\nr1 a b 1\n.ends half\n.subckt quarter a b\nx1 a m half\nx2 m b half\n.ends\n', 'resistor')).toBe(
      '--- deck.cir\nt\n.include parts.lib\nx1 a 0 resistor\n--- parts.lib\n.subckt resistor a b\nr1 a b 1\n.ends resistor\n.subckt quarter a b\nx1 a m resistor\nx2 m b resistor\n.ends\n');
  });

  it('to a name that an unused part of a library has within itself, whose mistakes are its own', async () => {
    expect(await renamed('--- deck.cir\nt\n.include parts.lib\n.param k<|>=1\nr1 a 0 {k}\nx1 a used\n--- parts.lib\n.subckt used a\nr1 a 0 1\n.ends\n.subckt unused a gain=1\nd1 a 0 nowhere\nr1 a 0 {gain}\n.ends\n', 'gain')).toBe('--- deck.cir\nt\n.include parts.lib\n.param gain=1\nr1 a 0 {gain}\nx1 a used\n');
  });

  it('in all open decks that share a library, with versions', async () => {
    session = await serveMarked('--- deck.cir\nt\n.include parts.lib\nd1 a 0 d<|>x\n--- second.cir\nt2\n.include parts.lib\nd7 a 0 dx\n.end\n--- parts.lib\n.model dx d\n', { capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } });
    await session.open('file:///w/second.cir', session.marked.files.get('file:///w/second.cir')!);
    const edit = await session.atCursor<WorkspaceEdit>('textDocument/rename', { newName: 'dfast' });
    expect(edit.documentChanges!.map((change) => ('textDocument' in change ? change.textDocument : change.kind))).toEqual([
      { uri: 'file:///w/deck.cir', version: 1 }, { uri: 'file:///w/parts.lib', version: null }, { uri: 'file:///w/second.cir', version: 2 },
    ]);
    expect(session.edited(edit)).toBe('--- deck.cir\nt\n.include parts.lib\nd1 a 0 dfast\n--- second.cir\nt2\n.include parts.lib\nd7 a 0 dfast\n.end\n--- parts.lib\n.model dfast d\n');
  });

  it('says which netlists it does not reach', async () => {
    session = await serveMarked('--- deck.cir\nt\n.include parts.lib\nd1 a 0 d<|>x\n--- closed.cir\nt2\n.include parts.lib\nd7 a 0 dx\n.end\n--- parts.lib\n.model dx d\n');
    const shown = new Promise<{ message: string }>((done) => session!.connection.onNotification('window/showMessage', done));
    await session.atCursor('textDocument/rename', { newName: 'dfast' });
    expect((await shown).message).toBe('closed.cir is not open and mentions dx too; it was not changed.');
  });
});

describe('a rename is refused', () => {
  it.each([
    ['of ground', 't\nr1 a 0<|> 1\n', 'gnd2', 'Ground has the same name in every circuit. Edit the connection to move it to another node.'],
    ['to ground', 't\nr1 a<|> b 1\n', 'GND', '"GND" is ground: the node would be joined to it. Choose another name, or edit the connections.'],
    ['to the name of another node', 't\nr1 a<|> b 1\n', 'B', 'There is already a node B in the top circuit, which a would be joined to. Choose another name.'],
    ['to the name of another element', 't\nr1<|> a 0 1\nr2 a 0 1\n', 'r2', 'There is already an element r2 in the top circuit. Choose another name.'],
    ['to another letter', 't\nr1<|> a 0 1\n', 'c1', 'The first letter says what an element is: the new name of r1 has to begin with r.'],
    ['to a name with blanks', 't\nr1 a<|> 0 1\n', 'my node', '"my node" is no name: blanks, commas, parentheses, quotes and equals signs end a word in a netlist.'],
    ['to a function of expressions', 't\n.param k<|>=1\n', 'sin', '"sin" has a meaning of its own in expressions. Choose another name.'],
    ['to a name with operators', 't\n.param k<|>=1\n', 'a-b', '"a-b" cannot be the name of a parameter: write a letter, then letters, digits and underscores.'],
    ['to a parameter of the same scope', 't\n.param k<|>=1 j=2\n', 'j', 'There is already a parameter j in the top circuit. Choose another name.'],
    ['to a parameter that an inner circuit has too', 't\n.param k<|>=1\n.subckt s a j=2\nr1 a 0 {j*k}\n.ends\n', 'j', 'In line 4 of deck.cir the name j would mean something else than this parameter. Choose another name.'],
    ['to a name that inner circuits read from outside', 't\n.param j=1\n.subckt s a k<|>=2\nr1 a 0 {j*k}\n.ends\n', 'j', 'j already stands in line 4 of deck.cir, where it would then mean this parameter. Choose another name.'],
    ['of a model that nobody declares', 't\nd1 a 0 d<|>x\n', 'dy', 'No file at hand declares the model dx, so not all its uses are known. Open the deck or the file that declares it.'],
    ['to a number', 't\nd1 a 0 d<|>x\n.model dx d\n', '4148', '"4148" reads as a number, so it would not be taken for the name of a model. Begin it with a letter.'],
    ['to a path', 't\nr1 a<|> 0 1\n', 'x1.b', '"x1.b" would read as a path into an instance. Leave out the dot or colon.'],
    ['to a model that an inner circuit declares', 't\n.model dx<|> d\n.subckt s a\n.model dy d\nd1 a 0 dx\n.ends\n', 'dy', 'In line 5 of deck.cir the name dy would mean something else than this model. Choose another name.'],
    ['where two circuits give a name its meaning', 't\n.subckt inner a\nr1 a 0 {<|>k}\n.ends\n.subckt one a k=1\nx1 a inner\n.ends\n.subckt two a k=2\nx1 a inner\n.ends\n', 'j', 'line 3 of deck.cir reads this name from whoever makes an instance of the subcircuit, and there are several of these. Declare it on the .subckt line first.'],
    ['of nothing', 't\nr1 a 0 1<|>k\n', 'x', 'Nothing with a name stands here.'],
  ])('%s', async (_, marked, newName, message) => expect(await refused(marked, newName)).toBe(message));

  it('in a library of the settings', async () => {
    const marked = '--- deck.cir\nt\n.include lib/parts.lib\nd1 a 0 d<|>x\n--- lib/parts.lib\n.model dx d\n';
    expect(await refused(marked, 'dy', { initializationOptions: { libraryPaths: ['file:///w/lib'] } })).toBe('The name also stands in parts.lib, which is in a folder of nodal.library.paths and is not changed from a deck. Open that file to rename it there.');
  });
  it('outside of the open folders', async () => {
    expect(await refused('--- deck.cir\nt\n.include ../else/parts.lib\nd1 a 0 d<|>x\n--- file:///else/parts.lib\n.model dx d\n', 'dy')).toBe('The name also stands in parts.lib, which lies outside of the folders that are open. Open that file to rename it there.');
  });
});

describe('before a rename', () => {
  it('the name is marked', async () => {
    session = await serveMarked('t\nr1 a 0 1\n.save v(x1.<|>abc)\nx1 a s\n.subckt s abc\nr1 abc 0 1\n.ends\n');
    expect(await session.atCursor('textDocument/prepareRename')).toEqual({ range: { start: { line: 2, character: 11 }, end: { line: 2, character: 14 } }, placeholder: 'abc' });
  });
  it('it is said why there is none', async () => {
    session = await serveMarked('t\nr1 a 0<|> 1\n');
    await expect(session.atCursor('textDocument/prepareRename')).rejects.toThrow('Ground has the same name');
    await session.stop();
    session = await serveMarked('t\n* a com<|>ment\n');
    await expect(session.atCursor('textDocument/prepareRename')).rejects.toThrow('put the cursor on the name');
  });
});
