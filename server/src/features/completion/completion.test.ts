import { afterEach, describe, expect, it } from 'vitest';
import type { CompletionItem, CompletionList, TextEdit } from 'vscode-languageserver';
import { deckAt } from '../../testing/deck.js';
import { applyEdits } from '../../testing/marked.js';
import { serveMarked, type Session } from '../../testing/session.js';
import { completionsAt } from './provider.js';

const AMPLIFIER = '.subckt amp in out gain=1\n.param half={gain/2}\ne1 out 0 in 0 {gain}\nr1 in 0 {1k*half}\n.ends amp\n';
const at = (text: string) => deckAt(`title\n${text}`);
const offered = (text: string) => completionsAt(at(text).cursor).items;
const labels = (text: string) => offered(text).map(({ label }) => label);
const first = (text: string, count = 4) => labels(text).slice(0, count).join(' ');

/** The line of the cursor after the first item of a label was taken; places to fill in stand in braces. */
function taken(text: string, label: string): string {
  const deck = at(text);
  const item = completionsAt(deck.cursor).items.find((candidate) => candidate.label === label);
  if (item === undefined) return `no ${label}`;
  const line = (item.textEdit as TextEdit).range.start.line;
  return applyEdits(deck.text, [item.textEdit as TextEdit]).split('\n')[line]!.replace(/\$\{\d+:([^}]*)\}/g, '{$1}');
}

describe('what begins a card', () => {
  it('elements with their pins, with a free number', () => expect(taken('r1 a 0 1\nr2 a 0 1\n<|>\n', 'R')).toBe('{r3} {p} {n} {value}'));
  it('elements in capitals where they are typed so', () => expect(taken('R<|>\n', 'R')).toBe('{R1} {p} {n} {value}'));
  it.each([
    ['d', 'D', '{d1} {anode} {cathode} {model}'],
    ['q', 'Q', '{q1} {c} {b} {e} {model}'],
    ['m', 'M', '{m1} {d} {g} {s} {b} {model}'],
    ['x', 'X', '{x1} {nodes} {subcircuit}'],
    ['k', 'K', '{k1} {inductor} {inductor} {coefficient}'],
  ])('%s', (typed, label, line) => expect(taken(`${typed}<|>\n`, label)).toBe(line));
  it('directives, the dot with them', () => expect(taken('.tr<|>\n', '.tran')).toBe('.tran'));
  it('the whole word from its middle', () => expect(taken('.tr<|>an\n', '.tran')).toBe('.tran'));
  it('what ends an open subcircuit first', () => expect(first('.subckt a b\n.<|>\n', 1)).toBe('.ends'));
  it('what ends open conditional cards first', () => expect(first('.if (1)\nr1 a 0 1\n.e<|>\n', 1)).toBe('.endif'));
  it('cards of other dialects last', () => expect(labels('.<|>\n').indexOf('.backanno')).toBeGreaterThan(labels('.<|>\n').indexOf('.width')));
});

describe('operands of elements', () => {
  it('nodes: those that wait for a connection and are near first', () => expect(first('v1 supply 0 1\nr1 supply mid 1k\nr2 mid out 1k\nr3 <|>\n', 4)).toBe('out mid supply 0'));
  it('no node that is only being typed', () => expect(labels('v1 abc 0 1\nr1 abx<|>\n')).toEqual([]));
  it('ports of the subcircuit', () => expect(first('.subckt a inp outp\nr1 <|>\n.ends\n', 2)).toBe('inp outp'));
  it('nodes on continuation lines', () => expect(first('v1 supply 0 1\nr1\n+ <|>\n', 1)).toBe('supply'));
  it('models that fit the element', () => expect(labels('v1 a 0 1\n.model dx d\n.model rx r\nd1 a 0 <|>\n').filter((label) => label.length === 2)).toEqual(['dx']));
  it('models of the types of a transistor', () => expect(first('.model p pnp\n.model n npn\n.model m nmos\nq1 c b e <|>\n', 2)).toBe('n p'));
  it('subcircuits with as many ports first', () => expect(first(`${AMPLIFIER}.subckt three a b c\n.ends\nx1 a b <|>\n`, 1)).toBe('amp'));
  it('parameters of a subcircuit with their defaults', () => expect(offered(`${AMPLIFIER}x1 a b amp <|>\n`).map(({ label, detail }) => `${label} ${detail}`)).toEqual(['gain default 1']));
  it('no parameter twice', () => expect(labels(`${AMPLIFIER}x1 a b amp gain=2 <|>\n`)).toEqual([]));
  it('inductors to couple, without those of other letters', () => expect(labels('l1 a 0 1\nl2 b 0 1\nr1 a b 1\nk1 l1 <|>\n')).toEqual(expect.arrayContaining(['l1', 'l2'])));
  it('sources whose current controls', () => expect(labels('v1 a 0 1\nr1 a 0 1\nf1 b 0 <|>\n')).toEqual(['v1']));
  it('waveforms with their arguments', () => expect(taken('v1 a 0 pu<|>\n', 'pulse')).toBe('v1 a 0 pulse({v1} {v2} {td} {tr} {tf} {pw} {per})'));
  it('parameters as values, in braces', () => expect(taken('.param load=1k\nr1 a 0 <|>\n', 'load')).toBe('r1 a 0 {load}'));
  it('parameters of the instance behind its value', () => expect(labels('r1 a 0 1k <|>\n')).toEqual(expect.arrayContaining(['tc1', 'temp', 'm'])));
  it('nothing in a comment or the title', () => {
    expect(labels('* r<|>\nr1 a 0 1\n')).toEqual([]);
    expect(labels('r1 a 0 1 ; r<|>\n')).toEqual([]);
    expect(completionsAt(deckAt('my ti<|>tle\nr1 a 0 1\n').cursor).items).toEqual([]);
  });
});

