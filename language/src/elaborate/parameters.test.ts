import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCircuit, encodeCircuit } from '../circuit/encode.js';
import { elaborateText, elaborateToText } from './elaborate-text.js';

/** The dump of a deck with these cards, without its title and analysis. */
function dump(cards: string, set: Record<string, string> = {}): string {
  return elaborateToText(`title\n${cards}\n.op\n.end\n`, { set }).split('\n').filter((line) => line !== '' && !/^(title|job op$|options $)/.test(line)).join('\n');
}

describe('parameters', () => {
  it('are evaluated in the order of their dependencies', () => {
    expect(dump('.param c={a+b} b={2*a}\n.param a=1.5k\nr1 n 0 {c}')).toMatchInlineSnapshot(`
      "nodes 0 n
      top a=1500 b=3000<2 $0 */2> c=4500<$0 $1 +/2>
      device r1 resistor n 0 r=4500<$2>"
    `);
  });

  it('keep their expressions, and literals stay numbers', () => {
    expect(dump('.param f={2*3} g=1k h={f*temper}\n.temp 100\nr1 n 0 {h+sqrt(f)}')).toMatchInlineSnapshot(`
      "nodes 0 n
      top f=6 g=1000 h=600<$0 temper */2>
      device r1 resistor n 0 r=602.4494897427832<$2 $0 sqrt/1 +/2>
      job op temp=100"
    `);
  });

  it('of functions are written out', () => {
    expect(dump('.func par(x,y) {x*y/(x+y)}\n.param p(x)={par(x,w)} w=2k\nr1 n 0 {par(1k,{w})}\nr2 n 0 {p(2k)}')).toMatchInlineSnapshot(`
      "nodes 0 n
      top w=2000
      device r1 resistor n 0 r=666.6666666666666<1000 $0 */2 1000 $0 +/2 //2>
      device r2 resistor n 0 r=1000<2000 $0 */2 2000 $0 +/2 //2>"
    `);
  });

  it('on a cycle are errors on the line', () => {
    expect(dump('.param a={b} b={c+1}\n.param c={a*2} d={d}\nr1 n 0 {c}\nr2 n 0 {d}')).toMatchInlineSnapshot(`
      "error parameter-cycle [a] The parameters a → b → c → a define each other; give one of them a value that does not read the others.
      error parameter-cycle [d] The parameter 'd' is defined by itself; give it a value that does not read it."
    `);
  });

  it('through a function may be a cycle too', () => {
    expect(dump('.func f(x) {x+a}\n.param a={f(1)}\nr1 n 0 {a}')).toMatchInlineSnapshot(`"error parameter-cycle [a] The parameter 'a' is defined by itself; give it a value that does not read it."`);
  });

  it('tell what is not known, once', () => {
    const { all } = elaborateText('title\n.param a={vdd*2} vdda=5\nr1 n 0 {a}\nr2 n 0 {vda}\nr3 n 0 {foo(1)}\nr4 n 0 {1+}\nr5 n 0 {v(n)}\nr6 n 0 {agauss(1k,10,1)}\n.op\n');
    expect(all.map((finding) => `${finding.severity} ${finding.code} ${finding.message}`)).toMatchInlineSnapshot(`
      [
        "error unknown-parameter The parameter 'vda' is not defined here. Did you mean 'vdda'?",
        "error unknown-function There is no function 'foo'. Define it with .func.",
        "error expression-syntax The expression ends where a value is expected.",
        "error unknown-parameter The parameter 'vdd' is not defined here. Did you mean 'vdda'?",
        "warning random-nominal agauss() gives its nominal value: random draws come with Monte Carlo runs, which Nodal does not have yet.",
      ]
    `);
  });

  it('that are texts harm only those who compute with them', () => {
    expect(dump('.param s="nch" t=str("abc") k=1\nr1 n 0 {k}')).toMatchInlineSnapshot(`
      "nodes 0 n
      top s=NaN t=NaN k=1
      device r1 resistor n 0 r=1<$2>
      warning unsupported-string ["nch"] This is a text; Nodal computes with numbers only, so it has no value in expressions.
      warning unsupported-string ["abc"] Texts in expressions are not supported; Nodal computes with numbers only."
    `);
    expect(dump('.param s="nch"\nr1 n 0 {s}')).toMatchInlineSnapshot(`
      "warning unsupported-string ["nch"] This is a text; Nodal computes with numbers only, so it has no value in expressions.
      error value-not-finite [{s}] This expression has no value here: look for the root of a negative number, 0 / 0, or a parameter without a value."
    `);
  });

  it('keep random draws as sites, with their nominal value', () => {
    expect(dump('.param x={agauss(1k,100,3)} y={2*unif(5,0.1)}\n.func near(v) {aunif(v,1)}\nr1 n 0 {x}\nr2 n 0 {near(y)+limit(3,1)}\nr3 n 0 {gauss(7,0.1,1)}\nd1 n 0 dm\n.model dm d(is=1f dev=5% lot={1f/10} n=2)')).toMatchInlineSnapshot(`
      "nodes 0 n
      top x=1000<1000 100 3 //2 normal:0 */2 +/2> y=10<2 5 0.1 uniform:1 */2 1 +/2 */2 */2>
      model dm d is=1e-15 n=2
      device r1 resistor n 0 r=1000<$0>
      device r2 resistor n 0 r=13<$1 1 uniform:2 */2 +/2 3 1 extremes:3 */2 +/2 +/2>
      device r3 resistor n 0 r=7<7 0.1 1 //2 normal:4 */2 1 +/2 */2>
      device d1 diode n 0 model:dm
      tolerance is ±0.05 of it uniform:5
      tolerance is ±1.0000000000000001e-16 uniform:6
      draw 0 normal use
      draw 1 uniform use
      draw 2 uniform use
      draw 3 extremes use
      draw 4 normal use
      draw 5 uniform device
      draw 6 uniform model
      warning random-nominal [agauss] agauss() gives its nominal value: random draws come with Monte Carlo runs, which Nodal does not have yet.
      warning random-nominal [unif] unif() gives its nominal value: random draws come with Monte Carlo runs, which Nodal does not have yet.
      warning random-nominal [near] aunif() gives its nominal value: random draws come with Monte Carlo runs, which Nodal does not have yet.
      warning random-nominal [limit] limit() gives its nominal value: random draws come with Monte Carlo runs, which Nodal does not have yet.
      warning random-nominal [gauss] gauss() gives its nominal value: random draws come with Monte Carlo runs, which Nodal does not have yet."
    `);
  });

  it('tell functions that call themselves', () => {
    expect(dump('.func f(x) {g(x)+1}\n.func g(x) {f(x)}\nr1 n 0 {f(2)}')).toMatchInlineSnapshot(`"error recursive-function [f] In f() → g(): The function 'f' calls itself; an expression cannot recurse."`);
  });

  it('and functions are checked where nothing reads them, too large numbers where they stand', () => {
    expect(dump('.func f(x) {x+}\nr1 n 0 1\nr2 n 0 1e400\nr3 n 0 {f(1)}')).toMatchInlineSnapshot(`
      "error value-not-finite [1e400] This number is too large to be computed with.
      error function-body [f] The body of the function 'f' is not a valid expression."
    `);
  });

  it('without a use may lack a value', () => {
    expect(dump('.param bad={1/0} good=1\nr1 n 0 {good}')).toMatchInlineSnapshot(`
      "nodes 0 n
      top bad=Infinity good=1
      device r1 resistor n 0 r=1<$1>"
    `);
  });
});

