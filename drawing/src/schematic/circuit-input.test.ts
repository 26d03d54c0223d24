import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { encodeCircuit } from '@nodal/language';
import { describe, expect, it } from 'vitest';
import { decodeCircuitBytes, fromCircuit } from './circuit-input.js';
import { drawSchematic } from './draw.js';

/** The sheets of a deck: devices with their nets and values. */
function sheets(deck: string): string {
  const { circuit } = elaborateText(deck);
  return fromCircuit(decodeCircuitBytes(encodeCircuit(circuit!))).map(({ title, devices, nets }) => [
    title === '' ? 'top' : title,
    ...devices.map(({ name, kind, pins, value, waveform }) => `  ${name} ${kind} ${pins.map((pin) => `${pin.name}=${nets[pin.net]!.name}`).join(' ')} [${value}]${waveform ? ` ${waveform}` : ''}`),
    ...nets.filter(({ port, global }) => port || global).map(({ name, port }) => `  ${port ? 'port' : 'global'} ${name}`),
  ].join('\n')).join('\n');
}

describe('the encoded circuit', () => {
  it('gives values in engineering notation and the waveforms of sources', () => {
    expect(sheets(`values
v1 a 0 sin(1 325 50)
v2 b 0 pulse(0 5 0 1u 1u 1m 2m)
v3 c 0 dc 0 ac 1
i1 0 d exp(0 1m 1u 1u 2u 1u)
v4 e 0 pwl(0 0 1m 2 2m -1)
v5 f 0 sffm(0 1 10k 5 1k)
r1 a b 4700
r2 b c 10 m=2
c1 c d 4.7u
l1 d e 10u
l2 e 0 1m
k1 l1 l2 -0.5
e1 f 0 a b 100k
f1 0 f v1 5
d1 a b dx
.model dx d
.op
.end
`)).toMatchSnapshot();
  });

  it('gives transistors and switches their pins, without those that say nothing', () => {
    expect(sheets(`transistors
vcc vcc 0 5
vs in x 0
q1 c in 0 qn
q2 c in e sub qp m=2
m1 d in 0 0 mn w=10u l=1u
m2 d in vcc bulk mp
s1 a 0 in c sm
w1 b 0 vs wm
r1 vcc c 1k
.model qn npn
.model qp pnp
.model mn nmos
.model mp pmos
.model sm sw
.model wm csw
.op
.end
`)).toMatchSnapshot();
  });

  it('gives a sheet for each instance, whose ports and globals keep their names', () => {
    expect(sheets(`sheets
.global vdd
vdd vdd 0 5
v1 in 0 ac 1
x1 in mid half
x2 mid out half
rl out 0 1k
.subckt half i o
r1 i n 1k
r2 n o 1k
r3 vdd n 10k
xc n 0 leg
.ends
.subckt leg a b
c1 a b 1n
.ends
.op
.end
`)).toMatchSnapshot();
  });

  it('says what is wrong with other bytes', () => {
    expect(() => decodeCircuitBytes(new Uint8Array([1, 2, 3]))).toThrow('The bytes are not an encoded circuit.');
    expect(() => decodeCircuitBytes(new Uint8Array([0x4e, 0x44, 0x4c, 0x43, 9, 0, 0, 0, 0x80]))).toThrow('version 9');
  });

  it('is drawn with the places of its cards', () => {
    const { circuit } = elaborateText('title\nv1 in 0 5\nr1 in 0 1k\n.op\n.end\n');
    const { drawing, deck } = drawSchematic(encodeCircuit(circuit!));
    expect(deck).toBe('file:///deck.cir');
    expect(drawing.devices).toEqual([{ name: 'v1', uri: 'file:///deck.cir', start: 6, end: 15 }, { name: 'r1', uri: 'file:///deck.cir', start: 16, end: 26 }]);
  });
});
