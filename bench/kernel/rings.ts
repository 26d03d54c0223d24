import { type BenchCircuit, lines } from './circuit.js';
import { BSIM3, BSIM4, LEVEL1 } from './logic.js';

/** Ring oscillators: every transistor switches in every period, so that nothing can be passed over for long. */

/** The number of the stage whose output drives a stage, and of the first one the last. */
const before = (stage: number, stages: number): number => (stage === 0 ? stages : stage) - 1;

/** Current-mode logic: pairs with emitter followers, wired differentially and crossed once. */
const BIPOLAR_STAGES = 15;

const bipolar: BenchCircuit = {
  name: 'ring-bjt',
  analysis: 'tran',
  body: `A ring of ${BIPOLAR_STAGES} stages of current-mode logic with emitter followers
vcc vcc 0 5
${lines(BIPOLAR_STAGES, (i) => {
  const last = before(i, BIPOLAR_STAGES);
  const [inp, inn] = i === 0 ? [`n${last}`, `p${last}`] : [`p${last}`, `n${last}`];
  return `q${i}a cn${i} ${inp} e${i} qn\nq${i}b cp${i} ${inn} e${i} qn\nr${i}e e${i} 0 1.5k\nr${i}a vcc cn${i} 250\nr${i}b vcc cp${i} 250\nq${i}c vcc cn${i} n${i} qn\nq${i}d vcc cp${i} p${i} qn\nr${i}c n${i} 0 2k\nr${i}d p${i} 0 2k`;
})}
ik cn0 0 pulse(0 1m 0 10p 10p 0.5n)
.model qn npn is=1e-16 bf=120 vaf=60 rb=100 re=2 rc=30 cje=30f cjc=25f cjs=60f tf=12p tr=1n ikf=10m ise=1e-15 ne=1.7`,
  card: '.tran 5p 80n 0 5p',
  save: ['v(p0)', 'v(n7)'],
};

/** Buffered logic of depletion transistors: each stage is an inverter, a follower and three diodes that shift its level. */
const JUNCTION_STAGES = 11;

const junction: BenchCircuit = {
  name: 'ring-jfet',
  analysis: 'tran',
  body: `A ring of ${JUNCTION_STAGES} buffered inverters of junction field-effect transistors
vdd vdd 0 2.5
vss vss 0 -3
${lines(JUNCTION_STAGES, (i) => `j${i}a d${i} g${before(i, JUNCTION_STAGES)} 0 jn\nr${i} vdd d${i} 3k\nj${i}b vdd d${i} s${i} jn\nd${i}a s${i} t${i} dn\nd${i}b t${i} u${i} dn\nd${i}c u${i} g${i} dn\nj${i}c g${i} vss vss jn`)}
ik d0 0 pulse(0 0.5m 0 0.1n 0.1n 5n)
.model jn njf vto=-1 beta=1m lambda=20m rd=20 rs=20 cgs=0.2p cgd=0.1p pb=0.8 is=1e-14
.model dn d is=1e-14 rs=20 cjo=0.1p vj=0.8 tt=5p`,
  card: '.tran 0.1n 2u 0 0.1n',
  save: ['v(g0)', 'v(g5)'],
};

/** Complementary inverters, level 1. One begins low: from the balance of all, ngspice's steps shrink to femtoseconds. */
const COMPLEMENTARY_STAGES = 51;

const complementary: BenchCircuit = {
  name: 'ring-mos1',
  analysis: 'tran',
  body: `A ring of ${COMPLEMENTARY_STAGES} CMOS inverters, MOS level 1
vdd vdd 0 3.3
${lines(COMPLEMENTARY_STAGES, (i) => `mn${i} n${i} n${before(i, COMPLEMENTARY_STAGES)} 0 0 nm w=2u l=0.5u ad=2p as=2p pd=6u ps=6u\nmp${i} n${i} n${before(i, COMPLEMENTARY_STAGES)} vdd vdd pm w=5u l=0.5u ad=5p as=5p pd=12u ps=12u`)}
.ic v(n0)=0
${LEVEL1}`,
  card: '.tran 5p 120n 0 5p',
  save: ['v(n0)', 'v(n25)'],
};

/** Five stages only, as a ring is often simulated. */
const SHORT_STAGES = 5;

const short: BenchCircuit = {
  name: 'ring-bsim3',
  analysis: 'tran',
  body: `A ring of ${SHORT_STAGES} CMOS inverters, BSIM3
vdd vdd 0 3.3
${lines(SHORT_STAGES, (i) => `mn${i} n${i} n${before(i, SHORT_STAGES)} 0 0 nm w=2u l=0.35u ad=2p as=2p pd=6u ps=6u\nmp${i} n${i} n${before(i, SHORT_STAGES)} vdd vdd pm w=5u l=0.35u ad=5p as=5p pd=12u ps=12u`)}
.ic v(n0)=0
${BSIM3}`,
  card: '.tran 2p 100n 0 2p',
  save: ['v(n0)', 'v(n2)'],
};

const shorter: BenchCircuit = {
  name: 'ring-bsim4',
  analysis: 'tran',
  body: `A ring of ${SHORT_STAGES} CMOS inverters, BSIM4
vdd vdd 0 1.8
${lines(SHORT_STAGES, (i) => `mn${i} n${i} n${before(i, SHORT_STAGES)} 0 0 nm w=1u l=0.18u ad=0.5p as=0.5p pd=2u ps=2u\nmp${i} n${i} n${before(i, SHORT_STAGES)} vdd vdd pm w=2.5u l=0.18u ad=1.2p as=1.2p pd=3.5u ps=3.5u`)}
.ic v(n0)=0
${BSIM4}`,
  card: '.tran 0.5p 20n 0 0.5p',
  save: ['v(n0)', 'v(n2)'],
};

export const RINGS: readonly BenchCircuit[] = [bipolar, junction, complementary, short, shorter];