describe('instances', () => {
  it('have defaults, actuals, multipliers, local nodes and globals', () => {
    expect(dump(`.param w=9
.global vdd
X1 in out inv w={w+1} m=2
x2 out in inv
r1 in 0 1
r2 out 0 1
rv VDD 0 1
.subckt inv a b params: w=2 l={w/2}
.param wl={w*l}
R1 a Mid {wl}
c1 mid gnd 1p
rp b vdd 1k m={w}
.ends`)).toMatchInlineSnapshot(`
  "nodes 0 in X1.Mid out vdd x2.Mid
  top w=9
  instance X1 inv a=in b=out w=10<$0 1 +/2>^ l=5<$0 2 //2> wl=50<$0 $1 */2> m=2
  instance x2 inv a=out b=in w=2 l=1<$0 2 //2> wl=2<$0 $1 */2>
  device X1.R1 resistor in X1.Mid r=50<$2>
  device X1.c1 capacitor X1.Mid 0 c=1e-12
  device X1.rp resistor out vdd r=1000 m=10<$0>
  device x2.R1 resistor out x2.Mid r=2<$2>
  device x2.c1 capacitor x2.Mid 0 c=1e-12
  device x2.rp resistor in vdd r=1000 m=2<$0>
  device r1 resistor in 0 r=1
  device r2 resistor out 0 r=1
  device rv resistor vdd 0 r=1"
`);
  });

  it('nest, and see the parameters of whoever instantiates them', () => {
    expect(dump(`.param g=1
.subckt inner p
rb p 0 {k+g}
.ends
.subckt outer p
.param k=7
xb p inner
xn p nested
.subckt nested q k={k*2}
rn q 0 {k}
.ends
.ends
xa n outer`)).toMatchInlineSnapshot(`
  "nodes 0 n
  top g=1
  instance xa outer p=n k=7
  instance xa.xb inner p=n
  instance xa.xn nested q=n k=14<^$0 2 */2>
  device xa.xb.rb resistor n 0 r=8<^$0 ^^$0 +/2>
  device xa.xn.rn resistor n 0 r=14<$0>"
`);
  });

  it('resolve models in their scope', () => {
    expect(dump(`.model dd d is=1
.subckt s a r=2
.model dd d is={r}
d1 a 0 dd
d2 a 0 dtop
.ends
.model dtop d is=3
x1 n s
x2 n s r=5
d3 n 0 dd`)).toMatchInlineSnapshot(`
  "nodes 0 n
  instance x1 s a=n r=2
  instance x2 s a=n r=5^
  model x1.dd d is=2<$0>
  model dtop d is=3
  model x2.dd d is=5<$0>
  model dd d is=1
  device x1.d1 diode n 0 model:dd
  device x1.d2 diode n 0 model:dtop
  device x2.d1 diode n 0 model:dd
  device x2.d2 diode n 0 model:dtop
  device d3 diode n 0 model:dd"
`);
  });

  it('are checked', () => {
    const { circuit, all } = elaborateText(`title
x1 a b two
x2 a nosuch
x3 a one foo=3
x4 a one m=0
x5 a self
r1 a b 1
.subckt two p q
r1 p q 1
.ends
.subckt one p
r1 p 0 1
.ends
.subckt self p
x1 p self
.ends
x6 a two
.op
.end
`);
    expect(circuit).toBeUndefined();
    expect(all.map((finding) => `${finding.severity} ${finding.code}`).sort()).toMatchInlineSnapshot(`
      [
        "error port-count",
        "error recursive-subcircuit",
        "error unknown-subcircuit",
        "warning unknown-instance-parameter",
        "warning value-out-of-range",
      ]
    `);
  });

  it('with ports that nothing inside touches take the outer node where it exists', () => {
    expect(dump('x1 a b nc s\nr1 b 0 1\n.subckt s p q r\nr1 p 0 1\n.ends')).toMatchInlineSnapshot(`
      "nodes 0 a b
      instance x1 s p=a q=b r=-
      device x1.r1 resistor a 0 r=1
      device r1 resistor b 0 r=1"
    `);
  });

  it('by libraries and includes come from their files', () => {
    expect(elaborateToText('title\n.include a.inc\n.lib b.lib tt\nx1 n s\nd1 n 0 dm\n.op\n.end\n', {}, {
      'a.inc': '.subckt s p\nr1 p 0 {k}\n.ends\n.param k=3\n',
      'b.lib': '.lib ff\n.model dm d is=9\n.endl\n.lib tt\n.model dm d is=5\n.endl\n',
    })).toMatchInlineSnapshot(`
      "title title
      nodes 0 n
      top k=3
      instance x1 s p=n
      model dm d is=5
      device x1.r1 resistor n 0 r=3<^$0>
      device d1 diode n 0 model:dm
      job op
      "
    `);
  });
});

