import { afterEach, describe, expect, it } from 'vitest';
import type { SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from 'vscode-languageserver';
import type { Range } from '../testing/marked.js';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const DECK = 'file:///w/deck.cir';

/** Each line of the text with its tokens as `word:type.modifier`. */
function shown(text: string, data: readonly number[], { tokenTypes, tokenModifiers }: SemanticTokensLegend): string {
  const lines = text.split('\n');
  const of = lines.map((): string[] => []);
  let line = 0;
  let character = 0;
  for (let i = 0; i < data.length; i += 5) {
    const [down, right, length, type, modifiers] = data.slice(i, i + 5) as [number, number, number, number, number];
    line += down;
    character = down === 0 ? character + right : right;
    of[line]!.push([`${lines[line]!.slice(character, character + length)}:${tokenTypes[type]!}`, ...tokenModifiers.filter((_, bit) => modifiers & (1 << bit))].join('.'));
  }
  return of.flatMap((words) => (words.length === 0 ? [] : [words.join('  ')])).join('\n');
}

async function tokens(marked: string, range?: Range): Promise<string> {
  session = await serveMarked(marked);
  const { legend } = session.initialized.capabilities.semanticTokensProvider as { legend: SemanticTokensLegend };
  const [[uri, text]] = [...session.marked.files] as [[string, string]];
  const { data } = await session.request<SemanticTokens>(`textDocument/semanticTokens/${range ? 'range' : 'full'}`, { textDocument: { uri }, ...(range ? { range } : {}) });
  return shown(text, data, legend);
}

describe('semantic tokens', () => {
  it('tell nodes, ground, global nodes, values and names of parameters apart on elements', async () => {
    expect(await tokens('title\n.global vdd\nv1 in 0 dc 5 ac 1 pulse(0 {vhi} 1n)\nr1 in vdd 4.7k tc1=1m\nd1 in gnd dx\nx1 in out amp gain=2\nf1 out 0 v1 2\n.model dx d(is=1f)\n')).toMatchInlineSnapshot(`
      ".global:keyword  vdd:variable.declaration.static
      v1:struct.declaration  in:variable  0:variable.readonly  dc:keyword  5:number  ac:keyword  1:number  pulse:function.defaultLibrary  0:number  vhi:parameter  1n:number
      r1:struct.declaration  in:variable  vdd:variable.static  4.7k:number  tc1:property  1m:number
      d1:struct.declaration  in:variable  gnd:variable.readonly  dx:type
      x1:function.declaration  in:variable  out:variable  amp:class  gain:property  2:number
      f1:struct.declaration  out:variable  0:variable.readonly  v1:struct  2:number
      .model:keyword  dx:type.declaration  d:type.defaultLibrary  is:property  1f:number"
    `);
  });

  it('tell what expressions are made of', async () => {
    expect(await tokens('title\n.param k=3 j={k*2}\n.func sq(x) {x*x+k}\nr1 a 0 {sq(k)*sqrt(2k)+pi}\nb1 a 0 v=v(a,b)*i(v1)\n')).toMatchInlineSnapshot(`
      ".param:keyword  k:parameter.declaration  3:number  j:parameter.declaration  k:parameter  *:operator  2:number
      .func:keyword  sq:function.declaration  x:parameter.declaration  x:parameter  *:operator  x:parameter  +:operator  k:parameter
      r1:struct.declaration  a:variable  0:variable.readonly  sq:function  k:parameter  *:operator  sqrt:function.defaultLibrary  2k:number  +:operator  pi:parameter.readonly.defaultLibrary
      b1:struct.declaration  a:variable  0:variable.readonly  v:property  v:function.defaultLibrary  a:variable  b:variable  *:operator  i:function.defaultLibrary  v1:struct"
    `);
  });

  it('tell subcircuits with their ports, sections and files, and the words of dot cards', async () => {
    expect(await tokens('title\n.subckt amp in out gain=1\nr1 in out {gain}\n.ends amp\n.include "a b.lib"\n.lib x.lib tt\n.tran 1n 1u uic\n.ac dec 10 1 1meg\n.dc v1 0 5 0.1\n.meas tran top max v(out) from=1n\n.options reltol=1m\n.print tran v(out)\n')).toMatchInlineSnapshot(`
      ".subckt:keyword  amp:class.declaration  in:variable.declaration  out:variable.declaration  gain:parameter.declaration  1:number
      r1:struct.declaration  in:variable  out:variable  gain:parameter
      .ends:keyword  amp:class
      .include:keyword  "a b.lib":string
      .lib:keyword  x.lib:string  tt:namespace
      .tran:keyword  1n:number  1u:number  uic:keyword
      .ac:keyword  dec:keyword  10:number  1:number  1meg:number
      .dc:keyword  v1:struct  0:number  5:number  0.1:number
      .meas:keyword  tran:keyword  top:property.declaration  max:keyword  v:function.defaultLibrary  out:variable  from:property  1n:number
      .options:keyword  reltol:property  1m:number
      .print:keyword  tran:keyword  v:function.defaultLibrary  out:variable"
    `);
  });

  it('tell comments by the dialect of the file', async () => {
    expect(await tokens('title\nr1 a 0 1k ; one\nr2 a 0 1k $ two\n')).toMatchInlineSnapshot(`
      "r1:struct.declaration  a:variable  0:variable.readonly  1k:number  ; one:comment
      r2:struct.declaration  a:variable  0:variable.readonly  1k:number  $ two:comment"
    `);
    await session?.stop();
    expect(await tokens('title\n* nodal: dialect=pspice\nr1 a $N_1 1k ; one\n')).toMatchInlineSnapshot(`"r1:struct.declaration  a:variable  $N_1:variable  1k:number  ; one:comment"`);
  });

  it('end at the end of each line of a continued card', async () => {
    expect(await tokens('title\nr1 a 0 {1k\n+ +2k}\n+ tc1=1m\n')).toMatchInlineSnapshot(`
      "r1:struct.declaration  a:variable  0:variable.readonly  1k:number
      +:operator  2k:number
      tc1:property  1m:number"
    `);
  });

  it('are those of the cards in a range', async () => {
    expect(await tokens('title\nr1 a 0 1\nr2 a 0\n+ 2\nr3 a 0 3\n', { start: { line: 3, character: 0 }, end: { line: 3, character: 3 } })).toMatchInlineSnapshot(`
      "r2:struct.declaration  a:variable  0:variable.readonly
      2:number"
    `);
  });

  it('come as a difference to the last answer', async () => {
    await tokens('title\nr1 a 0 1k\nr2 a 0 1k\n');
    const client = session!;
    const before = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri: DECK } });
    await client.change(DECK, 'title\nr1 a 0 1k\nr9 b c d 1k\nr2 a 0 1k\n');
    const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', { textDocument: { uri: DECK }, previousResultId: before.resultId });
    const after = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri: DECK } });
    const data = [...before.data];
    for (const { start, deleteCount, data: added } of delta.edits) data.splice(start, deleteCount, ...(added ?? []));
    expect(data).toEqual(after.data);
    const again = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', { textDocument: { uri: DECK }, previousResultId: after.resultId });
    expect(again.edits).toEqual([]);
    expect(await client.request('textDocument/semanticTokens/full/delta', { textDocument: { uri: DECK }, previousResultId: 'forgotten' })).toMatchObject({ data: after.data });
  });

  it('follow declarations and global nodes that change elsewhere in the text', async () => {
    const before = 'title\nr1 a b k\n';
    session = await serveMarked(before);
    const { legend } = session.initialized.capabilities.semanticTokensProvider as { legend: SemanticTokensLegend };
    const ask = async (text: string): Promise<string> => {
      await session!.change(DECK, text);
      const { data } = await session!.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri: DECK } });
      return shown(text, data, legend).split('\n')[0]!;
    };
    expect(await ask(`${before}.param k=1\n`)).toBe('r1:struct.declaration  a:variable  b:variable  k:parameter');
    expect(await ask(`${before}.model k r\n.global b\n`)).toBe('r1:struct.declaration  a:variable  b:variable.static  k:type');
    expect(await ask(`${before}.param k=1\n`)).toBe('r1:struct.declaration  a:variable  b:variable  k:parameter');
  });

  it('are none in what is no netlist, and take any text', async () => {
    expect(await tokens('library (cells) {\n}\n')).toBe('');
    await session?.stop();
    expect(await tokens('title\nr1 a {1+ (\n.model\n.subckt\n.func f(\n.param =3\n+\n.meas\n= ) 2\n')).toMatchInlineSnapshot(`
      "r1:struct.declaration  a:variable  1:number  +:operator
      .model:keyword
      .subckt:keyword
      .func:keyword  f:function.declaration
      .param:keyword  3:number
      .meas:keyword"
    `);
  });
});
