import { describe, expect, it } from 'vitest';
import { elaborateToText } from './elaborate-text.js';

/** The devices, models and findings of a deck with these cards. */
function devices(cards: string, dialect = 'ngspice'): string {
  return elaborateToText(`title\n* nodal: dialect=${dialect}\n${cards}\n.op\n.end\n`).split('\n').filter((line) => /^(device|model|error|warning|information) /.test(line)).join('\n');
}

describe('bipolar transistors', () => {
  it('have a substrate, an area, flags and parameters', () => {
    expect(devices(`q1 c b e qn
Q2 c b e sub qn 2 off
q3 c b e qn area=3 areab=2 areac=1 ic=0.6,2 m=2
q4 c b e qp 1.5 ic=0.6, 5 temp=50
q5 c b e qn ic=0.7 dtemp=3
.model qn npn(bf=200 vaf=100 is=1e-15)
.model qp pnp bf=50`)).toMatchInlineSnapshot(`
  "model qn npn bf=200 vaf=100 is=1e-15
  model qp pnp bf=50
  device q1 bjt c b e 0 model:qn
  device Q2 bjt c b e sub model:qn area=2 off=1
  device q3 bjt c b e 0 model:qn area=3 areab=2 areac=1 ic=(0.6 2) m=2
  device q4 bjt c b e 0 model:qp area=1.5 ic=(0.6 5) temp=50
  device q5 bjt c b e 0 model:qn ic=0.7 dtemp=3"
`);
  });

  it('have a substrate in brackets in PSpice, whose junction is at the collector', () => {
    expect(devices(`Q1 c b e [sub] qp
Q2 c b e [0] ql 2
Q3 c b e qo
.model qp PNP(BF=50 T_MEASURED=25)
.model ql LPNP(BF=20)
.model qo PNP(subs=-1)`, 'pspice')).toMatchInlineSnapshot(`
  "model qp pnp bf=50 tnom=25 subs=1
  model ql pnp bf=20 subs=-1
  model qo pnp subs=-1
  device Q1 bjt c b e sub model:qp
  device Q2 bjt c b e 0 model:ql area=2
  device Q3 bjt c b e 0 model:qo"
`);
  });

  it('say what is not simulated, or is wrong', () => {
    expect(devices(`q1 c b e s tj qn
q2 c b e qv
q3 c b e qv
q4 c b e qn 0
q5 c b e qn -1
q6 c b qn
q7 c b e dm
q8 c b e nomodel
q9 c b e qn 1 2
q10 c b e qn bf=3
.model qn npn
.model qv npn(level=4 rcx=1 vef=2)
.model dm d`)).toMatchInlineSnapshot(`
  "error unsupported-form [tj] A bipolar transistor of Gummel and Poon (level 1) has no node for its temperature, in ngspice neither; models that have one are not simulated yet. Write: q1 c b e [substrate] model [area] [off]
  error model-level [.model qv npn(level=4 rcx=1 vef=2] Level 4 of the bipolar transistor model is not simulated; only level 1 is.
  warning value-out-of-range [q4 c b e qn 0] The area of q4 is 0, so it is left out of the circuit.
  error value-out-of-range [q5 c b e qn -1] The area of q5 is -1; it must be greater than 0.
  error surplus-operand [2] '2' has no meaning here. A bipolar transistor is written: q9 c b e [substrate] model [area] [off]
  warning unknown-instance-parameter [bf] The parameter 'bf' of q10 has no effect: a bipolar transistor has no such parameter."
`);
  });
});