describe('overrides', () => {
  const deck = `.param rv=1k
v1 a 0 5
x1 a s w=2
r1 a 0 {rv}
.subckt s p w=1
r1 p 0 {w}
.ends`;

  it('change parameters, devices, the temperature and options', () => {
    expect(dump(deck, { RV: '2k', 'x1.w': '7', v1: '{2*3}', temp: '85', 'option.reltol': '1u', 'option.method': 'gear' })).toMatchInlineSnapshot(`
      "nodes 0 a
      top rv=2000
      instance x1 s p=a w=7
      device v1 voltage-source a 0 dc=6
      device x1.r1 resistor a 0 r=7<$0>
      device r1 resistor a 0 r=2000<$0>
      options reltol=0.000001 method=gear
      job op temp=85"
    `);
    expect(dump(deck, { 'X1.R1': '4' })).toMatchInlineSnapshot(`
      "nodes 0 a
      top rv=1000
      instance x1 s p=a w=2^
      device v1 voltage-source a 0 dc=5
      device x1.r1 resistor a 0 r=4
      device r1 resistor a 0 r=1000<$0>"
    `);
  });

  it('that name nothing are errors with near names', () => {
    expect(dump(deck, { rw: '1', r9: '1', 'option.reltoll': '1', 'x9.zz': '1', v1: 'abc' })).toMatchInlineSnapshot(`
      "error override-value [title] The value of 'v1' is no number: 'abc'. Write NAME=NUMBER, such as v1=1k.
      error unknown-override [title] Nothing in the circuit is called 'rw'. Did you mean 'rv' or 'r1'?
      error unknown-override [title] Nothing in the circuit is called 'r9'. Did you mean 'rv' or 'r1'?
      error unknown-override [title] Nothing in the circuit is called 'option.reltoll'. Did you mean 'option.reltol' or 'option.abstol' or 'option.vntol'?
      error unknown-override [title] Nothing in the circuit is called 'x9.zz'. Give a parameter, a device such as r1 or x1.r1, temp, or option.NAME."
    `);
  });
});

