import { describe, expect, it } from 'vitest';
import { elaborateText, elaborateToText } from './elaborate-text.js';

/** The devices, models and findings of a deck with these cards. */
function devices(cards: string): string {
  return elaborateToText(`title\n${cards}\n.op\n.end\n`).split('\n').filter((line) => /^(device|model|error|warning|information) /.test(line)).join('\n');
}

describe('resistors, capacitors, inductors', () => {
  it('take values, models, parameters', () => {
    expect(devices(`r1 a 0 1k
R2 a 0 rmod 2k
r3 a 0 2k rmod tc=1m,2u m=2
r4 a 0 r={2*3} temp=50 dtemp=2
r5 a 0 rmod l=10u w=2u
c1 a 0 4.7uF ic=1.5
c2 a 0 c=1n
l1 a 0 10m ic=1m
r6 (a 0) 10MEG tol=5% pwr=0.1
.model rmod r (r=5 tc1=1m rsh=10)`)).toMatchInlineSnapshot(`
  "model rmod r r=5 tc1=0.001 rsh=10
  device r1 resistor a 0 r=1000
  device R2 resistor a 0 model:rmod r=2000
  device r3 resistor a 0 model:rmod r=2000 tc1=0.001 tc2=0.000002 m=2
  device r4 resistor a 0 r=6 temp=50 dtemp=2
  device r5 resistor a 0 model:rmod l=0.00001 w=0.000002
  device c1 capacitor a 0 c=0.0000047 ic=1.5
  device c2 capacitor a 0 c=1e-9
  device l1 inductor a 0 l=0.01 ic=0.001
  device r6 resistor a 0 r=10000000"
`);
  });

  it('say what is missing or has no meaning', () => {
    expect(devices(`r1 a 0
r2 a
r3 a 0 nomodel
c4 a 0 dm
r5 a 0 0
r6 a 0 1k foo=3
r7 a 0 {1/0}
r8 a 0 {sqrt(-1)}
r9 a 0 1k 2k
r10 a 0 1k m=-1
.model dm d`)).toMatchInlineSnapshot(`
  "warning zero-resistance [0] r5 has 0 Ω; 0.001 Ω is taken, as in ngspice. Use a voltage source of 0 V for a wire.
  warning unknown-instance-parameter [foo] The parameter 'foo' of r6 has no effect: a resistor has no such parameter.
  error value-not-finite [{1/0}] This expression is infinite here: look for a division by zero or an exponential that overflows.
  error value-not-finite [{sqrt(-1)}] This expression has no value here: look for the root of a negative number, 0 / 0, or a parameter without a value.
  warning surplus-operand [2k] r9 has a value already; this second one has no effect.
  error value-out-of-range [m=-1] The multiplier of r10 is -1; it must be greater than 0."
`);
  });

  it('take a parameter without braces where its dialect does', () => {
    const text = '.param rv=1k\nr1 a 0 rv\nv1 a 0 rv ac 1 sin(0 rv 1k)\nr2 a 0 2k tc1=rv';
    expect(devices(text)).toMatchInlineSnapshot(`
      "device r1 resistor a 0 r=1000<$0>
      device v1 voltage-source a 0 dc=1000<$0> ac=(1 0) sin=(0 1000<$0> 1000)
      device r2 resistor a 0 r=2000 tc1=1000<$0>"
    `);
    expect(devices(`* nodal: dialect=pspice\n${text}`)).toMatchInlineSnapshot(`
      "device r1 resistor a 0 r=1000<$0>
      device v1 voltage-source a 0 dc=1000<$0> ac=(1 0) sin=(0 1000<$0> 1000)
      device r2 resistor a 0 r=2000 tc1=1000<$0>
      warning parameter-without-braces [rv] 'rv' is read as the parameter of that name, as in ngspice; PSpice wants {rv}.
      warning parameter-without-braces [rv] 'rv' is read as the parameter of that name, as in ngspice; PSpice wants {rv}.
      warning parameter-without-braces [rv] 'rv' is read as the parameter of that name, as in ngspice; PSpice wants {rv}."
    `);
    expect(devices('.param rm=1k\n.model rm r r=2\nr1 a 0 rm')).toMatchInlineSnapshot(`
      "model rm r r=2
      device r1 resistor a 0 model:rm"
    `);
  });

  it('take ngspice’s value where they have none, in its dialect only', () => {
    const text = 'r1 a 0\nc1 a 0\nl1 a b\nl2 b 0 1\nk1 l1 l2';
    expect(devices(text)).toMatchInlineSnapshot(`
      "device r1 resistor a 0 r=0.001
      device c1 capacitor a 0 c=0
      device l1 inductor a b l=0
      device l2 inductor b 0 l=1
      device k1 coupling &l1 &l2 k=0"
    `);
    expect(devices(`* nodal: dialect=ltspice\n${text}`)).toMatchInlineSnapshot(`""`);
  });
});

