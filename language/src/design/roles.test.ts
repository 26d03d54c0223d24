import { describe, expect, test } from 'vitest';
import type { ElementCard } from '../generated/ast.js';
import { buildDesign } from './build-design.js';
import { cardRoles } from './roles.js';

/** The roles of the first card's operands below the title, nodes with their pins: `node:p node:n value`. */
function rolesOf(text: string): string {
  const uri = 'file:///a.cir';
  const design = buildDesign(uri, () => ({ uri, version: 1, text: `title\n${text}\n` }));
  const placed = design.top.elements.find(({ card }) => card.$type === 'ElementCard')!;
  return cardRoles(placed as typeof placed & { card: ElementCard }, design.top).operands.map(({ role, pin }) => (pin === undefined ? role : `${role}:${pin}`)).join(' ');
}

/** A card, with declarations below it where they decide, and its roles. */
type Case = readonly [card: string, roles: string];

const PASSIVE: Case[] = [
  ['r1 a b 1k', 'node:p node:n value'],
  ['r1 a b 4k7', 'node:p node:n value'],
  ['r1 a b {x}', 'node:p node:n value'],
  ['r1 (a b) 1k', 'node:p node:n value'],
  ['r1 a b rmod l=1u w=2u', 'node:p node:n model parameter parameter'],
  ['r1 a b rmod 1k', 'node:p node:n model value'],
  ['r1 a b 1k rmod', 'node:p node:n value model'],
  ['r1 a b 1k tc=1m,2u', 'node:p node:n value parameter parameter'],
  ['r1 a b 1k ac 10', 'node:p node:n value keyword value'],
  ['r1 a b r=v(c)*2', 'node:p node:n parameter'],
  ['r1 a b load\n.param load=3', 'node:p node:n value'],
  ['r1 a b load\n.model load r', 'node:p node:n model'],
  ['r1 a b 2n7\n.model 2n7 r', 'node:p node:n model'],
  ['r1 a b 2*load', 'node:p node:n value'],
  ['r1 a b 1k tol=1 pwr=0.1', 'node:p node:n value parameter parameter'],
  ['c1 a b 1u ic=0 Rser=1m Lser=1n Rpar=1meg Cpar=1p RLshunt=1', 'node:p node:n value parameter parameter parameter parameter parameter parameter'],
  ['c1 a b Q=1u*x', 'node:p node:n parameter'],
  ['c1 a b poly 1u 2u', 'node:p node:n keyword value value'],
  ['l1 a b 1m Rser=1', 'node:p node:n value parameter'],
  ['l1 a b Hc=16. Bs=.44 Br=.10 A=0.0000251 Lm=0.0198 Lg=0.0006858 N=1000', `node:p node:n${' parameter'.repeat(7)}`],
];

const SEMICONDUCTORS: Case[] = [
  ['d1 a k dmod', 'node:anode node:cathode model'],
  ['d1 a k dmod 2 off', 'node:anode node:cathode model value keyword'],
  ['d1 a k 1N4148 2', 'node:anode node:cathode model value'],
  ['d1 a k 1N4148 area=2 ic=0.6 temp=30', 'node:anode node:cathode model parameter parameter parameter'],
  ['d1 a k tj dmod thermal', 'node:anode node:cathode node:temperature model keyword'],
  ['d1 1 2 3\n.model 3 d', 'node:anode node:cathode model'],
  ['d1 a k dmod m=2 off', 'node:anode node:cathode model parameter keyword'],
  ['q1 c b e qn', 'node:c node:b node:e model'],
  ['q1 c b e qn 2', 'node:c node:b node:e model value'],
  ['q1 c b e 0 2N2222', 'node:c node:b node:e node:substrate model'],
  ['q1 c b e s qn', 'node:c node:b node:e node:substrate model'],
  ['q1 c b e qn area\n.model qn npn', 'node:c node:b node:e model value'],
  ['q1 c b e [s] qn 2 off', 'node:c node:b node:e keyword node:substrate keyword model value keyword'],
  ['q1 c b e {kind}', 'node:c node:b node:e model'],
  ['q1 c b e s tj qn', 'node:c node:b node:e node:substrate node:temperature model'],
  ['q1 c b e qn ic=0.6,2 off', 'node:c node:b node:e model parameter parameter keyword'],
  ['m1 d g s b nch w=1u l=2u', 'node:d node:g node:s node:b model parameter parameter'],
  ['m1 d g s IRF540', 'node:d node:g node:s model'],
  ['m1 d g s b nch 10u 1u', 'node:d node:g node:s node:b model value value'],
  ['m1 d g s vd off\n.model vd vdmos', 'node:d node:g node:s model keyword'],
  ['m1 d g s tj tc vd thermal\n.model vd vdmos', 'node:d node:g node:s node:b node:n5 model keyword'],
  ['m1 d g s e p b soi l=1u', 'node:d node:g node:s node:b node:n5 node:n6 model parameter'],
  ['m1 1 2 3 4 nch l=1u\n.model nch.1 nmos', 'node:d node:g node:s node:b model parameter'],
  ['j1 d g s jn 2 off', 'node:d node:g node:s model value keyword'],
  ['j1 d g s b jn', 'node:d node:g node:s node:b model'],
  ['z1 d g s mes 2', 'node:d node:g node:s model value'],
  ['z1 c g e igbt area=2', 'node:d node:g node:s model parameter'],
];