describe('elaboration', () => {
  it('never throws, whatever the text', () => {
    const words = ['r1', 'x1', 'v1', 'd1', 'k1', 'e1', 'a', 'b', '0', '1k', '{a+', "'1'", '{1}', 'sub', '.subckt', '.ends', '.param', '.model', 'd', '=', '(', ')', ',', 'pulse(', '.tran', '1n', '.dc', '.ac', 'dec', '.meas', 'tran', 'find', 'v(a)', 'when', 'val=', 'trig', 'param=', '.ic', '.options', 'reltol', '\n', '\n', '\n+', '$', ';', '*', 'm=', 'ic=', '.func', 'f(x)', '{f(f(1))}', '.print', 'db(', 'all', '.include', '.temp', '.save', '@r1[i]', 'pwl', 'repeat', 'for', 'poly(1)'];
    fc.assert(fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (list) => {
      elaborateText(`title\nr0 a 0 1\n${list.join(' ')}\n`);
      return true;
    }), { numRuns: 1500, seed: 7 });
  });

  it('never throws on a deck that is being typed', () => {
    const deck = `title
.param rv=1k k={rv*2} w=1
.func f(x,y) {x*y+w}
v1 in 0 dc 1 ac 1 pulse(0 5 0 1n 1n 1u 2u)
r1 in out {f(2,k)} tc=1m,2u m={w}
x1 out gnd sub w={k/1k} m=2
k1 l1 l2 0.9
l1 out 0 1m ic=1
l2 in 0 1m
e1 e 0 (in,out) 2
f1 e 0 v1 {w}
d1 out 0 dm 2 off ic=0.5
.model dm d(is=1e-14 rs={w} level=1)
.subckt sub a b w=1 l={w/2}
r1 a m {w*l}
c1 m b 1p
.ends
.ic v(out)=1
.options reltol=1m method=gear
.meas tran t1 trig v(in) val=1 rise=1 targ v(out) val={w} fall=last
.meas tran p param='t1*2'
.print tran v(out) db(v(in)) i(r1)
.dc v1 0 1 0.1 temp 0 100 50
.tran 1n 1u uic
`;
    const pieces = [...new Set(deck.split(/(\s+|[(){}=,])/))];
    // 20,000 runs found nothing; a few hundred keep it so.
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(deck.length), fc.nat(12), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 6 }), (edits) => {
      let text = deck;
      for (const [at, removed, inserted] of edits) text = text.slice(0, at) + inserted + text.slice(at + removed);
      const { circuit, all } = elaborateText(text);
      for (const finding of all) expect(finding.start >= 0 && finding.end >= finding.start && finding.end <= text.length, finding.message).toBe(true);
      if (circuit) expect(decodeCircuit(encodeCircuit(circuit)).devices.kind.length).toBe(circuit.devices.kind.length);
    }), { numRuns: 400, seed: 11 });
  });

  it('stays linear in chains of parameters and survives circuits that double at each level', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `.param p${i}={p${i + 1}+1}`).join('\n');
    const { circuit } = elaborateText(`title\n${chain}\n.param p20000=1\nr1 a 0 {p0}\n.op\n`);
    expect(circuit!.values.constant).toContain(20_001);
    const doubling = Array.from({ length: 40 }, (_, i) => `.subckt s${i} a\nx1 a s${i + 1}\nx2 a s${i + 1}\n.ends`).join('\n');
    const big = elaborateText(`title\nx1 a s0\nr1 a 0 1\n${doubling}\n.subckt s40 a\nr1 a 0 1\n.ends\n`);
    expect(big.circuit).toBeUndefined();
    expect(big.findings.map((finding) => finding.code)).toContain('circuit-too-large');
  });
});