describe('MOSFETs', () => {
  it('have sizes, conditions and flags', () => {
    expect(devices(`.param ln=2u
m1 d g s b mn l={ln} w=10u ad=1p as=1p pd=4u ps=4u nrd=1 nrs=2 off
m2 d g s 0 mp L=1u W=20u m=4 ic=1,2,-1 temp=85
m3 d g s b mn
.model mn nmos(level=1 vto=0.7 kp=110u gamma=0.4 lambda=0.04 phi=0.7 tox=10n)
.model mp pmos vto=-0.7`)).toMatchInlineSnapshot(`
  "model mn nmos level=1 vto=0.7 kp=0.00011 gamma=0.4 lambda=0.04 phi=0.7 tox=1e-8
  model mp pmos vto=-0.7
  device m1 mosfet d g s b model:mn l=0.000002<$0> w=0.00001 ad=1e-12 as=1e-12 pd=0.000004 ps=0.000004 nrd=1 nrs=2 off=1
  device m2 mosfet d g s 0 model:mp l=0.000001 w=0.00002 ic=(1 2 -1) temp=85 m=4
  device m3 mosfet d g s b model:mn"
`);
  });

  it('are of the kind of their level, with its parameters', () => {
    expect(devices(`m1 d g s b plain
m2 d g s b second
m3 d g s b third
m4 d g s b heir
.model plain nmos theta=0.1
.model second nmos level=2 vto=0.7 uexp=0.1 kappa=0.3
.model third pmos(level=3 vto=-0.7 theta=0.1 xd=1)
.model heir ako:third pmos(eta=0.2)`)).toMatchInlineSnapshot(`
  "model plain nmos
  model second nmos level=2 vto=0.7 uexp=0.1
  model third pmos level=3 vto=-0.7 theta=0.1
  model heir pmos level=3 vto=-0.7 theta=0.1 eta=0.2
  device m1 mosfet d g s b model:plain
  device m2 mosfet2 d g s b model:second
  device m3 mosfet3 d g s b model:third
  device m4 mosfet3 d g s b model:heir
  warning unknown-model-parameter [theta] The parameter 'theta' of the model 'plain' has no effect: a MOSFET model of level 1 has no such parameter.
  warning unknown-model-parameter [kappa] The parameter 'kappa' of the model 'second' has no effect: a MOSFET model of level 2 has no such parameter."
`);
  });

  it('are BSIM3 at levels 8 and 49, of whatever version', () => {
    expect(devices(`m1 d g s b eight l=1u w=2u delvto=10m
m2 d g s b other
m3 d g s b latest
.model eight nmos level=8 vtho=0.4 lvth0=1n version=3.3.0
.model other pmos level=49 version=3.24 capmod=2 lmin=1u
.model latest pmos level=49 version='3.3' beta=1`)).toMatchInlineSnapshot(`
  "model eight nmos level=8 vth0=0.4 lvth0=1e-9
  model other pmos level=49 capmod=2
  model latest pmos level=49
  device m1 bsim3 d g s b model:eight l=0.000001 w=0.000002 delvto=0.01
  device m2 bsim3 d g s b model:other
  device m3 bsim3 d g s b model:latest
  warning model-version [version] Nodal has the equations of version 3.3.0 and takes them for version 3.24, too; results may differ.
  warning unknown-model-parameter [beta] The parameter 'beta' of the model 'latest' has no effect: a MOSFET model has no such parameter."
`);
  });

  it('say what is not simulated, or is wrong', () => {
    expect(devices(`m1 d g s mn l=1u w=1u
m3 d g s b short l=1u w=1u
m4 d g s b mn l=0 w=1u
m5 d g s tj b mn
m6 d g s b binned l=1u w=1u
m7 d g s b mn geo=1 foo=1
m8 d g s b mn 1u
.model mn nmos
.model short nmos level=14 vth0=0.4 k1=0.5
.model binned.1 nmos lmin=0 lmax=1
.model binned.2 nmos lmin=1 lmax=2 wmin=0 wmax=1`)).toMatchInlineSnapshot(`
  "error model-level [.model short nmos level=14 vth0=0.4 k1=0.5] Level 14 of the MOSFET model is not simulated; levels 1, 2, 3, 8 and 49 are.
  error value-out-of-range [m4 d g s b mn l=0 w=1u] L of m4 is 0 m; it must be greater than 0.
  error unsupported-form [b] A MOSFET with more than four nodes is not simulated yet. Write: m5 d g s b model [w= l= …]
  error outside-bin [l=1u] No bin of binned holds the width 0.000001 m and the length 0.000001 m of m6.
  warning unsupported-parameter [geo] The parameter 'geo' of m7 has no effect: Nodal does not simulate it yet.
  warning unknown-instance-parameter [foo] The parameter 'foo' of m7 has no effect: a MOSFET has no such parameter.
  error surplus-operand [1u] '1u' has no meaning here. A MOSFET is written: m8 d g s b model [w= l= …]"
`);
  });
});