const SOURCES: Case[] = [
  ['v1 a 0 5', 'node:p node:n value'],
  ['v1 a 0 dc 5 ac 1 90 sin(0 1 1k)', 'node:p node:n keyword value keyword value value waveform'],
  ['v1 a 0 pulse 0 5 0 1n 1n 1u 2u', `node:p node:n waveform${' value'.repeat(7)}`],
  ['v1 a 0 5 Rser=1 Cpar=1p', 'node:p node:n value parameter parameter'],
  ['v1 a 0 wavefile=a.wav chan=0', 'node:p node:n parameter parameter'],
  ['v1 a 0 pwl repeat forever (0 0 1 1) endrepeat', 'node:p node:n waveform keyword keyword value value value value keyword'],
  ['v1 a 0 dc=1 ac=1,90', 'node:p node:n parameter parameter parameter'],
  ['v1 a 0 dc 0 portnum 1 z0 50', 'node:p node:n keyword value keyword value keyword value'],
  ['i1 a 0 1m load', 'node:p node:n value keyword'],
  ['i1 a 0 tbl=(0,0,1,1)', 'node:p node:n parameter'],
];

const CONTROLLED: Case[] = [
  ['e1 a 0 c 0 10', 'node:p node:n control-node:cp control-node:cn value'],
  ['e1 a 0 (c,0) 10', 'node:p node:n control-node:cp control-node:cn value'],
  ['e1 a 0 poly(2) c 0 (d,0) 0 1 1', `node:p node:n waveform${' control-node'.repeat(4)} value value value`],
  ['e1 a 0 poly (1) c 0 0 1', 'node:p node:n waveform control-node control-node value value'],
  ['e1 a 0 poly 1 c 0 0 1', 'node:p node:n keyword value control-node control-node value value'],
  ['e1 a 0 value={v(c)*2}', 'node:p node:n parameter'],
  ['e1 a 0 value {v(c)*2}', 'node:p node:n keyword value'],
  ['e1 a 0 table {v(c)} = (0,0) (1,1)', 'node:p node:n keyword value value value value value'],
  ['e1 a 0 c 0 table(0,0,1,1)', 'node:p node:n control-node:cp control-node:cn waveform'],
  ['e1 a 0 laplace {v(c)} = {1/(1+s)}', 'node:p node:n keyword value value'],
  ['e1 a 0 c 0 laplace={1/(1+s)} window=1m', 'node:p node:n control-node:cp control-node:cn parameter parameter'],
  ['e1 a 0 laplace c 0 1 0 / 1 1', `node:p node:n keyword control-node control-node value value keyword value value`],
  ['e1 a 0 freq {v(c)} = (0,0,0) (1k,-3,-45)', `node:p node:n keyword${' value'.repeat(7)}`],
  ['e1 a 0 vcvs c 0 10 max=5', 'node:p node:n keyword control-node:cp control-node:cn value parameter'],
  ['e1 a 0 vcvs poly(2) c 0 d 0 0 1 1', `node:p node:n keyword waveform${' control-node'.repeat(4)} value value value`],
  ['e1 a 0 opamp c d', 'node:p node:n keyword control-node:cp control-node:cn'],
  ['e1 a 0 vol=\'v(c)*2\'', 'node:p node:n parameter'],
  ['e1 a 0 delay 0 10', 'node:p node:n control-node:cp control-node:cn value'],
  ['g1 a 0 c 0 1m', 'node:p node:n control-node:cp control-node:cn value'],
  ['g1 a 0 cur=\'v(c)*2\'', 'node:p node:n parameter'],
  ['g1 a 0 vcr pwl(1) c 0 0,1k 1,2k', 'node:p node:n keyword waveform control-node control-node value value value value'],
  ['g1 a 0 and(2) c 0 d 0 0,0 1,1', `node:p node:n waveform${' control-node'.repeat(4)}${' value'.repeat(4)}`],
  ['f1 a 0 v1 2', 'node:p node:n element value'],
  ['f1 a 0 poly(2) v1 v2 0 1 1', 'node:p node:n waveform element element value value value'],
  ['f1 a 0 value={i(v1)*2}', 'node:p node:n parameter'],
  ['f1 a 0 cccs v1 2 m=3', 'node:p node:n keyword element value parameter'],
  ['h1 a 0 v1 1k', 'node:p node:n element value'],
  ['h1 a 0 pwl(1) v1 0,0 1,1', 'node:p node:n waveform element value value value value'],
];

