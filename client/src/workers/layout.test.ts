import { encodeCircuit } from '@nodal/language';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { describe, expect, it } from 'vitest';
import { LayoutWorker } from './layout.js';

const circuit = (text: string): Uint8Array => encodeCircuit(elaborateText(text).circuit!);

describe('the layout worker', () => {
  it('answers with a drawing', () => {
    const reply = new LayoutWorker().reply({ type: 'layout', id: 7, circuit: circuit('title\nv1 in 0 5\nr1 in 0 1k\n.op\n.end\n') });
    expect(reply).toMatchObject({ type: 'drawn', id: 7, drawing: { devices: [{ name: 'v1' }, { name: 'r1' }] } });
  });

  it('says what keeps a circuit from being drawn', () => {
    expect(new LayoutWorker().reply({ type: 'layout', id: 8, circuit: new Uint8Array(4) })).toEqual({ type: 'failed', id: 8, message: 'The bytes are not an encoded circuit.' });
  });

  it('starts the next drawing of a deck from the former one', () => {
    const worker = new LayoutWorker();
    const places = (deck: string): string[] => {
      const reply = worker.reply({ type: 'layout', id: 1, circuit: circuit(deck) });
      return reply.type === 'drawn' ? [...reply.drawing.svg.matchAll(/rotate\((-?\d+)\)/g)].map(([, angle]) => angle!) : [];
    };
    // A divider stands upright; it stays so when the source becomes an alternating one.
    const before = places('title\nv1 in 0 5\nr1 in out 1k\nr2 out 0 1k\n.op\n.end\n');
    expect(places('title\nv1 in 0 sin(0 1 1k)\nr1 in out 1k\nr2 out 0 1k\n.op\n.end\n')).toEqual(before);
  });
});
