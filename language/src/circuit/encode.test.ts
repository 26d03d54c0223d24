import { NONE } from '@nodal/protocol';
import { describe, expect, it } from 'vitest';
import { CircuitBuilder } from './builder.js';
import { decodeCircuit, encodeCircuit } from './encode.js';

/** A ladder of resistors, as large as one likes. */
function ladder(count: number): CircuitBuilder {
  const builder = new CircuitBuilder('ladder', 'ngspice', ['file:///ladder.cir']);
  builder.definition({ name: builder.string(''), origin: NONE, ports: [], slots: [] });
  builder.instance(NONE, '', 0, NONE, NONE);
  builder.node('0', 0, NONE);
  for (let i = 0; i < count; i++) {
    const origin = builder.origin(0, 30 * i, 30 * i + 25);
    const node = builder.node(`n${i}`, 0, origin);
    const start = builder.parametersEnd;
    builder.parameter('resistance', builder.origin(0, 30 * i + 20, 30 * i + 25), builder.value(1000 + i / 7), 1);
    builder.device({ kind: 'resistor', path: `r${i}`, instance: 0, origin, model: NONE, multiplier: NONE, terminals: [node, i], parameters: { start, count: 1 }, references: 0 });
  }
  return builder;
}

describe('an encoded circuit', () => {
  it('comes back as it was', () => {
    const { circuit } = ladder(50);
    circuit.measures.push({ name: 'm1', analysis: 'tran', origin: NONE, form: { kind: 'when', at: { kind: 'at', value: 3 } } });
    const bytes = encodeCircuit(circuit);
    expect([...bytes.subarray(0, 12)]).toEqual([0x4e, 0x44, 0x4c, 0x43, 3, 0, 0, 0, 0, 0, 0, 0]);
    expect(decodeCircuit(bytes)).toEqual(circuit);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeCircuit(shifted.subarray(3))).toEqual(circuit);
  });

  it('stays within 150 bytes a device', () => {
    const bytes = encodeCircuit(ladder(10_000).circuit);
    expect(bytes.length / 10_000).toBeLessThan(150);
  });

  it('is refused with another beginning or version', () => {
    const bytes = encodeCircuit(ladder(1).circuit);
    expect(() => decodeCircuit(bytes.subarray(1))).toThrow('NDLC');
    expect(() => decodeCircuit(new Uint8Array())).toThrow('NDLC');
    bytes[4] = 9;
    expect(() => decodeCircuit(bytes)).toThrow('version 9');
  });
});
