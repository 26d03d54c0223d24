import { expect, test } from 'vitest';
import { buildDesign } from '../design/build-design.js';
import { elaborateSync } from '../elaborate/elaborate.js';
import { exportNetlist, type ExportOptions } from './export-netlist.js';

/** The export of a deck without its two lines of comments, and after `--` what was told. */
function exported(text: string, options: ExportOptions = {}, files: Readonly<Record<string, string>> = {}): string {
  const deck = 'file:///deck.cir';
  const design = buildDesign(deck, (uri) => {
    const found = uri === deck ? text : files[uri.slice('file:///'.length)];
    return found === undefined ? { uri, error: 'there is no such file' } : { uri, version: 1, text: found };
  });
  const { text: out, findings } = exportNetlist(design, elaborateSync(design).circuit, options);
  const cards = out?.split('\n').slice(2, -2).join('\n') ?? '';
  return findings.length === 0 ? cards : `${cards}\n-- ${findings.map(({ severity, message }) => `${severity}: ${message}`).join('\n-- ')}`;
}

test('numbers and formulas of LTspice', () => {
  expect(exported('t\n* nodal: dialect=ltspice\nR1 a 0 4k7\nR2 a 0 {if(k>5,1k,2k)}\nR3 a 0 {limit(k,1,2)+pi}\n.param k 10\nV1 a 0 SINE(0 1µ 1Meg)\n.tran 10m\n')).toMatchInlineSnapshot(`
    ".param k=10
    R1 a 0 4700
    R2 a 0 {ternary_fcn(ternary_fcn((k>5)>0.5,1,0),1000,2000)}
    R3 a 0 {min(max(k,1),2)+3.141592653589793}
    V1 a 0 sin(0 0.000001 1Meg)
    .tran 0.00001 0.01 0 0.0002"
  `);
});

test('names that ngspice cannot read get others, with a table', () => {
  expect(exported('t\n* nodal: dialect=pspice\nr1 $N_0001 0 1k\nv1 $N_0001 0 1\nr2 $N_0001 a/b 1k\nr3 a/b gnd 1k\nr4 gnd 0 1k\n.op\n')).toMatchInlineSnapshot(`
    "* renamed: _N_0001 was $N_0001
    * renamed: a_b was a/b
    * renamed: gnd_ was gnd
    r1 _N_0001 0 1k
    v1 _N_0001 0 1
    r2 _N_0001 a_b 1k
    r3 a_b gnd_ 1k
    r4 gnd_ 0 1k
    .op"
  `);
});

const LIBRARY = { 'lib.inc': '* parts\n.param scale=2 nobody=1\n.func twice(x) {x*scale}\n.subckt part a b params: r=1k\nr1 a b {twice(r)}\nd1 a b dm\n.model dm d(is=1e-14)\n.ends\n.subckt other a b\nr1 a b 1\n.ends\n.model unused d\n' };

test('of what is included only what is used', () => {
  expect(exported('t\n.include lib.inc\nv1 a 0 1\nx1 a 0 part params: r=2k\n.op\n', {}, LIBRARY)).toMatchInlineSnapshot(`
    ".func twice(x) {x*scale}
    .param scale=2
    .subckt part a b r=1k
    .model dm d is=1e-14
    r1 a b {twice(r)}
    d1 a b dm
    .ends part
    v1 a 0 1
    x1 a 0 part r=2k
    .op"
  `);
});

test('a flat deck has numbers, and the names that ngspice gives', () => {
  expect(exported('t\n.include lib.inc\nv1 a 0 1\nx1 a 0 part params: r=2k m=2\n.print tran v(a) i(x1.r1)\n.meas tran m max v(a) from=0 to=1u\n.ic v(a)=1\n.tran 1n 1u\n', { flat: true }, LIBRARY)).toMatchInlineSnapshot(`
    ".model x1.dm d is=1e-14
    v1 a 0 dc 1
    r.x1.r1 a 0 4000 m=2
    d.x1.d1 a 0 x1.dm m=2
    .ic v(a)=1
    .tran 1e-9 0.000001 0
    .meas tran m max v(a) from=0 to=0.000001
    .print tran v(a) @r.x1.r1[i]"
  `);
});

test('a flat model has every number that counts, ratings left out; a flag is a word', () => {
  expect(exported('t\nv1 a 0 1\ns1 a 0 a 0 sm on\n.model sm sw(vt=0.5 ron=20 mfg=nobody)\n.op\n', { flat: true })).toMatch(/^\.model sm sw vt=0.5 ron=20\n[^]*^s1 a 0 a 0 sm on$/m);
});