describe('models in bins', () => {
  const BINS = `
.param x=1.25u
.model n.1 nmos lmin=1u lmax={1.6*x} wmin=0.5u wmax=3u vto=1
.model n.2 nmos lmin=2u lmax=4u wmin=0.5u wmax=3u vto=2
.model n.3 nmos lmin=2u lmax=4u wmin=3u wmax=10u vto=3
.model n.x nmos vto=4`;

  it('are chosen by the size, the first one at a border, computed sizes and borders too', () => {
    expect(devices(`m1 d g s b n l=1.5u w=1u
m2 d g s b n l=2u w=1u
m3 d g s b n l={2*x} w=8u
x1 d s cell size=2.5u
.subckt cell d s size=1u
m1 d s s s n l=size w=1u
.ends${BINS}`)).toMatchInlineSnapshot(`
  "model n.1 nmos vto=1
  model n.3 nmos vto=3
  model n.2 nmos vto=2
  device m1 mosfet d g s b model:n.1 l=0.0000015 w=0.000001
  device m2 mosfet d g s b model:n.1 l=0.000002 w=0.000001
  device m3 mosfet d g s b model:n.3 l=0.0000025<2 $0 */2> w=0.000008
  device x1.m1 mosfet d s s s model:n.2 l=0.0000025<$0> w=0.000001"
`);
  });

  it('are chosen by the size in units of the option scale', () => {
    expect(devices(`m1 d g s b n l=2.5 w=8\n.options scale=1u${BINS}`)).toMatchInlineSnapshot(`
      "model n.3 nmos vto=3
      device m1 mosfet d g s b model:n.3 l=2.5 w=8"
    `);
  });

  it('say what size has none', () => {
    expect(devices(`m5 d g s b n w=1u
m6 d g s b n l=9u w=1u${BINS}`)).toMatchInlineSnapshot(`
  "error outside-bin [n] The model 'n' comes in bins, of which the size chooses one: give m5 a length, l=.
  error outside-bin [l=9u] No bin of n holds the width 0.000001 m and the length 0.000009 m of m6."
`);
  });
});

describe('power MOSFETs', () => {
  it('have three nodes, a channel and ratings that only inform', () => {
    expect(devices(`m1 d g s irf off
m2 d g s pch ic=-12,-4 m=2 temp=80
m3 d g s same dtemp=5
m4 d g s other
m5 d g s s irf
.model irf VDMOS(nchan Vto=3.6 kp=17 rg=2 mfg=Maker Vds=50 Ron=45m Qg=30n)
.model pch vdmos pchan vto=-3 kp=4
.model same ako:pch vdmos kp=5
.model other vdmosp(vth0=-2)
.model third vdmosn(vto=2)`)).toMatchInlineSnapshot(`
  "model irf vdmos vto=3.6 kp=17 rg=2
  model pch vdmosp vto=-3 kp=4
  model same vdmosp vto=-3 kp=5
  model other vdmosp vto=-2
  device m1 vdmos d g s model:irf off=1
  device m2 vdmos d g s model:pch ic=(-12 -4) temp=80 m=2
  device m3 vdmos d g s model:same dtemp=5
  device m4 vdmos d g s model:other
  device m5 vdmos d g s model:irf"
`);
  });

  it('say what is not simulated, or is wrong', () => {
    expect(devices(`m1 d g s tj tc heats thermal
m2 d g s heats thermal
m4 d g s heats l=1u
m5 d g s nm
m6 d g s cold thermal
m7 d g s tj tc heats
.model cold vdmos
.model heats vdmos(vto=3 rthjc=0.4 subthres=1m foo=1)
.model nm nmos`)).toMatchInlineSnapshot(`
  "warning unsupported-parameter [subthres] The parameter 'subthres' of the model 'heats' has no effect: Nodal does not simulate it yet.
  warning unknown-model-parameter [foo] The parameter 'foo' of the model 'heats' has no effect: a MOSFET model has no such parameter.
  warning unknown-instance-parameter [l] The parameter 'l' of m4 has no effect: a MOSFET has no such parameter.
  error missing-nodes [m5 d g s nm] m5 needs 4 nodes (d, g, s, b), but has 3. Write: m5 d g s b model [w= l= …]
  warning inert-thermal [thermal] 'thermal' has no effect on m6: it needs rthjc in the model.
  warning inert-thermal [tj] The nodes of m7 behind the source have no effect: a power MOSFET has temperatures with the word thermal on its card and rthjc in its model."
`);
  });
});

