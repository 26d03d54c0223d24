import { describe, expect, it } from 'vitest';
import { placesOfSymbolAt } from './symbols.fixture.js';

const cases = (list: readonly (readonly [string, string])[]): void => it.each(list)('%s', (_, text) => expect(placesOfSymbolAt(text)).toMatchSnapshot());

describe('nodes', () => {
  cases([
    ['of the top, in elements, outputs, conditions at the start, expressions and scripts', 't\nv1 o<|>ut 0 1\nr1 OUT 0 1k\nb1 b 0 v=v(out)+v(b,out)\ne1 c 0 out 0 2\n.ic v(out)=1\n.save v(out) out\n.print tran v(out,b) db(v(out)) vdb(out)\n.meas tran top max v(out) from=0\n.control\nrun\nplot out v(out) out-b\n.endc\n'],
    ['of a subcircuit are its own, and reached by paths', 't\n.subckt s a b\nr1 a n<|>3 1k\nr2 n3 b 1k\n.ends\nx1 1 0 s\nr9 1 n3 1k\n.save v(x1.n3) v(x1:n3) v(n3)\n'],
    ['ports are nodes inside', 't\n.subckt s a<|> b\nr1 a b 1k\n.ends\nx1 a 0 s\n.save v(x1.a) i(x1:a)\n'],
    ['ground is one for all scopes', 't\n.subckt s a\nr1 a 0 1k\n.ends\nx1 1 s\nv1 1 g<|>nd 1\n'],
    ['global nodes too', 't\n.global vdd\n.subckt s a\nr1 a v<|>dd 1k\n.ends\nx1 1 s\nv1 vdd 0 1\n'],
    ['a node with the name of a parameter', 't\n.param vdd=2\nv1 v<|>dd 0 {vdd}\n.save vdd v(vdd)\n.meas tran t when v(vdd)=vdd/2\n'],
    ['numbers', 't\nr1 1<|> 2 1\nr2 1 0 1\n.print tran v(1) v(1,2) 1\n'],
  ]);
});

describe('elements', () => {
  cases([
    ['referred to by F, H, K and W, by currents and parameters', 't\nV<|>1 a 0 1\nf1 b 0 v1 2\nh1 c 0 v1 2\nw1 a b v1 sw\nb1 d 0 i=i(v1)*2\n.model sw csw\n.dc v1 0 1 0.1\n.save i(v1) @v1[dc] v1#branch\n.noise v(a) v1 dec 10 1 1k\n.tf v(a) v1\n.control\nalter v1 = 3\nalter @v1[dc] = 3\nprint i(v1) @v1[dc] v1#branch\ndc v1 0 1 0.1\n.endc\n'],
    ['coupled inductors', 't\nl1 a 0 1\nl2 b 0 1\nk1 l1 l<|>2 0.9\n'],
    ['instances are parts of paths', 't\n.subckt s a\nv2 a 0 1\n.ends\nx<|>1 1 s\n.save v(x1.a) i(v.x1.v2) i(x1.v2) @x1.v2[i]\n'],
    ['inside of instances', 't\n.subckt s a\nv2 a 0 1\n.ends\nx1 1 s\n.save i(v.x1.v<|>2) i(x1.v2) v(x1.a)\n'],
    ['a resistor that is swept', 't\nr1 a 0 1\nv1 a 0 1\n.dc r<|>1 1 2 1\n.step r1 1 2 1\n'],
  ]);
});

describe('parameters', () => {
  cases([
    ['in values, other parameters, analyses and conditions', 't\n.param k=1 j={2*k} l=\'K+1\'\n.func f(x) {x*k}\nr1 a 0 {k*1k}\nr2 a 0 k\nc1 a 0 1n ic={k}\nv1 a 0 sin(0 {k} 1k)\n.model d1 d is={k*1f}\n.if (k>1)\n.endif\n.tran 1u {<|>k}\n.step param k 1 2 1\n.meas tran m param=\'k*2\'\n'],
    ['formal ones, with their defaults and where instances set them', 't\n.param r=1\n.subckt s a r=1k q={2*r}\nr1 a 0 {<|>r}\n.ends\nx1 a s r={r}\nx2 a s params: R=2 q=3\n'],
    ['the outer one of the same name', 't\n.param k=1\n.subckt s a k={k}\nr1 a 0 {k}\n.ends\nx1 a s k={<|>k}\n'],
    ['those of whoever makes the instance', 't\n.subckt inner a\nr1 a 0 {k<|>}\n.ends\n.subckt outer a k=1\nx1 a inner\n.ends\nx1 a outer k=3\n'],
    ['in a branch that does not count', 't\n.param a=1 k=2\n.if (a)\nr1 1 0 {k}\n.else\nr1 1 0 {2*<|>k}\n.endif\n'],
    ['an expression that is not complete', 't\n.param k=1\nr1 a 0 {2*(k+\nr2 a 0 {<|>k}\n'],
    ['continued lines', 't\n.param k=1\nr1 a 0 {1 +\n+ k + ; k is a comment\n+ <|>k}\n'],
  ]);
});

describe('models', () => {
  cases([
    ['of elements, of other models and of sweeps', 't\n.model d<|>x d is=1f\n.model dy ako:dx n=2\n.model dz ako: DX n=2\nd1 a 0 dx\n.step d dx(is) 1f 2f 1f\n.control\naltermod dx is=2f\n.endc\n'],
    ['that differ in their sizes are one', 't\n.model nch.1 nmos lmin=1u\n.model nch.2 nmos lmin=2u\nm1 d g s b n<|>ch l=1u\n'],
    ['of a subcircuit hide outer ones', 't\n.model dx d\n.subckt s a\n.model dx d n=2\nd1 a 0 d<|>x\n.ends\nd1 a 0 dx\n'],
  ]);
});

describe('subcircuits, functions, sections, measures', () => {
  cases([
    ['subcircuits', 't\n.subckt S a b\nr1 a b 1\n.ends S\nx1 1 0 s<|>\nx2 1 0 s m=2\n'],
    ['functions', 't\n.func g(x) {x+1}\n.param f(x)={g(x)+x} y={f(1)}\nr1 a 0 {G<|>(2)}\n'],
    ['arguments of a function', 't\n.param x=1\n.func g(x,y) {x<|>*y+x}\nr1 a 0 {x}\n'],
    ['measures', 't\n.meas tran t1 when v(a)=1\n.meas tran t2 find v(a) at=t1\n.meas tran d param=\'t2-<|>t1\'\n'],
    ['sections', '--- deck.cir\nt\n.lib parts.lib t<|>t\n.end\n--- parts.lib\n.lib tt\n.model d d\n.endl tt\n.lib ff\n.endl ff\n'],
    ['a model of all sections', '--- deck.cir\nt\n.lib parts.lib tt\nd1 a 0 <|>dx\n.end\n--- parts.lib\n.lib ss\n.model dx d\n.endl\n.lib tt\n.model dx d\n.endl tt\n.lib ff\n.model dx d\n.endl ff\n'],
    ['names of an included file', '--- deck.cir\nt\n.include a.inc\nr1 n<|>1 0 {k}\n.end\n--- a.inc\nr2 n1 0 {k}\n.param k=2\n'],
  ]);
});