test('diodes of straight lines are sources in the flat form, and a limit of the other', () => {
  const deck = 't\n* nodal: dialect=ltspice\nv1 a 0 1\nd1 a 0 line m=2\nd2 0 b soft n=2\nr1 a b 1\n.model line d(ron=0.5 roff=1k vfwd=0.7)\n.model soft d(ron=1 epsilon=0.1 ilimit=2)\n.op\n';
  expect(exported(deck, { flat: true })).toMatchInlineSnapshot(`
    "v1 a 0 dc 1
    bd1 a 0 i=((0.001)*v(a)+(1.999)*uramp(v(a)-(0.7))) m=2
    bd2 0 b
    + i=(((1e-12)*((-v(b))/2)+(0.999999999999)*(uramp(((-v(b))/2)-(0))^2-uramp(((-v(b))/2)-(0)-0.1)^2)/0.2)>0 ? 2*tanh(((1e-12)*((-v(b))/2)+(0.999999999999)*(uramp(((-v(b))/2)-(0))^2-uramp(((-v(b))/2)-(0)-0.1)^2)/0.2)/2) : ((1e-12)*((-v(b))/2)+(0.999999999999)*(uramp(((-v(b))/2)-(0))^2-uramp(((-v(b))/2)-(0)-0.1)^2)/0.2))
    r1 a b 1
    .op"
  `);
  expect(exported(deck)).toContain('error: ngspice has no diode of straight lines');
});

test('of the diode parameters that ngspice lacks the loss is told, and others keep their meaning', () => {
  expect(exported('t\n* nodal: dialect=pspice\nv1 a 0 1\nd1 a 0 dm\n.model dm d(isr=1n bv=5 ibvl=1u nbvl=10)\n.op\n')).toMatchInlineSnapshot(`
    "* not carried over (deck.cir, line 5): ngspice has no parameter ibvl of diodes and passes over it.
    * not carried over (deck.cir, line 5): ngspice has no parameter nbvl of diodes and passes over it.
    .model dm d isr=1n bv=5 ibvl=1u nbvl=10 nr=2
    v1 a 0 1
    d1 a 0 dm
    .op
    -- warning: ngspice has no parameter ibvl of diodes and passes over it.
    -- warning: ngspice has no parameter nbvl of diodes and passes over it."
  `);
  expect(exported('t\nv1 a 0 1\nd1 a 0 tj dm 2 thermal\n.model dm d(rth0=50)\n.op\n', { flat: true })).toMatchInlineSnapshot(`
    ".model dm d rth0=50
    v1 a 0 dc 1
    d1 a 0 tj dm area=2 thermal
    .op"
  `);
});

test('branches of .if are decided; those that instances decide need the flat form', () => {
  expect(exported('t\n.param mode=2\nv1 a 0 1\n.if (mode==1)\nr1 a 0 1\n.else\nr1 a 0 2\n.endif\n.op\n')).toMatchInlineSnapshot(`
    ".param mode=2
    v1 a 0 1
    r1 a 0 2
    .op"
  `);
  const instances = 't\nv1 a 0 1\nx1 a s w=1\nx2 a s w=2\n.subckt s a w=1\n.if (w>1)\nr1 a 0 1\n.else\nr1 a 0 2\n.endif\n.ends\n.op\n';
  expect(exported(instances)).toContain('error: Whether this card counts');
  expect(exported(instances, { flat: true })).toContain('r.x1.r1 a 0 2\nr.x2.r1 a 0 1');
});

test('what ngspice lacks is told', () => {
  expect(exported('t\n* nodal: dialect=ltspice\nv1 a 0 1\nr1 a 0 {k} Rser=1\n.param k=1\n.step param k 1 2 1\n.op\n')).toMatchInlineSnapshot(`
    "* not carried over (deck.cir, line 4): r1: ngspice has no Rser=; it is left out.
    * not carried over (deck.cir, line 6): ngspice has no .step; the analyses run once. A script with alter, alterparam or altermod in a loop repeats them.
    .param k=1
    v1 a 0 1
    r1 a 0 {k}
    .op
    -- warning: r1: ngspice has no Rser=; it is left out.
    -- warning: ngspice has no .step; the analyses run once. A script with alter, alterparam or altermod in a loop repeats them."
  `);
});

