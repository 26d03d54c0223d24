import { describe, expect, it } from 'vitest';
import { check } from './check.js';
import type { Drawn } from './drawing-model.js';
import { DEFAULT_POSE, posed, type PlacedPart } from './part.js';
import type { Segment } from './route.js';

/** A lying resistor from (x, y) to (x + 6, y) between two nets. */
function resistor(id: string, nets: [number, number], x: number, y: number): PlacedPart {
  const device = { name: id, label: id, kind: 'resistor' as const, value: '1k', origin: { uri: '', start: 0, end: 0 }, pins: nets.map((net) => ({ name: 'p', net })) };
  return { ...posed({ form: 'two-pin', id, devices: [device], nets }, DEFAULT_POSE, () => 'wire', String), x, y };
}

const wire = (net: number, x1: number, y1: number, x2: number, y2: number): Segment => ({ net, x1, y1, x2, y2 });

/** r1 and r2 in a row with net 1 between them; nets 0, 2 and 3 are single pins or loose wires. */
function faults(segments: Segment[], changes: { parts?: PlacedPart[]; texts?: Drawn['texts'] } = {}): string[] {
  const parts = changes.parts ?? [resistor('r1', [0, 1], 0, 0), resistor('r2', [1, 2], 10, 0)];
  const pieces: Drawn['pieces'] = [0, 1, 2, 3].map((net) => ({ net, pins: [] }));
  for (const part of parts) part.part.nets.forEach((net, pin) => pieces[net]!.pins.push({ x: part.x + part.shape.pins[pin]!.x, y: part.y + part.shape.pins[pin]!.y }));
  const found = check({ parts, pieces, segments, texts: changes.texts ?? [], width: 40, height: 40 });
  return [...new Set(found.map(({ kind, pieces: nets }) => `${kind} ${nets.join(' ')}`.trim()))];
}

const JOINED = wire(1, 6, 0, 10, 0);

describe('the checker', () => {
  it('is content with a straight wire, and with a crossing', () => {
    expect(faults([JOINED])).toEqual([]);
    expect(faults([JOINED, wire(3, 8, -4, 8, 4)])).toEqual([]);
  });
  it('finds a net in two pieces', () => {
    expect(faults([])).toEqual(['open 1']);
    expect(faults([wire(1, 6, 0, 8, 0)])).toEqual(['open 1']);
  });
  it('finds wires that run over each other', () => {
    expect(faults([JOINED, wire(3, 7, 0, 9, 0)])).toEqual(['touch 1 3']);
  });
  it('finds a wire that ends on another', () => {
    expect(faults([JOINED, wire(3, 8, 0, 8, 4)])).toEqual(['touch 1 3']);
    expect(faults([JOINED, wire(3, 8, -4, 8, 0)])).toEqual(['touch 1 3']);
  });
  it('finds a wire across a foreign pin', () => {
    expect(faults([JOINED, wire(3, 16, -4, 16, 4)])).toEqual(['pin touch 3']);
    expect(faults([JOINED, wire(3, 0, -4, 0, 4)])).toEqual(['pin touch 3']);
  });
  it('finds a wire through a symbol and through a text', () => {
    expect(faults([JOINED, wire(3, 3, -8, 3, 8)])).toEqual(['wire through symbol 3']);
    expect(faults([JOINED, wire(3, -4, -2, 20, -2)])).toEqual(['wire through symbol 3']);
  });
  it('finds symbols and texts on top of each other', () => {
    expect(faults([JOINED], { parts: [resistor('r1', [0, 1], 0, 0), resistor('r2', [1, 2], 10, 0), resistor('r3', [3, 3], 12, 1)] })).toContain('overlap');
    expect(faults([JOINED], { texts: [{ text: 'out', role: 'net', x: 3, y: 0, anchor: 'middle', device: '' }] })).toEqual(['overlap']);
  });
});
