import { type BenchCircuit, lines } from './circuit.js';

/** Diodes that switch: few unknowns, a Newton iteration or two at each point. */

const bridge: BenchCircuit = {
  name: 'full-wave-rectifier',
  analysis: 'tran',
  body: `Full-wave rectifier
v1 a b sin(0 17 50)
rb b 0 1meg
d1 a p dm
d2 b p dm
d3 n a dm
d4 n b dm
c1 p n 470u
rl p n 200
rg n 0 10k
.model dm d is=7.6e-9 rs=0.03 n=1.7 cjo=30p tt=1u`,
  card: '.tran 10u 500m 0 10u',
  save: ['v(p)', 'v(n)'],
  accuracy: { reltols: [1e-2, 1e-3, 1e-4, 1e-5] },
};

/** Cockcroft and Walton's cascade of ten stages, from rest until it has nearly settled. */
const multiplier: BenchCircuit = {
  name: 'voltage-multiplier',
  analysis: 'tran',
  body: `Voltage multiplier of ten stages
v1 a0 0 sin(0 100 20k)
${lines(10, (i) => `ca${i} a${i} a${i + 1} 10n\ncb${i} b${i} b${i + 1} 10n\nda${i} b${i} a${i + 1} dm\ndb${i} a${i + 1} b${i + 1} dm`)}
rb0 b0 0 1m
rl b10 0 100meg
.model dm d is=1e-12 rs=1 n=1.3 cjo=10p bv=400 tt=10n`,
  card: '.tran 1u 20m 0 1u',
  save: ['v(b1)', 'v(b10)'],
  accuracy: { reltols: [1e-2, 1e-3, 1e-4, 1e-5] },
};

/** A step-down converter without a loop: the switch is driven at 100 kHz, with a snubber at its node. */
const buck: BenchCircuit = {
  name: 'buck-converter',
  analysis: 'tran',
  body: `Switching converter, 24 V to 9 V at 100 kHz
vin in 0 24
vg g 0 pulse(0 5 0 20n 20n 3.73u 10u)
s1 in sw g 0 sm
d1 0 sw dm
rs sw sn 22
cs sn 0 470p
l1 sw lx 47u
rl lx out 30m
c1 out cx 100u
rc cx 0 20m
rload out 0 4.5
.model sm sw vt=2.5 vh=0.5 ron=50m roff=10meg
.model dm d is=1e-8 n=1.05 rs=20m cjo=150p tt=5n`,
  card: '.tran 0.1u 2m 0 0.1u',
  save: ['v(sw)', 'v(out)'],
  accuracy: { reltols: [1e-2, 1e-3, 1e-4, 1e-5] },
};

export const RECTIFIERS: readonly BenchCircuit[] = [bridge, multiplier, buck];
