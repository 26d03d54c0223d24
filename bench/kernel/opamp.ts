import type { BenchCircuit } from './circuit.js';

/**
 * An operational amplifier of the 741's kind at the level of its transistors,
 * as the textbooks have it (Gray, Hurst, Lewis, Meyer: Analysis and Design of
 * Analog Integrated Circuits, chapter 6): 24 transistors, 11 resistors and the
 * capacitor that compensates it. The model cards are our own round numbers.
 */
const AMPLIFIER = `
.subckt opamp inp inn out vp vn
* The input stage: emitter followers into common bases, with a mirror as load.
q1 c8 inp e1 qn
q2 c8 inn e2 qn
q3 c5 b3 e1 qp
q4 c6 b3 e2 qp
q5 c5 b5 e5 qn
q6 c6 b5 e6 qn
q7 vp c5 b5 qn
r1 e5 vn 1k
r2 e6 vn 1k
r3 b5 vn 50k
* Bias: a reference current, a Widlar mirror, and common-mode feedback to the bases.
q8 c8 c8 vp qp
q9 b3 c8 vp qp
q10 b3 b11 e10 qn
r4 e10 vn 5k
q11 b11 b11 vn qn
r5 b12 b11 39k
q12 b12 b12 vp qp
q13a o13 b12 vp qp 0.25
q13b c17 b12 vp qp 0.75
* The second stage with its current limit.
q16 vp c6 e16 qn
r9 e16 vn 50k
q17 c17 e16 e17 qn
r8 e17 vn 100
q22 c6 e17 vn qn
cc c6 c17 30p
* The output stage: two diodes' worth of bias, followers, and limits of their current.
q18 o13 b18 c19 qn
q19 o13 o13 b18 qn
r10 b18 c19 40k
q23a vn c17 c19 qp
q23b vn c17 c6 qp
q14 vp o13 e14 qn 3
r6 e14 out 27
q15 o13 e14 out qn
r7 out e20 22
q20 vn c19 e20 qp 3
q21 c21 e20 out qp
q24 c21 c21 vn qn
r11 c21 vn 50k
.ends
.model qn npn is=1e-15 bf=200 br=2 vaf=125 rb=200 rc=200 re=2 cje=0.6p cjc=0.4p cjs=2p tf=0.4n tr=20n ikf=10m ise=2e-15 ne=1.8
.model qp pnp is=2e-15 bf=50 br=4 vaf=50 rb=150 rc=100 re=5 cje=0.3p cjc=1p cjs=3p tf=25n tr=100n ikf=1m ise=3e-15 ne=1.8`;

const SUPPLIES = 'vp vp 0 15\nvn vn 0 -15\nrload out 0 2k';

const transient: BenchCircuit = {
  name: 'opamp-tran',
  analysis: 'tran',
  body: `A 741-like amplifier as a follower, large and fast steps on a sine
${SUPPLIES}
v1 in a pulse(-2 2 10u 1u 1u 100u 200u)
v2 a 0 sin(0 1 20k)
x1 in out out vp vn opamp
cl out 0 100p${AMPLIFIER}`,
  card: '.tran 0.1u 1m 0 0.1u',
  save: ['v(in)', 'v(out)'],
  accuracy: { reltols: [1e-2, 1e-3, 1e-4, 1e-5] },
};

/** The loop is closed for DC by an inductor that no signal passes, which gives the open-loop response. */
const small: BenchCircuit = {
  name: 'opamp-ac',
  analysis: 'ac',
  body: `The open-loop response of a 741-like amplifier
${SUPPLIES}
v1 in 0 dc 0 ac 1
l1 out inn 1meg
c1 inn 0 1
x1 in inn out vp vn opamp${AMPLIFIER}`,
  card: '.ac dec 1000 0.1 100meg',
  save: ['v(out)'],
};

/** The transient for four times as long, for races in which how an engine begins is not the question. */
export const LONG_OPAMP: BenchCircuit = { ...transient, card: '.tran 0.1u 4m 0 0.1u' };

export const OPAMPS: readonly BenchCircuit[] = [transient, small];