describe('couplings', () => {
  it('join two or more inductors', () => {
    expect(devices('k1 l1 l2 0.9\nK2 l1 l2 l3 {1/2}\nl1 a 0 1\nl2 b 0 1\nl3 c 0 1\nr1 a b 1\nr2 b c 1')).toMatchInlineSnapshot(`
      "device k1 coupling &l1 &l2 k=0.9
      device K2 coupling &l1 &l2 &l3 k=0.5
      device l1 inductor a 0 l=1
      device l2 inductor b 0 l=1
      device l3 inductor c 0 l=1
      device r1 resistor a b r=1
      device r2 resistor b c r=1"
    `);
  });

  it('need inductors and a coefficient in range', () => {
    expect(devices('k1 l1 0.9\nk2 l1 l2 1.5\nk3 l1 l9 0.5\nk4 l1 l1 0.5\nk5 l1 l2\nl1 a 0 1\nl2 a 0 1')).toMatchInlineSnapshot(`"error coupled-twice [l1] k4 names l1 twice; an inductor cannot be coupled to itself."`);
  });
});

describe('windings on a core', () => {
  it('have a number of turns, and the coupling the model of the core', () => {
    expect(devices(`* nodal: dialect=pspice
l1 a 0 100 ic=1
l2 b 0 {2*10}
l3 c 0 1m
k1 l1 l2 0.99 ferrite 2
k2 l4 1 ferrite
l4 d 0 5
r1 a b 1
r2 b c 1
r3 c d 1
.model ferrite core(ms=380k a=26 area=0.5 gamma=1)`)).toMatchInlineSnapshot(`
  "model ferrite core ms=380000 a=26 area=0.5
  device l1 core-winding a 0 n=100 ic=1
  device l2 core-winding b 0 n=20
  device l3 inductor c 0 l=0.001
  device k1 magnetic-core &l1 &l2 model:ferrite k=0.99 size=2
  device k2 magnetic-core &l4 model:ferrite k=1
  device l4 core-winding d 0 n=5
  device r1 resistor a b r=1
  device r2 resistor b c r=1
  device r3 resistor c d r=1
  warning unsupported-parameter [gamma] The parameter 'gamma' of the model 'ferrite' has no effect: Nodal does not simulate it yet."
`);
  });

  it('are not coupled as inductors, nor twice, nor by more than 1', () => {
    expect(devices(`* nodal: dialect=pspice
l1 a 0 100
l2 a 0 100
l3 a 0
k1 l1 1.5 ferrite
k2 l2 l2 0.9 ferrite
k3 l3 0.9 ferrite
k4 l1 l2 0.9
k5 l5 0.9 other
k6 l1 l2 0.9 missing
k7 l1 0.9 steel
k8 l1 0.9 ferrite 1 2
r1 a 0 1
.model ferrite core(ms=380k)
.model steel core(level=3)
.model other d`)).toMatchInlineSnapshot(`
  "error value-out-of-range [1.5] The coupling of k1 is 1.5; that of windings on a core must be above 0 and at most 1.
  error coupled-twice [l2] k2 names l2 twice; an inductor cannot be coupled to itself.
  error model-level [.model steel core(level=3] Level 3 of the coupling model is not simulated; levels 1 and 2 are.
  error surplus-operand [2] '2' has no meaning here. A coupling is written: k8 inductor inductor … coefficient
  error unknown-device [l3] k3 names 'l3', but there is no such device in the top circuit. Did you mean 'l1' or 'l2' or 'k3'?
  error reference-kind [l1] k4 names l1, which is a core winding; it needs an inductor.
  error reference-kind [l2] k4 names l2, which is a core winding; it needs an inductor."
`);
  });
});