describe('expressions', () => {
  it('parameters first, then functions with their arguments', () => {
    expect(first('.param width=1 wide=2\nr1 a 0 {w<|>}\n', 2)).toBe('wide width');
    expect(taken('r1 a 0 {sq<|>}\n', 'sqrt')).toBe('r1 a 0 {sqrt({x})}');
  });
  it('behind = in .param', () => expect(labels('.param width=1\n.param half=wi<|>\n')).toContain('width'));
  it('constants', () => expect(labels('r1 a 0 {p<|>}\n')).toContain('pi'));
  it('functions of the deck', () => expect(taken('.func half(x) {x/2}\nr1 a 0 {ha<|>}\n', 'half')).toBe('r1 a 0 {half({x})}'));
  it('nodes in v(…)', () => expect(labels('v1 abc 0 1\nb1 x 0 v=2*v(<|>)\n')).toContain('abc'));
  it('sources in i(…)', () => expect(labels('v1 abc 0 1\nb1 x 0 v=2*i(<|>)\n')).toContain('v1'));
});

describe('operands of directives', () => {
  it.each([
    ['.ac <|>', 'dec oct lin'],
    ['.tran 1u 1m <|>', 'startup'],
    ['.model dx <|>', 'c cap core csw'],
    ['.model dx d <|>', 'af area bv cjo'],
    ['.options rel<|>', 'reltol'],
    ['.options method=<|>', 'trap gear'],
    ['.ends <|>', ''],
    ['.print tran v(<|>)', 'out in'],
    ['.print <|>', 'tran ac dc op'],
    ['.dc <|>', 'v1 gain temp r1'],
    ['.noise v(out) <|>', 'v1'],
    ['.meas tran a <|>', 'avg max min pp'],
    ['.meas tran a max v(<|>)', 'out in'],
    ['.meas tran a trig v(in) val=1 rise=<|>', 'last'],
    ['.ic <|>', 'v(out) v(in)'],
    ['.step param <|>', 'gain'],
    ['.four 1k <|>', 'v(out) v(in) i(v1) i(c1)'],
  ])('%s', (line, expected) => expect(first(`.param gain=1\nv1 in 0 1\nr1 in out 1k\nc1 out 0 1u\n${line}\n`, expected === '' ? 1 : expected.split(' ').length)).toBe(expected));
  it('options with their defaults', () => expect(taken('.options rel<|>\n', 'reltol')).toBe('.options reltol={0.001}'));
  it('forms of measures', () => expect(taken('.meas tran a ri<|>\n', 'trig')).toBe('no trig'));
  it('a form of a measure with its places', () => expect(taken('.meas tran a av<|>\n', 'avg')).toBe('.meas tran a avg {v(out)} from={0} to={1m}'));
  it('parameters of models with unit and default', () => expect(offered('.model dx d (is=1f cj<|>\n').map(({ label, detail }) => `${label}: ${detail}`).slice(0, 2)).toMatchInlineSnapshot(`
    [
      "cjo: in F, default 0 F",
      "cjp: in F, default 0 F",
    ]
  `));
  it('parameters of a transistor by its level', () => {
    const kappa = (level: string) => offered(`.model m nmos (${level} kap<|>\n`).filter(({ label }) => label === 'kappa').map(({ detail }) => detail);
    expect(kappa('level=3')).toEqual(['default 200m']);
    expect(kappa('level=1')).toEqual(['of a MOSFET']);
  });
  it('the name that an .ends wants', () => expect(labels('.subckt amp a b\n.ends <|>\n')).toEqual(['amp']));
});

