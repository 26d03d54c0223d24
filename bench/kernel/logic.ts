import { type BenchCircuit, lines } from './circuit.js';

/** Digital gates at the transistor level: evaluation of devices, with few of them awake at a time. */
const STAGES = 500;

/** Model cards of our own round numbers, for all circuits of MOS level 1. */
export const LEVEL1 = `.model nm nmos level=1 vto=0.6 kp=120u gamma=0.45 phi=0.7 lambda=0.05 tox=9n cgso=0.3n cgdo=0.3n cj=0.5m cjsw=0.3n mj=0.5 mjsw=0.33
.model pm pmos level=1 vto=-0.7 kp=45u gamma=0.5 phi=0.7 lambda=0.06 tox=9n cgso=0.3n cgdo=0.3n cj=0.6m cjsw=0.35n mj=0.5 mjsw=0.33`;

/** A process of 0.35 µm that nobody has, BSIM3. */
export const BSIM3 = `.model nm nmos level=49 version=3.3.0 tox=7.5n vth0=0.55 k1=0.55 k2=-0.02 k3=20 u0=420 ua=1.2e-9 ub=1.5e-18 uc=-3e-11 vsat=9e4 nch=2e17 nlx=1.2e-7 dvt0=2.5 dvt1=0.6 voff=-0.09 nfactor=1.1 eta0=0.05 etab=-0.04 pclm=1.2 pdiblc1=0.1 pdiblc2=0.003 pscbe1=4e8 pscbe2=1e-6 a0=0.9 ags=0.2 keta=-0.03 lint=30n wint=40n rdsw=600 cgso=0.3n cgdo=0.3n cgbo=0.2n cj=0.9m cjsw=0.3n mj=0.4 pb=0.85 pbsw=0.8
.model pm pmos level=49 version=3.3.0 tox=7.5n vth0=-0.6 k1=0.5 k2=0.01 k3=10 u0=140 ua=2e-9 ub=1e-18 uc=-5e-11 vsat=1.1e5 nch=1.5e17 nlx=1e-7 dvt0=2 dvt1=0.5 voff=-0.1 nfactor=1.3 eta0=0.07 etab=-0.05 pclm=1.5 pdiblc1=0.2 pdiblc2=0.004 pscbe1=5e8 pscbe2=1e-6 a0=1 keta=-0.02 lint=35n wint=30n rdsw=1200 cgso=0.25n cgdo=0.25n cj=1m cjsw=0.35n mj=0.45 pb=0.9`;

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