test('devices that Nodal does not simulate are written as they are, derived models in full', () => {
  expect(exported('t\n* nodal: dialect=pspice\nvcc c 0 5\nq1 c b 0 qb\nrb c b 100k\n.model qa npn(bf=100 is=1e-15)\n.model qb ako:qa npn(bf=200 dev=5%)\n.op\n')).toMatchInlineSnapshot(`
    "* not carried over (deck.cir, line 7): The tolerance DEV is left out; ngspice has none.
    .model qb npn is=1e-15 bf=200
    vcc c 0 5
    q1 c b 0 qb
    rb c b 100k
    .op
    -- warning: The tolerance DEV is left out; ngspice has none."
  `);
});

test('sections of libraries, quoted formulas and grounds of HSPICE', () => {
  expect(exported("t\n.lib 'c.l' slow\nv1 a gnd! 'vdd*2'\nr1 a 0 r='rl/2' tc=1m,2u\n.param vdd=1 rl='2k'\n.op\n", {}, { 'c.l': '.lib slow\n.param corner=1\n.endl\n.lib fast\n.param corner=2\n.endl\n' })).toMatchInlineSnapshot(`
    ".param vdd=1
    .param rl={2000}
    v1 a 0 {vdd*2}
    r1 a 0 r={rl/2} tc1=1m tc2=2u
    .options tnom=25 temp=25
    .op"
  `);
});

test('switches of PSpice become those of ngspice', () => {
  expect(exported('t\n* nodal: dialect=pspice\nv1 a 0 1\ns1 a 0 a 0 sx\n.model sx vswitch(von=0.9 voff=0.1 ron=1u)\n.op\n')).toMatchInlineSnapshot(`
    "* not carried over (deck.cir, line 5): The switch sx goes over smoothly; in ngspice it switches at 0.9 and 0.1.
    .model sx sw vt={(0.9+0.1)/2} vh={abs(0.9-0.1)/2} ron={1u} roff={1meg}
    v1 a 0 1
    s1 a 0 a 0 sx
    .op
    -- warning: The switch sx goes over smoothly; in ngspice it switches at 0.9 and 0.1."
  `);
  const flat = exported('t\n* nodal: dialect=pspice\nv1 a 0 1\ns1 a 0 a 0 sx\n.model sx vswitch(von=0.9 voff=0.1 ron=1u)\n.op\n', { flat: true });
  expect(flat).toContain('.model sx sw vt={(0.9+0.1)/2} vh={abs(0.9-0.1)/2} ron={0.000001} roff={1meg}');
  expect(flat).toContain('warning: The switch sx goes over smoothly');
});

test('what ngspice could not read is an error', () => {
  expect(exported('t\n* nodal: dialect=ltspice\nv1 a 0 1\na1 a 0 0 0 0 b 0 0 schmitt\nd1 a 0 missing\nx1 a nowhere\n.op\n')).toMatchInlineSnapshot(`
    "
    -- error: a1 is a special function in LTspice, which ngspice does not have.
    -- error: There is no model 'missing' to write for d1.
    -- error: There is no subcircuit 'nowhere' in sight of x1 to write. Where only callers know it, export with --flat."
  `);
});

test('ngspice has no function of s on a source, no integral and no delay in a formula', () => {
  const deck = 't\n* nodal: dialect=pspice\nv1 a 0 1\ne1 b 0 laplace {v(a)} = {1/(1+s)}\ne2 c 0 value {sdt(v(a))+ddt(v(a))}\n.op\n';
  expect(exported(deck)).toMatchInlineSnapshot(`
    "
    -- error: e1 has a transfer function, which ngspice has as the code model s_xfer only.
    -- error: The formula {sdt(v(a))+ddt(v(a))} cannot be written for ngspice: ngspice has no function like sdt. Export with --flat, which writes its value."
  `);
  expect(exported(deck, { flat: true })).toMatchInlineSnapshot(`
    "* not carried over (deck.cir, line 4): ngspice has no function like laplace; 0 stands for it.
    * not carried over (deck.cir, line 5): ngspice has no function like idt; 0 stands for it.
    v1 a 0 dc 1
    be1 b 0 v=0
    be2 c 0 v=0+ddt(v(a))
    .op
    -- warning: ngspice has no function like laplace; 0 stands for it.
    -- warning: ngspice has no function like idt; 0 stands for it."
  `);
});