describe('over a connection', () => {
  let session: Session | undefined;
  afterEach(() => session?.stop());
  const capabilities = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

  async function complete(text: string, options = {}): Promise<CompletionItem[]> {
    session = await serveMarked(text, { capabilities, ...options });
    await session.workspace.library!.ready();
    return (await session.atCursor<CompletionList>('textDocument/completion')).items;
  }
  const edited = (item: CompletionItem) => {
    const { uri } = session!.marked.cursor!;
    return session!.edited({ changes: { [uri]: [item.textEdit as TextEdit, ...(item.additionalTextEdits ?? [])] } }).replace('--- deck.cir\n', '');
  };

  it('a model of a library that is not included brings its include', async () => {
    const [item] = await complete('--- deck.cir\ntitle\n.include other.inc\nv1 a 0 1\nd1 a 0 1n<|>\n.op\n--- other.inc\n* empty\n--- lib/diodes.lib\n.model 1n4148 d(is=1n)\n.model bc547 npn\n');
    expect(item).toMatchObject({ label: '1n4148', labelDetails: { description: 'diodes.lib' } });
    expect(edited(item!)).toMatchInlineSnapshot(`
      "title
      .include other.inc
      .include lib/diodes.lib
      v1 a 0 1
      d1 a 0 1n4148
      .op
      "
    `);
    const resolved = await session!.request<CompletionItem>('completionItem/resolve', item!);
    expect((resolved.documentation as { value: string }).value).toBe('```spice\n.model 1n4148 d(is=1n)\n```');
  });

  it('a subcircuit of a section brings .lib with the section, below the title', async () => {
    const items = await complete('--- deck.cir\ntitle\nv1 a 0 1\nx1 a 0 op<|>\n.op\n--- file:///w/my%20parts.lib\n.lib fast\n.subckt opa p n\n.ends\n.endl\n.lib slow\n.subckt opa p n\n.ends\n.endl\n');
    expect(items.map(({ label, labelDetails }) => `${label} ${labelDetails?.description}`)).toEqual(['opa my parts.lib fast', 'opa my parts.lib slow']);
    expect(edited(items[1]!)).toMatchInlineSnapshot(`
      "title
      .lib "my parts.lib" slow
      v1 a 0 1
      x1 a 0 opa
      .op
      "
    `);
  });

  it('what is included is offered once', async () => {
    expect((await complete('--- deck.cir\ntitle\n.include parts.lib\nd1 a 0 d<|>\n--- parts.lib\n.model dx d\n')).map(({ label }) => label)).toEqual(['dx']);
  });

  it('a library folder outside of the workspace', async () => {
    const items = await complete('--- deck.cir\ntitle\nd1 a 0 d<|>\n--- file:///libs/sub/parts.lib\n.model dx d\n', { initializationOptions: { libraryPaths: ['file:///libs'] } });
    expect(edited(items[0]!)).toBe('title\n.include sub/parts.lib\nd1 a 0 dx\n');
  });

  it('files, netlists first, then folders', async () => {
    const text = '--- deck.cir\ntitle\n.include <|>\n--- a.txt.bak\nx\n--- sub/b.lib\n* b\n--- parts one.lib\n* a\n';
    const items = await complete(text);
    expect(items.map(({ label }) => label)).toEqual(['parts one.lib', 'sub/', 'a.txt.bak']);
    expect(edited(items[0]!)).toBe('title\n.include "parts one.lib"\n');
  });

  it('files of a folder, in quotes', async () => {
    const items = await complete('--- deck.cir\ntitle\n.include "sub/<|>\n--- sub/b.lib\n* b\n');
    expect(items.map(edited)).toEqual(['title\n.include "sub/b.lib"\n']);
  });

  it('sections of the library that is named', async () => {
    expect((await complete('--- deck.cir\ntitle\n.lib parts.lib <|>\n--- parts.lib\n.lib tt\nr1 a b 1\n.endl tt\n.lib ff\n.endl ff\n')).map(({ label }) => label)).toEqual(['tt', 'ff']);
  });

  it('no more than anybody looks through of a large library', async () => {
    const models = Array.from({ length: 1000 }, (_, i) => `.model dio${i} d`).join('\n');
    session = await serveMarked(`--- deck.cir\ntitle\nd1 a 0 dio<|>\n--- parts.lib\n${models}\n`, { capabilities });
    await session.workspace.library!.ready();
    const { items, isIncomplete } = await session.atCursor<CompletionList>('textDocument/completion');
    expect([items.length, isIncomplete]).toEqual([300, true]);
  });
});