describe('independent sources', () => {
  it('take DC, AC and waveforms in any order', () => {
    expect(devices(`v1 a 0 5
v2 b 0 dc 5 ac 1 90
v3 c 0 ac 1
v4 d 0 pulse(0 5 1n 1n 1n 1u 2u 3) dc 1
v5 e 0 sin 0 1 1k
v6 f 0 exp(0 1 1u 2u)
v7 g 0 pwl(0 0 1u 1 2u 0) r=0 td=1u
i8 0 h pwl(0,0,1u,1,r=1u)
v9 i 0 sffm(0 1 20k 5 1k)
v10 j 0 am(1 1 1k 100k)
v11 k 0 PULSE (0 5 0 1n 1n 1u 2u)
v12 l 0 dc=3 ac=2
v13 m 0 ac
v14 n 0 pwl repeat forever (0 0 1m 1 2m 0) endrepeat
v15 o 0 pwl repeat for 2 (0 0 1m 1) endrepeat
v16 p 0
v17 q 0 SINE(0 1 1k 0 0 90) 2 AC {1+1} 0`)).toMatchInlineSnapshot(`
  "device v1 voltage-source a 0 dc=5
  device v2 voltage-source b 0 dc=5 ac=(1 90)
  device v3 voltage-source c 0 ac=(1 0)
  device v4 voltage-source d 0 pulse=(0 5 1e-9 1e-9 1e-9 0.000001 0.000002 3) dc=1
  device v5 voltage-source e 0 sin=(0 1 1000)
  device v6 voltage-source f 0 exp=(0 1 0.000001 0.000002)
  device v7 voltage-source g 0 pwl=(0 0 0.000001 1 0.000002 0) r=0 td=0.000001
  device i8 current-source 0 h r=0.000001 pwl=(0 0 0.000001 1)
  device v9 voltage-source i 0 sffm=(0 1 20000 5 1000)
  device v10 voltage-source j 0 am=(1 1 1000 100000)
  device v11 voltage-source k 0 pulse=(0 5 0 1e-9 1e-9 0.000001 0.000002)
  device v12 voltage-source l 0 dc=3 ac=(2 0)
  device v13 voltage-source m 0 ac=(1 0)
  device v14 voltage-source n 0 r=0 pwl=(0 0 0.001 1 0.002 0)
  device v15 voltage-source o 0 pwl=(0 0 0.001 1 0.002 1)
  device v16 voltage-source p 0
  device v17 voltage-source q 0 sin=(0 1 1000 0 0 90) dc=2 ac=(2 0)"
`);
  });

  it('tell wrong arguments', () => {
    expect(devices(`v1 a 0 pulse(0)
v2 a 0 pwl(0 0 1)
v3 a 0 pwl(1 0 0 1)
v4 a 0 sin(0 1 1k) pulse(0 1)
v5 a 0 noise(1)
v6 a 0 trnoise(1 1n)
v7 a 0 sin(0 1 1k 0 0 0 0 0)
v8 a 0 pulse(0 1 0 -1n)
v9 a 0 dc
v10 a 0 sin(0 x 1k)
v11 a 0 5 6
v12 a 0 pwl file=x.txt
v13 a 0 5 Rser=1`)).toMatchInlineSnapshot(`
  "error waveform-arguments [pulse(0)] PULSE needs at least 2 numbers: PULSE(v1 v2 td tr tf pw per np).
  warning waveform-arguments [pwl(0 0 1)] PWL needs pairs of time and value, but has 3 numbers; the last one has no effect.
  warning two-waveforms [pulse(0 1)] v4 has two waveforms; SIN has no effect, PULSE counts.
  error unknown-waveform [noise(1)] There is no waveform 'noise'. There are PULSE, SIN, EXP, PWL, SFFM and AM.
  error unsupported-waveform [trnoise(1 1n)] The waveform TRNOISE is not simulated yet.
  warning waveform-arguments [sin(0 1 1k 0 0 0 0 0)] SIN takes at most 7 numbers, not 8: SIN(vo va freq td theta phase ncycles). The further ones have no effect.
  error waveform-arguments [pulse(0 1 0 -1n)] The tr of PULSE is -1e-9 s; a time cannot be negative.
  warning missing-value [dc] A value must follow DC; 0 is taken. Write: v9 p n dc 5
  error waveform-arguments [x] The arguments of SIN are numbers or {expressions}.
  error surplus-operand [6] '6' has no meaning here. A voltage source is written: v11 p n [[dc] value] [ac [magnitude [phase]]] [waveform(…)]
  error unsupported-waveform [file=x.txt] PWL from a file is not read yet. Write the pairs of time and value on the card."
`);
  });
});

