import { describe, expect, it } from 'vitest';
import { elaborateToText } from './elaborate-text.js';

/** The devices, models and findings of a deck with these cards. */
function devices(cards: string): string {
  return elaborateToText(`title\n${cards}\n.op\n.end\n`).split('\n').filter((line) => /^(device|model|error|warning|information) /.test(line)).join('\n');
}

describe('behavioural sources', () => {
  it('are made of B, VALUE, POLY and TABLE, with the nodes and devices that they read', () => {
    expect(devices(`.param k=2
v1 a 0 1
b1 m 0 v = v(a)*k + i(v1) tc1=1m
b2 0 n i={exp(v(a,m))/time} m=3
e1 b 0 value={v(a)*k}
e2 c 0 vol='v(x1.s)+v(a)'
e3 d 0 poly(2) (a,0) (b,c) 0 1 {k} 0 4
e4 e 0 table {v(a)} = (0,0) (1,1) (k,5)
g1 0 f cur={temper}
h1 g 0 poly(1) v1 0 100 2000
f1 0 g b1 2
r1 n 0 1
x1 a b sub
.subckt sub p q
b1 p q v=v(p)+v(s)
r1 p s 1
.ends`)).toMatchInlineSnapshot(`
  "device v1 voltage-source a 0 dc=1
  device b1 behavioural-voltage m 0 a 0 &v1 expression=0<voltage $0 */2 current +/2> tc1=0.001
  device b2 behavioural-current 0 n a m expression=0<voltage source-exp/1 time source//2> m=3
  device e1 behavioural-voltage b 0 a 0 expression=0<voltage $0 */2>
  device e2 behavioural-voltage c 0 x1.s 0 a 0 expression=0<voltage voltage +/2>
  device e3 behavioural-voltage d 0 a 0 b c expression=0<1 voltage */2 $0 voltage */2 +/2 4 voltage voltage */2 */2 +/2>
  device e4 behavioural-voltage e 0 a 0 expression=0<voltage 0 0 1 1 $0 5 source-table/7>
  device g1 behavioural-current 0 f expression=0<temper>
  device h1 behavioural-voltage g 0 &v1 expression=0<100 current */2 2000 current current */2 */2 +/2>
  device f1 cccs 0 g &b1 gain=2
  device r1 resistor n 0 r=1
  device x1.b1 behavioural-voltage a b a 0 x1.s 0 expression=0<voltage voltage +/2>
  device x1.r1 resistor a x1.s r=1"
`);
  });

  it('may be constant: functions of sources are computed by the solver alone', () => {
    expect(devices(`b1 a 0 v=1/2
b2 b 0 v={exp(1)*0/0}
b3 c 0 i=3*2`)).toMatchInlineSnapshot(`
  "device b1 behavioural-voltage a 0 expression=0<1 2 source//2>
  device b2 behavioural-voltage b 0 expression=0<1 source-exp/1 0 */2 0 source//2>
  device b3 behavioural-current c 0 expression=6"
`);
    expect(devices('b1 a 0 v=sqrt(-1)')).toMatchInlineSnapshot(`"error value-not-finite [sqrt(-1)] This expression has no finite value: look for a division by zero or the root of a negative number."`);
  });

  it('say what is no expression, and what they cannot read yet', () => {
    expect(devices(`b1 a 0
b2 a 0 r=v(a)
b3 a 0 v=ddt(v(a))
b4 a 0 v=i(r9)+@q1[gm]
b5 a 0 v=v(x9.a)
b6 a 0 v=i(c1)+i(r1)
b7 a 0 v=@c1[i]+@r1[i]
c1 a 0 1
e1 a 0 laplace {v(a)} {1/(1+s)}
e2 a 0 poly(2) a 0 1
e3 a 0 table {v(a)} = (0,0) (1)
e4 a 0 table {v(a)} = (1,0) (0,1)
f1 a 0 value={v(a)}
r1 a 0 1`)).toMatchInlineSnapshot(`
  "error unsupported-form [r=v(a)] A behavioural source with r= is not simulated yet. Write: b2 p n v=expression | i=expression
  error unsupported-expression [@q1[gm]] Nodal does not read @q1[gm] in a source: write what is wanted as a formula of voltages and currents, such as that of a voltage source of 0 V in series.
  error missing-operand [poly(2)] e2 needs two nodes for each dimension and a coefficient: poly(n) controls … p0 p1 …
  error missing-value [1] The table of e3 needs pairs of numbers: (x1,y1) (x2,y2) …
  error value-out-of-range [0] The points of the table of e4 must have rising inputs: 0 does not follow 1.
  error unsupported-form [value={v(a)}] The form VALUE of a current-controlled current source is not simulated yet. Write: f1 p n source gain
  error unknown-node [v(x9.a)] There is no node 'x9.a' in the circuit."
`);
  });
});

