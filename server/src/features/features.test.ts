import { LineIndex } from '@nodal/language';
import { describe, expect, it } from 'vitest';
import { deckAt } from '../testing/deck.js';
import { definitionsAt } from './definition.js';
import { symbolsOf } from './document-symbols.js';
import { hoverText } from './hover.js';

const AMPLIFIER = `.subckt amp in out gain=1
.param half={gain/2}
e1 out 0 in 0 {gain}
r1 in 0 {1k*half}
.ends amp
`;
const hover = (text: string) => {
  const { cursor, circuit } = deckAt(`title\n${text}`);
  return hoverText(cursor, circuit) ?? '';
};
const defined = (text: string) => {
  const { cursor, text: plain } = deckAt(`title\n${text}`);
  const [location] = definitionsAt(cursor.design, cursor.file, cursor.offset);
  if (!location) return undefined;
  const lines = new LineIndex(plain);
  return `${location.targetSelectionRange.start.line}: ${plain.slice(lines.offsetAt(location.targetSelectionRange.start), lines.offsetAt(location.targetSelectionRange.end))}`;
};

describe('hover', () => {
  it.each([
    ['a value', 'v1 a 0 1\nr1 a 0 4.<|>7k\n', '**4.7 kΩ**'],
    ['an element', 'v1 a 0 1\nr<|>1 a 0 {2*2k}\n', 'r = **4 kΩ**'],
    ['an evaluated expression', '.param k=3\nv1 a 0 1\nr1 a 0 {<|>k*1k}\n', '= **3**'],
    ['a parameter', '.param a=2 b={a*3}\nv1 n 0 1\nr1 n 0 {<|>b}\n', '= **6**'],
    ['a parameter of a subcircuit', `${AMPLIFIER.replace('1k*half', '1k*ha<|>lf')}v1 a 0 1\nx1 a b amp gain=6\nr1 b 0 1k\n`, '= **3**'],
    ['a node', 'v1 a 0 1\nr1 <|>a b 1k\nr2 b 0 1k\n', 'connected to `v1.p`, `r1.p`'],
    ['ground', 'v1 a <|>0 1\nr1 a 0 1k\n', 'ground'],
    ['a subcircuit', `${AMPLIFIER}v1 a 0 1\nx1 a b a<|>mp\nr1 b 0 1k\n`, '.subckt amp in out gain=1'],
    ['a model', 'v1 a 0 1\nd1 a 0 d<|>x\n.model dx d is=1f\n', '.model dx d is=1f'],
    ['a model parameter', 'v1 a 0 1\nd1 a 0 dx\n.model dx d i<|>s=1f\n', 'aturation'],
    ['a directive', 'v1 a 0 1\nr1 a 0 1\n.tr<|>an 1u 1m\n', '.tran step stop'],
    ['a waveform', 'v1 a 0 pul<|>se(0 1)\nr1 a 0 1\n', 'pulse(v1 v2 td'],
    ['an option', 'v1 a 0 1\nr1 a 0 1\n.options rel<|>tol=1u\n', 'Relative tolerance'],
  ])('%s', (_, text, expected) => expect(hover(text)).toContain(expected));

  it('says nothing of a comment', () => expect(hover('* a com<|>ment\nr1 a 0 1\n')).toBe(''));
});

describe('definition', () => {
  it.each([
    ['a subcircuit', `${AMPLIFIER}x1 a b a<|>mp\n`, '1: amp'],
    ['a model', 'd1 a 0 d<|>x\n.model dx d\n', '2: dx'],
    ['a parameter', '.param k=1\nr1 a 0 {k<|>*2}\n', '1: k'],
    ['a parameter that a subcircuit declares', `${AMPLIFIER}x1 a b amp ga<|>in=2\n`, '1: gain'],
    ['a function', '.func sq(x) {x*x}\nr1 a 0 {s<|>q(2)}\n', '1: sq'],
    ['a coupled inductor', 'l1 a 0 1\nl2 b 0 1\nk1 l1 l<|>2 0.5\n', '2: l2'],
    ['a controlling source', 'v1 a 0 1\nf1 b 0 v<|>1 2\n', '1: v1'],
  ])('%s', (_, text, expected) => expect(defined(text)).toBe(expected));

  it('leads to an included file', () => {
    const { cursor } = deckAt('title\n.include "a b.l<|>ib"\n');
    expect(definitionsAt(cursor.design, cursor.file, cursor.offset)[0]?.targetUri).toBe('file:///a%20b.lib');
  });
});

describe('outline', () => {
  it('has subcircuits with their inside, models, parameters, elements, analyses and measures', () => {
    const { cursor } = deckAt(`title\n.param k=1\n${AMPLIFIER}.model dx d\n.tran 1u 1m\n.meas tran top max v(a)\n<|>`);
    const show = (symbols: ReturnType<typeof symbolsOf>, indent = ''): string[] => symbols.flatMap((s) => [`${indent}${s.name} ${s.detail}`.trimEnd(), ...show(s.children ?? [], `${indent}  `)]);
    expect(show(symbolsOf(cursor.design, 'file:///deck.cir'))).toEqual(['k 1', 'amp in out', '  half {gain/2}', '  e1 out 0 in 0 {gain}', '  r1 in 0 {1k*half}', 'dx d', '.tran 1u 1m', 'top measure']);
  });
});
