import { LineIndex } from '@nodal/language';
import { describe, expect, it } from 'vitest';
import { deckAt } from '../testing/deck.js';
import { definitionsAt } from './definition.js';
import { symbolsOf } from './document-symbols.js';

const AMPLIFIER = `.subckt amp in out gain=1
.param half={gain/2}
e1 out 0 in 0 {gain}
r1 in 0 {1k*half}
.ends amp
`;
const defined = (text: string) => {
  const { cursor, text: plain } = deckAt(`title\n${text}`);
  const [location] = definitionsAt(cursor.design, cursor.file, cursor.offset);
  if (!location) return undefined;
  const lines = new LineIndex(plain);
  return `${location.targetSelectionRange.start.line}: ${plain.slice(lines.offsetAt(location.targetSelectionRange.start), lines.offsetAt(location.targetSelectionRange.end))}`;
};

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
