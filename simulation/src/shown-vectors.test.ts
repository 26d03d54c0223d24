import type { Presentation, Quantity, Vector } from '@nodal/protocol';
import { describe, expect, it } from 'vitest';
import { shownVectors } from './shown-vectors.js';

const vector = (name: string, quantity: string, place: Partial<Vector>): Vector => ({ name, quantity, unit: '', complex: false, raw: true, node: null, device: null, ...place });
const vectors = [vector('time', 'time', {}), vector('v(a)', 'voltage', { node: 1 }), vector('v(b)', 'voltage', { node: 2 }), vector('i(v1)', 'current', { device: 0 }), vector('i(r1)', 'current', { device: 1, raw: false })];
const card = (analysis: string, ...quantities: Quantity[]): Presentation => ({ card: 'plot', analysis, origin: 0, signals: quantities.map((quantity) => ({ text: '', quantity, part: 'value', origin: 0 })) });

describe('shownVectors', () => {
  it.each([
    ['nothing asked', [], []],
    ['a node', [card('tran', { kind: 'voltage', positive: 2, negative: 0 })], ['v(b)']],
    ['a difference', [card('tran', { kind: 'voltage', positive: 2, negative: 1 })], ['v(b)', 'v(a)']],
    ['a current beyond the raw file', [card('', { kind: 'current', device: 1 })], ['i(r1)']],
    ['another analysis', [card('ac', { kind: 'current', device: 1 })], []],
    ['all', [card('tran', { kind: 'all' })], ['v(a)', 'v(b)', 'i(v1)']],
    ['no name twice', [card('tran', { kind: 'voltage', positive: 1, negative: 0 }), card('tran', { kind: 'voltage', positive: 1, negative: 0 })], ['v(a)']],
  ] as [string, Presentation[], string[]][])('%s', (_, presentations, names) => {
    expect(shownVectors(presentations, 'tran', vectors)).toEqual(names);
  });
});