describe('controlled sources', () => {
  it('take nodes with and without parentheses', () => {
    expect(devices(`e1 a 0 b 0 10
e2 c 0 (b,0) {2*5}
g1 0 b a c 1m m=2
f1 0 d v1 2
h1 e 0 v1 50
v1 b 0 1
r1 d e 1`)).toMatchInlineSnapshot(`
  "device e1 vcvs a 0 b 0 gain=10
  device e2 vcvs c 0 b 0 gain=10
  device g1 vccs 0 b a c gain=0.001 m=2
  device f1 cccs 0 d &v1 gain=2
  device h1 ccvs e 0 &v1 gain=50
  device v1 voltage-source b 0 dc=1
  device r1 resistor d e r=1"
`);
  });

  it('take sources inside of instances', () => {
    expect(devices('f1 a 0 x1.vs 2\nh1 b 0 v.x1.vs 3\nx1 c s\nr1 a b 1\nr2 c 0 1\n.subckt s p\nvs p 0 1\n.ends').replace(/^device [xr].*\n?/gm, '')).toBe('device f1 cccs a 0 &x1.vs gain=2\ndevice h1 ccvs b 0 &x1.vs gain=3\n');
  });

  it('tell forms and names that do not work', () => {
    expect(devices(`e1 a 0 poly(1) b 0 0 1
e2 a 0 value={v(b)}
g3 a 0 table {v(b)} = (0,0) (1,1)
e4 a 0 b 0
f5 a 0 r1 2
f6 a 0 vx 2
h7 a 0
g8 a 0 b 0 gain
r1 a b 1
v1 b 0 1`)).toMatchInlineSnapshot(`
  "error missing-value [gain] The gain of g8 is no number: 'gain'. For a parameter or a formula write {…}.
  error reference-kind [r1] f5 names r1, which is a resistor; it needs a voltage source, or one of E and H."
`);
  });
});

