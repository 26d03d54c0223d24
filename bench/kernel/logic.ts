import { type BenchCircuit, lines } from './circuit.js';

/** Digital gates at the transistor level: evaluation of devices, with few of them awake at a time. */
const STAGES = 500;

/** Model cards of our own round numbers, for all circuits of MOS level 1. */
export const LEVEL1 = `.model nm nmos level=1 vto=0.6 kp=120u gamma=0.45 phi=0.7 lambda=0.05 tox=9n cgso=0.3n cgdo=0.3n cj=0.5m cjsw=0.3n mj=0.5 mjsw=0.33
.model pm pmos level=1 vto=-0.7 kp=45u gamma=0.5 phi=0.7 lambda=0.06 tox=9n cgso=0.3n cgdo=0.3n cj=0.6m cjsw=0.35n mj=0.5 mjsw=0.33`;

const inverters: BenchCircuit = {
  name: 'mos1-inverters-500',
  analysis: 'tran',
  body: `A chain of ${STAGES} CMOS inverters, MOS level 1
vdd vdd 0 3.3
v1 n0 0 pulse(0 3.3 1n 0.2n 0.2n 40n 80n)
${lines(STAGES, (i) => `mn${i} n${i + 1} n${i} 0 0 nm w=2u l=0.5u ad=2p as=2p pd=6u ps=6u\nmp${i} n${i + 1} n${i} vdd vdd pm w=5u l=0.5u ad=5p as=5p pd=12u ps=12u\nc${i} n${i + 1} 0 5f`)}
${LEVEL1}`,
  card: '.tran 10p 100n 0 10p',
  save: ['v(n1)', 'v(n100)', `v(n${STAGES})`],
  accuracy: { reltols: [1e-2, 1e-3, 1e-4] },
};

export const LOGIC: readonly BenchCircuit[] = [inverters];
