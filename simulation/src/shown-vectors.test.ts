import { expect, test } from 'vitest';
import type { Presentation, Quantity, Vector } from '@nodal/protocol';
import { shownVectors } from './shown-vectors.js';

const vector = (name: string, node: number | null, device: number | null, raw = true): Vector => ({ name, quantity: device === null ? 'voltage' : 'current', unit: '', complex: false, raw, node, device });
const VECTORS = [vector('time', null, null), vector('v(in)', 1, null), vector('v(out)', 2, null), vector('i(v1)', null, 0), vector('i(r1)', null, 1, false)];
const card = (analysis: string, ...quantities: Quantity[]): Presentation => ({
  card: 'print',
  analysis,
  origin: 0,
  signals: quantities.map((quantity) => ({ text: '', quantity, part: 'value', origin: 0 })),
});

test.each<[string, Presentation[], string[]]>([
  ['nothing asked for', [], []],
  ['a node and a device, in the order of the text', [card('tran', { kind: 'current', device: 1 }, { kind: 'voltage', positive: 2, negative: 0 })], ['i(r1)', 'v(out)']],
  ['a difference shows both nodes', [card('tran', { kind: 'voltage', positive: 2, negative: 1 })], ['v(out)', 'v(in)']],
  ['a card of another analysis', [card('ac', { kind: 'voltage', positive: 2, negative: 0 })], []],
  ['a card for all analyses, twice the same', [card('', { kind: 'voltage', positive: 2, negative: 0 }), card('tran', { kind: 'voltage', positive: 2, negative: 0 })], ['v(out)']],
  ['all is what ngspice writes', [card('tran', { kind: 'all' })], ['v(in)', 'v(out)', 'i(v1)']],
])('%s', (_name, cards, names) => {
  expect(shownVectors(cards, 'tran', VECTORS)).toEqual(names);
});