describe('diodes', () => {
  it('take a model, an area, flags', () => {
    expect(devices(`d1 a 0 dm
d2 a 0 DM 2 off
d3 a 0 dm area={2+1} ic=0.6 m=3 temp=50
d4 a 0 2n1
.model dm d(is=1e-14 rs=1 cjo=2p mfg=acme iave=1 type=silicon)
.model 2n1 d is=2e-14 foo=1`)).toMatchInlineSnapshot(`
  "model dm d is=1e-14 rs=1 cjo=2e-12
  model 2n1 d is=2e-14
  device d1 diode a 0 model:dm
  device d2 diode a 0 model:dm area=2 off=1
  device d3 diode a 0 model:dm area=3 ic=0.6 temp=50 m=3
  device d4 diode a 0 model:2n1
  warning unknown-model-parameter [foo] The parameter 'foo' of the model '2n1' has no effect: a diode model has no such parameter."
`);
  });

  it('tell a missing or wrong model', () => {
    expect(devices(`d1 a 0
d2 a 0 nomod
d3 a 0 q
d4 a 0 dm 0
d5 a 0 d3
.model q npn
.model dm d
.model d3 d level=2`)).toMatchInlineSnapshot(`
  "warning value-out-of-range [d4 a 0 dm 0] The area of d4 is 0, so it is left out of the circuit.
  error model-level [.model d3 d level=2] Level 2 of the diode model is not simulated; levels 1 and 3 are."
`);
  });
});

describe('diodes of other kinds', () => {
  it('heat themselves, or conduct along straight lines', () => {
    expect(devices(`d1 a 0 tj warm 2 thermal off
d2 a 0 tj cold thermal
d3 a 0 warm thermal
d4 a 0 ideal n=2 m=3
d5 a 0 same 2
.model warm d rth0=50 cth0=1m
.model cold d
.model ideal d(Ron=0.1 Vfwd=0.6 epsilon=50m)
.model same ako:ideal d(ilimit=2)`)).toMatchInlineSnapshot(`
  "model warm d rth0=50 cth0=0.001
  model cold d
  model ideal d ron=0.1 vfwd=0.6 epsilon=0.05
  model same d ron=0.1 vfwd=0.6 epsilon=0.05 ilimit=2
  device d1 heated-diode a 0 tj model:warm area=2 off=1
  device d2 diode a 0 model:cold
  device d3 diode a 0 model:warm
  device d4 ideal-diode a 0 model:ideal n=2 m=3
  device d5 ideal-diode a 0 model:same
  warning inert-thermal [tj] The third node of d2 has no effect: a diode has a temperature of its own with the word thermal on its card and rth0 in its model.
  warning inert-thermal [thermal] 'thermal' has no effect on d3: it needs a node for the temperature, d3 anode cathode tj MODEL thermal, and rth0 in the model."
`);
    expect(devices(`d1 a 0 dm
.model dm d(isr=1n)`)).toMatchInlineSnapshot(`
  "model dm d isr=1e-9
  device d1 diode a 0 model:dm"
`);
  });
});

describe('parameters of cards', () => {
  it('need a value behind their name', () => {
    expect(devices(`r1 a 0 1k tc1=
d1 a 0 dm area=
.model dm d`)).toMatchInlineSnapshot(`
  "error missing-value [tc1=] tc1 has no value. Write it behind the "=".
  error missing-value [area=] area has no value. Write it behind the "="."
`);
  });
});

describe('elements that are not simulated', () => {
  it('leave no circuit where the top circuit reaches them', () => {
    const { circuit, all } = elaborateText(`title
y1 a 0 mm
x1 a sub
r1 a 0 1
r2 b 0 1
.subckt sub p
z1 p p p mm
r1 p 0 1
.ends
.subckt unused p
z1 p p p mm
.ends
.op
.end
`);
    expect(circuit).toBeUndefined();
    expect(all.filter((finding) => finding.code === 'unsupported-element').map((finding) => finding.severity)).toEqual(['error', 'error', 'information']);
  });
});