const OTHERS: Case[] = [
  ['a1 in out gainer', 'node node model'],
  ['a1 [in1 in2] out adder', 'keyword node node keyword node model'],
  ['a1 [~d1 d2] null nander', 'keyword keyword node node keyword keyword model'],
  ['a1 %vd(a b) %v c amp', 'keyword node node keyword node model'],
  ['a1 %vd [a b c d] %vnam(v1) amp', 'keyword keyword node node node node keyword keyword element model'],
  ['a1 n1 0 0 0 0 0 q 0 schmitt vt=0.5 vh=0.1', `${'node '.repeat(8)}keyword parameter parameter`],
  ['a1 n1[0] n1[1] 0 0 0 0 q 0 ota g=1m linear', `${'node '.repeat(8)}keyword parameter keyword`],
  ['a1 n1 n2 0 0 0 0 q 0 ota linear g=1m', `${'node '.repeat(8)}keyword keyword parameter`],
  ['b1 a 0 v=v(c)*2', 'node:p node:n parameter'],
  ['b1 a 0 i={v(c)} rpar=1k', 'node:p node:n parameter parameter'],
  ['b1 d g s gmod 2', 'node:d node:g node:s model value'],
  ['b1 out pu pd in en file=\'a.ibs\' model=\'m\'', 'node:p node:n node node node parameter parameter'],
  ['k1 l1 l2 0.99', 'element element value'],
  ['k1 l1 l2 l3 {k}', 'element element element value'],
  ['k1 l1 x1.l2 k=0.9', 'element element parameter'],
  ['k1 l1 l2 0.9 core 5', 'element element value model value'],
  ['k1 l1 l2 kfac', 'element element value'],
  ['k1 t1 t2 lm=1n cm=1p', 'element element parameter parameter'],
  ['n1 a b c osdi', 'node node node model'],
  ['n1 a dpwr dgnd din dgtlnet=d1 io', 'node node node model parameter value'],
  ['o1 a b c d line', 'node:p1 node:n1 node:p2 node:n2 model'],
  ['o1 a ref dout dgtlnet=d1 io', 'node:node node:reference model parameter value'],
  ['p1 a b 0 c d 0 pline len=1', 'node node node node node node model parameter'],
  ['p1 a 0 port=1 z0=50 ac 1', 'node:p node:n parameter parameter keyword value'],
  ['s1 a b c d sw1 on', 'node:p node:n control-node:cp control-node:cn model keyword'],
  ['s1 a b sw1 control={v(c)>1}', 'node:p node:n model parameter'],
  ['s1 a b 0 mname=net', 'node node node parameter'],
  ['t1 a b c d z0=50 td=1n', 'node:p1 node:n1 node:p2 node:n2 parameter parameter'],
  ['t1 a b c d tmod len=1', 'node:p1 node:n1 node:p2 node:n2 model parameter'],
  ['u1 a b 0 line l=1m', 'node:p node:n node:reference model parameter'],
  ['u1 nand(2) $G_DPWR $G_DGND a b y d0_gate io_std mntymxdly=1', 'keyword node:power node:ground node node node model model parameter'],
  ['u1 logicexp (2,1) dpwr dgnd a b y d0_gate io_std', 'keyword value value node:power node:ground node node node model model'],
  ['u1 inv dpwr dgnd a y dmod', 'keyword node:power node:ground node node model'],
  ['u1 stim(1,1) dpwr dgnd a io_stm 0s 0 1u 1', 'keyword node:power node:ground node model value value value value'],
  ['w1 a b v1 sw1 off', 'node:p node:n element model keyword'],
  ['w1 i1 i2 0 o1 o2 0 n=2 l=0.1 rlgcmodel=x', 'node node node node node node parameter parameter parameter'],
  ['x1 a b amp', 'node node subcircuit'],
  ['x1 a b amp gain=2', 'node node subcircuit parameter'],
  ['x1 a b amp params: gain=2 text: f="a"', 'node node subcircuit keyword parameter keyword parameter'],
  ['x1 a b amp params:gain=2', 'node node subcircuit keyword parameter'],
  ['x1 a b / amp', 'node node keyword subcircuit'],
  ['x1 a b amp { }', 'node node subcircuit value'],
  ['x1 a b amp amp\n.subckt amp 1 2\n.ends', 'node node subcircuit keyword'],
  ['x1 a amp amp\n.subckt amp 1 2\n.ends', 'node node subcircuit'],
  ['x1 amp', 'subcircuit'],
  ['y1 a 0 b 0 line len=1', 'node:p1 node:n1 node:p2 node:n2 model parameter'],
  ['ymemristor m1 a b mem', 'keyword node node model'],
];

describe.each([['passive', PASSIVE], ['semiconductors', SEMICONDUCTORS], ['sources', SOURCES], ['controlled', CONTROLLED], ['others', OTHERS]] as const)('%s', (_, cases) => {
  test.each(cases)('%s', (card, roles) => expect(rolesOf(card)).toBe(roles));
});

test('cards of one form share their layout', () => {
  const uri = 'file:///a.cir';
  const design = buildDesign(uri, () => ({ uri, version: 1, text: 'title\nr1 a b 1k\nr2 c d 2k tc=1\nr3 a 0 {x}\n' }));
  const [first, second, third] = design.top.elements.map((placed) => cardRoles(placed, design.top).layout);
  expect(third).toBe(first);
  expect(second).not.toBe(first);
});