describe('JFETs', () => {
  it('have areas, conditions and flags', () => {
    expect(devices(`j1 d g s jn
J2 d g s jp 2 off m=3
j3 d g s jn area=0.5 ic=5,-1 temp=85
j4 d g s jn off dtemp=-10 ic=3
j5 d g s jn 0
j6 d g s parker 2
.model parker njf level=2 vto=-1.5 lfgam=0.05 b=0.5
.model jn njf(level=1 vto=-2.1 beta=1.2m b=0.8 vtotc=-2m t_measured=25)
.model jp pjf vt0=-3`)).toMatchInlineSnapshot(`
  "model jn njf level=1 vto=-2.1 beta=0.0012 b=0.8 vtotc=-0.002 tnom=25
  model jp pjf vto=-3
  model parker njf level=2 vto=-1.5 lfgam=0.05
  device j1 jfet d g s model:jn
  device J2 jfet d g s model:jp area=2 off=1 m=3
  device j3 jfet d g s model:jn area=0.5 ic=(5 -1) temp=85
  device j4 jfet d g s model:jn off=1 dtemp=-10 ic=3
  device j6 jfet2 d g s model:parker area=2
  warning value-out-of-range [j5 d g s jn 0] The area of j5 is 0, so it is left out of the circuit.
  warning unknown-model-parameter [b] The parameter 'b' of the model 'parker' has no effect: a JFET model of level 2 has no such parameter."
`);
  });

  it('say what is not simulated, or is wrong', () => {
    expect(devices(`j1 d g s b jn
j2 d g s j2
j3 d g s jo
j4 d g s mes
j5 d g jn
j6 d g s jn -1
j7 d g s jn 1 2
j8 d g s jn w=3u foo=1
j9 d g s dm
.model jn njf
.model j2 njf level=3
.model jo njf(vto=-2 isr=1p alpha=1u foo=2)
.model mes nmf
.model dm d`)).toMatchInlineSnapshot(`
  "error unsupported-form [b] A JFET with more than three nodes is not simulated yet. Write: j1 d g s model [area] [off]
  error model-level [.model j2 njf level=3] Level 3 of the JFET model is not simulated; levels 1 and 2 are.
  warning unsupported-parameter [isr] The parameter 'isr' of the model 'jo' has no effect: Nodal does not simulate it yet.
  warning unsupported-parameter [alpha] The parameter 'alpha' of the model 'jo' has no effect: Nodal does not simulate it yet.
  warning unknown-model-parameter [foo] The parameter 'foo' of the model 'jo' has no effect: a JFET model has no such parameter.
  error unsupported-form [mes] The model 'mes' is of type 'nmf' (a MESFET), which Nodal does not simulate yet.
  error value-out-of-range [j6 d g s jn -1] The area of j6 is -1; it must be greater than 0.
  error surplus-operand [2] '2' has no meaning here. A JFET is written: j7 d g s model [area] [off]
  warning unsupported-parameter [w] The parameter 'w' of j8 has no effect: Nodal does not simulate it yet.
  warning unknown-instance-parameter [foo] The parameter 'foo' of j8 has no effect: a JFET has no such parameter."
`);
  });
});