describe('forms of other simulators', () => {
  it('are named where they are not simulated', () => {
    expect(devices(`c1 a 0 Q=1u*x
l1 a 0 flux=tanh(x)
l2 a 0 1m Rser=1
v1 a 0 wavefile=a.wav chan=0
i1 a 0 1m load
d1 a 0 straight
d2 a 0 tj dm thermal
e1 a 0 q 0 10
e2 a 0 vcvs q 0 10
e3 a 0 value={v(q)}
f1 a 0 poly(2) v1 v2 0 1 1
f2 a 0 cccs v2 2
v2 a b 0
.model dm d
.model straight d(ron=1 roff=1meg)`)).toMatchInlineSnapshot(`
  "error unsupported-form [wavefile] v1 is a voltage source with wavefile=, which Nodal does not simulate yet; write v1 p n [[dc] value] [ac [magnitude [phase]]] [waveform(…)]
  warning inert-thermal [tj] The third node of d2 has no effect: a diode has a temperature of its own with the word thermal on its card and rth0 in its model.
  error unknown-device [poly(2)] f1 names 'v1', but there is no such device in the top circuit. Did you mean 'c1' or 'l1' or 'i1'?"
`);
  });

  it('without an equals sign', () => {
    expect(devices(`r1 a 0 1k tc 1m 2u noiseless
r2 a 0 = 2k
c1 a 0 1u ic 2
d1 a 0 dm area 2 off
.model dm d is=1e-14n=1`)).toMatchInlineSnapshot(`
  "model dm d is=1e-14 n=1
  device r1 resistor a 0 r=1000 tc1=0.001 tc2=0.000002 noisy=0
  device r2 resistor a 0 r=2000
  device c1 capacitor a 0 c=0.000001 ic=2
  device d1 diode a 0 model:dm area=2 off=1"
`);
  });

  it('take over the parameters of another model', () => {
    expect(devices(`d1 a 0 fast
d2 a 0 same
.model fast ako:slow d(tt=1n)
.model same ako:fast
.model slow d(is=1f tt=1u)
.model slow npn`)).toMatchInlineSnapshot(`
  "model fast d is=1e-15 tt=1e-9
  model same d is=1e-15 tt=1e-9
  device d1 diode a 0 model:fast
  device d2 diode a 0 model:same"
`);
  });

  it('have ports that are on a global node by themselves', () => {
    expect(devices(`x1 a inv
x2 b p inv
.subckt inv in optional: pwr=$G_PWR
r1 in pwr 1k
.ends
v1 $G_PWR 0 5`)).toMatchInlineSnapshot(`
  "device x1.r1 resistor a $G_PWR r=1000
  device x2.r1 resistor b p r=1000
  device v1 voltage-source $G_PWR 0 dc=5"
`);
  });

  it('of lossless lines have an impedance and a delay, or a length in waves', () => {
    expect(devices(`t1 a 0 b 0 z0=50 td=1n
T2 a 0 b 0 zo=75 f=1g nl=0.5 ic=1,0,2,1m
t3 a 0 b 0 z0=50 td=1n m=2
t4 a 0 b 0 z0=50 td=1n foo=2 rel=0.5`)).toMatchInlineSnapshot(`
  "device t1 lossless-line a 0 b 0 z0=50 td=1e-9
  device T2 lossless-line a 0 b 0 z0=75 f=1000000000 nl=0.5 ic=(1 0 2 0.001)
  device t3 lossless-line a 0 b 0 z0=50 td=1e-9 m=2
  device t4 lossless-line a 0 b 0 z0=50 td=1e-9
  warning unknown-instance-parameter [foo] The parameter 'foo' of t4 has no effect: a lossless line has no such parameter.
  warning unsupported-parameter [rel] The parameter 'rel' of t4 has no effect: Nodal does not simulate it yet."
`);
    expect(devices('t5 a 0 b 0 z0=50 td=1n len=2 r=3')).toMatchInlineSnapshot(`"error unsupported-form [len=2] A line with losses is not simulated yet. Write: t5 p1 n1 p2 n2 z0= td= | f= nl="`);
  });
});
