import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { serveMarked, type Session } from '../../testing/session.js';

let session: Session | undefined;
afterEach(stop);

async function stop(): Promise<void> {
  const open = session;
  session = undefined;
  await open?.stop();
}

/** The actions of a kind at the cursor `<|>` or the selection `[|…|]`. */
async function actionsAt(marked: string, kind: string): Promise<CodeAction[]> {
  await stop();
  session = await serveMarked(marked);
  const { cursor, ranges: [selected] } = session.marked;
  const uri = selected?.uri ?? cursor!.uri;
  const range = selected?.range ?? { start: cursor!.position, end: cursor!.position };
  return session.request('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], only: [kind] } });
}

/** The file after the action whose title begins so; the reason where it cannot be done. */
async function after(marked: string, kind: string, title: string): Promise<string> {
  const actions = await actionsAt(marked, kind);
  const action = actions.find((each) => each.title.startsWith(title));
  if (action === undefined) return `only ${actions.map((each) => each.title).join(', ')}`;
  return action.disabled === undefined ? session!.edited(action.edit!) : action.disabled.reason;
}

describe('a selection becomes a subcircuit', () => {
  const extract = (marked: string) => after(marked, 'refactor.extract', 'Extract');

  test('its ports are the nodes that others name', async () => {
    expect(await extract('t\nv1 in 0 1\n[|R1 in mid 1k ; first\n* between\nR2 mid out 2k\nC1 mid 0 1n|]\nR3 out 0 1k\n.op\n.end\n')).toMatchInlineSnapshot(`
      "t
      v1 in 0 1
      .subckt extracted in out
        R1 in mid 1k ; first
      * between
        R2 mid out 2k
        C1 mid 0 1n
      .ends extracted
      Xextracted in out extracted
      R3 out 0 1k
      .op
      .end
      "
    `);
  });

  test('also where only an output names them', async () => {
    expect(await extract('t\nv1 in 0 1\n[|R1 in mid 1k\nR2 mid 0 2k|]\n.print tran v(mid)\n.end\n')).toMatchInlineSnapshot(`
      "t
      v1 in 0 1
      .subckt extracted in mid
        R1 in mid 1k
        R2 mid 0 2k
      .ends extracted
      Xextracted in mid extracted
      .print tran v(mid)
      .end
      "
    `);
  });

  test('parameters of the subcircuit around come in', async () => {
    expect(await extract('t\n.subckt s a b r=1k\n.param g={2*r}\n  [|R1 a m {r}\n  R2 m b {r*g}|]\n.ends\nx1 1 0 s\nv1 1 0 1\n.end\n')).toMatchInlineSnapshot(`
      "t
      .subckt s a b r=1k
      .param g={2*r}
        .subckt extracted a b r=1k g=0
          R1 a m {r}
          R2 m b {r*g}
        .ends extracted
        Xextracted a b extracted r={r} g={g}
      .ends
      x1 1 0 s
      v1 1 0 1
      .end
      "
    `);
  });

  test('names that others use stay where they are', async () => {
    expect(await extract('t\nv1 in 0 1\n[|L1 in a 1m\nL2 a 0 1m|]\nk1 L1 L2 0.9\n.end\n')).toBe('Not possible, because L1 is named by other cards too.');
    expect(await extract('t\n[|v1 in 0 1\nr1 in 0 1|]\n.end\n')).toBe('Not possible, because nothing else is connected to them, so that the subcircuit would have no port.');
  });

  test('a word of a card is no selection of elements', async () => {
    expect(await extract('t\nR1 [|in|] out 1k\n.end\n')).toBe('only ');
  });
});

describe('an instance becomes the cards of its subcircuit', () => {
  const inline = (marked: string) => after(marked, 'refactor.inline', 'Inline');

  test('with names of its own and with its parameters', async () => {
    expect(await inline('t\n.subckt rc in out r=1k c={1n*k}\n  .param k=2\n  R1 in m {r} ; series\n* shunt\n  D1 m out dm\n  C1 out 0 {c}\n  .model dm d(is=1e-14)\n.ends\nv1 a 0 1\nX<|>1 a b rc r={2*q} ; the filter\n.param q=3\n.end\n')).toMatchInlineSnapshot(`
      "t
      .subckt rc in out r=1k c={1n*k}
        .param k=2
        R1 in m {r} ; series
      * shunt
        D1 m out dm
        C1 out 0 {c}
        .model dm d(is=1e-14)
      .ends
      v1 a 0 1
      * the filter
      .param X1_r={2*q}
      .param X1_c={1n*X1_k}
      .param X1_k=2
      R1_X1 a X1_m {X1_r} ; series
      * shunt
      D1_X1 X1_m b dm_X1
      C1_X1 b 0 {X1_c}
      .model dm_X1 d(is=1e-14)
      .param q=3
      .end
      "
    `);
  });

  test('not where something outside names what is in it', async () => {
    expect(await inline('t\n.subckt s a\nr1 a m 1\nr2 m 0 1\n.ends\nX<|>1 in s\nv1 in 0 1\n.print tran v(x1.m)\n.end\n')).toMatchInlineSnapshot(`"Not possible, because m within it is named by a card outside."`);
    expect(await inline('t\n.subckt s a\nr1 a 0 1\n.ends\nX<|>1 in s m=2\nv1 in 0 1\n.end\n')).toBe('Not possible, because its multiplier m= would have to stand on every card.');
  });
});

describe('a value becomes a parameter', () => {
  const extract = (marked: string) => after(marked, 'refactor.extract', 'Extract');

  test('of a number, of an expression, and within a waveform', async () => {
    expect(await extract('t\n  R1 in out 4.7<|>k\n.end\n')).toBe('t\n  .param R1_value=4.7k\n  R1 in out {R1_value}\n.end\n');
    expect(await extract('t\nM1 d g s b nm w={2*<|>u}\n.end\n')).toBe('t\n.param M1_w={2*u}\nM1 d g s b nm w={M1_w}\n.end\n');
    expect(await extract('t\nv1 a 0 pulse(0 <|>5 0 1n)\n.end\n')).toBe('t\n.param v1_value=5\nv1 a 0 pulse(0 {v1_value} 0 1n)\n.end\n');
  });

  test('no node, no name, nothing that changes in time', async () => {
    expect(await extract('t\nR1 <|>1 2 4.7k\n.end\n')).toBe('only ');
    expect(await extract('t\nE1 a 0 value={v(b)*<|>2}\n.end\n')).toBe('only ');
  });
});

describe('the same in other words', () => {
  test('numbers in other notations', async () => {
    const titles = async (marked: string) => (await actionsAt(marked, 'refactor.rewrite')).map(({ title }) => title);
    expect(await titles('t\nR1 a 0 4700<|>\n.end\n')).toEqual(['Write 4700 as 4.7k', 'Write 4700 as 4.7e3']);
    expect(await titles('t\n* nodal: dialect=ltspice\nR1 a 0 4k<|>7\n.end\n')).toEqual(['Write 4k7 as 4.7k', 'Write 4k7 as 4700', 'Write 4k7 as 4.7e3']);
    expect(await titles('t\nC1 a 0 0.0000047<|>\n.end\n')).toEqual(['Write 0.0000047 as 4.7u', 'Write 0.0000047 as 4.7e-6']);
    expect(await titles('t\nR1 <|>1 0 4700\n.end\n')).toEqual([]);
  });

  test('a card in one line or in several', async () => {
    const rewrite = (marked: string, title: string) => after(marked, 'refactor.rewrite', title);
    expect(await rewrite('t\nM1 d g s b nm<|>\n+ w = 1u\n+   l=2u ; size\n.end\n', 'Join')).toBe('t\nM1 d g s b nm w=1u l=2u ; size\n.end\n');
    expect(await rewrite('t\nM1 d g s b nm<|> w=1u l=2u\n.end\n', 'Break')).toBe('t\nM1 d g s b nm\n+ w=1u\n+ l=2u\n.end\n');
    expect(await rewrite('t\nM1 d g s b nm<|> ; size\n* why\n+ w=1u\n.end\n', 'Join')).toBe('Not possible, because comments stand between its lines, and would have no place.');
  });
});