describe('switches', () => {
  it('are controlled by voltages and currents, and begin on or off', () => {
    expect(devices(`s1 a 0 c d sm on
s2 a 0 (c,d) sp
w1 a 0 vs wm off
w2 a 0 vs wp
x1 a c relay
vs c 0 1
vd d 0 0
.subckt relay p q
w1 p 0 vi wm
vi q 0 0
.ends
.model sm sw(vt=2.5 vh=0.5 ron=1 roff=1meg)
.model sp vswitch(von=3 voff=2 ron=0.1)
.model wm csw it=1m ih=0.1m
.model wp iswitch ion=2m ioff=1m`)).toMatchInlineSnapshot(`
  "model sm sw vt=2.5 vh=0.5 ron=1 roff=1000000
  model sp vswitch von=3 voff=2 ron=0.1
  model wm csw it=0.001 ih=0.0001
  model wp iswitch ion=0.002 ioff=0.001
  device s1 voltage-switch a 0 c d model:sm on=1
  device s2 voltage-switch a 0 c d model:sp
  device w1 current-switch a 0 &vs model:wm off=1
  device w2 current-switch a 0 &vs model:wp
  device x1.w1 current-switch a 0 &x1.vi model:wm
  device x1.vi voltage-source c 0 dc=0
  device vs voltage-source c 0 dc=1
  device vd voltage-source d 0 dc=0"
`);
  });

  it('have inductances and limits in LTspice', () => {
    expect(devices(`S1 a 0 c 0 sm
V1 c 0 1
.model sm SW(Ron=.1 Roff=1Meg Vt=0 Vh=-.5 Lser=10n Vser=.6 Ilimit=2 epsilon=1m oneway level=2)`, 'ltspice')).toMatchInlineSnapshot(`
  "model sm sw ron=0.1 roff=1000000 vt=0 vh=-0.5 level=2
  device S1 voltage-switch a 0 c 0 model:sm
  device V1 voltage-source c 0 dc=1
  warning unsupported-parameter [Lser] The parameter 'Lser' of the model 'sm' has no effect: Nodal does not simulate it yet.
  warning unsupported-parameter [Vser] The parameter 'Vser' of the model 'sm' has no effect: Nodal does not simulate it yet.
  warning unsupported-parameter [Ilimit] The parameter 'Ilimit' of the model 'sm' has no effect: Nodal does not simulate it yet.
  warning unsupported-parameter [epsilon] The parameter 'epsilon' of the model 'sm' has no effect: Nodal does not simulate it yet.
  warning unsupported-parameter [oneway] The parameter 'oneway' of the model 'sm' has no effect: Nodal does not simulate it yet."
`);
  });

  it('say what is not simulated, or is wrong', () => {
    expect(devices(`s1 a 0 sm control={v(a)}
s2 a 0 c d sm maybe
s3 a 0 c d wm
w1 a 0 vnone wm
w2 a 0 r1 wm
w3 a 0 wm
r1 a 0 1
r2 c d 1
.model sm sw von=1 vt=1
.model wm csw`)).toMatchInlineSnapshot(`
  "error unsupported-form [control={v(a)}] A switch that an expression controls is not simulated yet. Write: s1 p n cp cn model [on|off]
  warning unsupported-parameter [von] The parameter 'von' of the model 'sm' has no effect: Nodal does not simulate it yet.
  error surplus-operand [maybe] 'maybe' has no meaning here. A voltage-controlled switch is written: s2 p n cp cn model [on|off]
  error reference-kind [r1] w2 names r1, which is a resistor; it needs a voltage source, or one of E and H."
`);
  });
});