describe('behavioural sources of other forms', () => {
  it('of functions of s and of the past are behavioural sources', () => {
    const told = (cards: string, dialect: string): string => elaborateToText(`title\n* nodal: dialect=${dialect}\n${cards}\n.op\n.end\n`).split('\n').filter((line) => /^(device|error|warning) /.test(line)).join('\n');
    expect(told(`E1 b 0 LAPLACE {V(a)*2} = {1/(1+s*tau)}
G1 0 c LAPLACE {V(a)} {exp(-s*50u)/(1+s*10u)}
E2 d 0 VALUE {SDT(V(a))*1k + DDT(V(b))*1u}
E3 e 0 LAPLACE {V(a)} {s*V(b)}
E4 f 0 LAPLACE {V(a)}
.param tau=1m`, 'pspice')).toMatchInlineSnapshot(`
  "error expression-input [V(b)] A transfer function reads s and parameters, and nothing of the circuit.
  error missing-operand [LAPLACE] E4 needs an expression and a function of s. Write: E4 p n laplace {v(a)} = {1/(1+s*1m)}"
`);
    expect(told(`E1 b 0 a 0 Laplace=1/(1+s*100u)^2 window=1m
G1 0 c a 0 Laplace={1/(1+.001*s)^2}
B1 d 0 V=delay(V(a),20u)+idt(V(a),1)
B2 e 0 V=2*V(a) Laplace=1/(1+s*10u)
B3 f 0 V=absdelay(V(a),1u,2u)
V1 a 0 1`, 'ltspice')).toMatchInlineSnapshot(`
  "device E1 behavioural-voltage b 0 a 0 expression=0<voltage 1 1 laplace 0.0001 */2 +/2 2 repow/2 //2 source-laplace/2>
  device G1 behavioural-current 0 c a 0 expression=0<voltage 1 1 0.001 laplace */2 +/2 2 repow/2 //2 source-laplace/2>
  device B1 behavioural-voltage d 0 a 0 expression=0<voltage 0.00002 source-delay/2 voltage 1 source-idt/2 +/2>
  device B2 behavioural-voltage e 0 a 0 expression=0<2 voltage */2 1 1 laplace 0.00001 */2 +/2 //2 source-laplace/2>
  device B3 behavioural-voltage f 0 a 0 expression=0<voltage 0.000001 0.000002 source-delay/3>
  device V1 voltage-source a 0 dc=1
  warning unsupported-parameter [window] The parameter 'window' of E1 has no effect: Nodal does not simulate it yet."
`);
    expect(told(`B1 d 0 V=idt(V(a),1,V(b))
B2 e 0 V=sdt(V(a),{x},V(a)>V(b))
B3 f 0 V=sin(2*pi*idtmod(V(a),0.25,1,-0.5))+idtmod(V(b))
.param x=2
V1 a 0 1
V2 b 0 1`, 'ltspice')).toMatchInlineSnapshot(`
  "device B1 behavioural-voltage d 0 a 0 b 0 expression=0<voltage 1 voltage buf/1 source-idt/3>
  device B2 behavioural-voltage e 0 a 0 b 0 expression=0<voltage $0 voltage voltage >/2 buf/1 source-idt/3>
  device B3 behavioural-voltage f 0 a 0 b 0 expression=0<2 3.141592653589793 */2 voltage 0.25 1 0.5 neg/1 source-idtmod/4 */2 sin/1 voltage source-idtmod/1 +/2>
  device V1 voltage-source a 0 dc=1
  device V2 voltage-source b 0 dc=1"
`);
    expect(told(`B1 d 0 V=sdt(V(a),1,V(b))
V1 a 0 1
V2 b 0 1`, 'ngspice')).toMatchInlineSnapshot(`
  "device B1 behavioural-voltage d 0 a 0 b 0 expression=0<voltage 1 voltage 0 !=/2 source-idt/3>
  device V1 voltage-source a 0 dc=1
  device V2 voltage-source b 0 dc=1"
`);
    expect(told('B1 d 0 V=idtmod(V(d),0,1,0,5)', 'ltspice')).toMatchInlineSnapshot(`""`);
  });

  it('read currents of devices and into their terminals', () => {
    const told = (cards: string): string => elaborateToText(`title\n* nodal: dialect=ltspice\n${cards}\n.op\n.end\n`).split('\n').filter((line) => /^(device B\d|error|warning) /.test(line)).join('\n');
    const parts = `V1 a 0 1
C1 a 0 1n
D1 a 0 dm
Q1 a a 0 qm
M1 a a 0 0 mm
J1 a a 0 jm
G1 a 0 a 0 1m
X1 a sub
.subckt sub p
R1 p 0 1k
.ends
.model dm d
.model qm npn
.model mm nmos
.model jm njf
`;
    expect(told(`${parts}B1 b 0 V=I(C1)+I(D1)+@d1[id]+@C1[i]+I(G1)+Ic(Q1)+@q1[ib]+Id(M1)-Is(M1)+Ig(J1)
B2 c 0 V=i(X1.R1)`)).toMatchInlineSnapshot(`
  "device B1 behavioural-voltage b 0 &C1 &D1 &D1 &G1 &Q1 &Q1 &M1 &M1 &J1 expression=0<current current +/2 current +/2 current +/2 current +/2 deviceParameter +/2 deviceParameter +/2 deviceParameter +/2 deviceParameter -/2 deviceParameter +/2>
  device B2 behavioural-voltage c 0 &X1.R1 expression=0<current>"
`);
    expect(told(`${parts}B1 b 0 V=Ib(J1)
B2 c 0 V=Ic(R1)`)).toMatchInlineSnapshot(`"error reference-kind [Ib(J1)] B1 names J1, which is a jfet; it needs a transistor with the terminal of ib(…)."`);
    expect(told(`${parts}B1 b 0 V=Ix(X1:p)
B2 c 0 V=@m1[id]
B3 d 0 V=I(Q1)`)).toMatchInlineSnapshot(`
  "error unsupported-expression [Ix(X1:p)] Nodal does not read the current ix(X1:p) in a source. Put a voltage source of 0 V there and read its current.
  error unsupported-expression [@m1[id]] Nodal does not read @m1[id] in a source: write what is wanted as a formula of voltages and currents, such as that of a voltage source of 0 V in series.
  error reference-kind [I(Q1)] B3 names Q1, which is a bjt; it needs a resistor, capacitor, inductor, diode or source (the current of anything else is that of a voltage source of 0 V in series)."
`);
  });

  it('of lists of coefficients are ratios of polynomials', () => {
    const told = (cards: string): string => elaborateToText(`title\n* nodal: dialect=hspice\n${cards}\n.op\n.end\n`).split('\n').filter((line) => /^(device|error|warning) /.test(line)).join('\n');
    expect(told(`E1 b 0 LAPLACE a 0 0.0,0.0,1.0 / 1.0 2.0 'x' 1.0
G1 0 c LAPLACE a b 5 / 1 1m SCALE=2 TC1=1m
.param x=2
V1 a 0 1`)).toMatchInlineSnapshot(`
  "device E1 behavioural-voltage b 0 a 0 expression=0<voltage 1 laplace */2 0 +/2 laplace */2 0 +/2 1 laplace */2 $0 +/2 laplace */2 2 +/2 laplace */2 1 +/2 //2 source-laplace/2>
  device G1 behavioural-current 0 c a b expression=0<voltage 5 0.001 laplace */2 1 +/2 //2 source-laplace/2> scale=2 tc1=0.001
  device V1 voltage-source a 0 dc=1"
`);
    expect(told(`E2 d 0 LAPLACE a 0 1 2 /
E3 d 0 LAPLACE a 0 / 1 2
E4 d 0 LAPLACE a 0 1 2
V1 a 0 1`)).toMatchInlineSnapshot(`
  "error missing-value [/] E2 needs coefficients on both sides of the /, by rising power of s: laplace a b k0 k1 … / d0 d1 …
  error missing-value [/] E3 needs coefficients on both sides of the /, by rising power of s: laplace a b k0 k1 … / d0 d1 …
  error unsupported-form [LAPLACE] The form LAPLACE of a voltage-controlled voltage source is not simulated yet. Write: E4 p n cp cn gain"
`);
  });

  it('of tables over frequency are functions of s', () => {
    const told = (cards: string): string => elaborateToText(`title\n* nodal: dialect=pspice\n${cards}\n.op\n.end\n`).split('\n').filter((line) => /^(device|error|warning) /.test(line)).join('\n');
    expect(told(`E1 b 0 FREQ {V(a)} = (0,0,0) (1k,-3,-45)
G1 0 c FREQ {V(a)*2} MAG RAD = (10,1,0) (1k,0.5,-0.5) DELAY=1u
V1 a 0 1`)).toMatchInlineSnapshot(`
  "device E1 behavioural-voltage b 0 a 0 expression=0<voltage laplace 0 0 0 1000 -3 -45 source-freq/7 source-laplace/2>
  device G1 behavioural-current 0 c a 0 expression=0<voltage 2 */2 laplace 10 1 log10/1 20 */2 0 57.29577951308232 */2 1000 0.5 log10/1 20 */2 -0.5 57.29577951308232 */2 source-freq/7 0.000001 laplace */2 neg/1 exp/1 */2 source-laplace/2>
  device V1 voltage-source a 0 dc=1"
`);
    expect(told(`E2 c 0 FREQ {V(a)} R_I = (0,1,0) (1k,0.5,-0.5)
E3 d 0 FREQ {V(a)} = R_I (0,1,0) (1k,0.5,-0.5)
E4 e 0 FREQ {V(a)} = MAG (0,1,0) (1k,0.5,-45) DELAY={2*tau}
E5 f 0 FREQ {V(a)} DB DEG = (1,0,0) (1k,-3,-45)
E6 g 0 FREQ {V(a)}=(1,0,0) (1k,-3,-45)
.param tau=1m
V1 a 0 1`)).toMatchInlineSnapshot(`
  "device E2 behavioural-voltage c 0 a 0 expression=0<voltage laplace 0 1 0 1000 0.5 -0.5 source-freq-parts/7 source-laplace/2>
  device E3 behavioural-voltage d 0 a 0 expression=0<voltage laplace 0 1 0 1000 0.5 -0.5 source-freq-parts/7 source-laplace/2>
  device E4 behavioural-voltage e 0 a 0 expression=0<voltage laplace 0 1 log10/1 20 */2 0 1000 0.5 log10/1 20 */2 -45 source-freq/7 2 $0 */2 laplace */2 neg/1 exp/1 */2 source-laplace/2>
  device E5 behavioural-voltage f 0 a 0 expression=0<voltage laplace 1 0 0 1000 -3 -45 source-freq/7 source-laplace/2>
  device E6 behavioural-voltage g 0 a 0 expression=0<voltage laplace 1 0 0 1000 -3 -45 source-freq/7 source-laplace/2>
  device V1 voltage-source a 0 dc=1"
`);
    expect(told(`E1 b 0 FREQ {V(a)} = (0,0,0) (1k,-3)
E2 c 0 FREQ {V(a)} R_I MAG = (0,1,0) (1k,0,0)
E3 d 0 FREQ {V(a)} MAG DB = (0,1,0) (1k,0,0)
E4 e 0 FREQ {V(a)} = (1k,1,0) (10,0,0)
E5 f 0 FREQ {V(a)} = (-1,1,0) (10,0,0)
E6 g 0 FREQ {V(a)} MAG = (1,-1,0) (10,0,0)
V1 a 0 1`)).toMatchInlineSnapshot(`
  "error missing-value [-3] The table of E1 needs a frequency, a size and a phase at each point: (f,dB,degrees) …
  error surplus-operand [FREQ] The table of E2 cannot be in R_I and MAG: give DB or MAG, DEG or RAD, or R_I alone.
  error surplus-operand [FREQ] The table of E3 cannot be in MAG and DB: give DB or MAG, DEG or RAD, or R_I alone.
  error value-out-of-range [10] The frequencies of the table of E4 must be at or above 0 and rise: 10 does not follow 1000.
  error value-out-of-range [-1] The frequencies of the table of E5 must be at or above 0 and rise: -1 is below 0.
  error value-out-of-range [-1] A size in the table of E6 is below 0: -1. Turn the phase by half a circle instead, or give decibels or real and imaginary parts (R_I)."
`);
  });
});
