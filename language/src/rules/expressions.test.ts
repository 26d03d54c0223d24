import { describe, expect, it } from 'vitest';
import { buildDesign, checkPart } from '../design/build-design.js';

/** The findings about expressions of a deck, each with the text that it marks. */
function findings(cards: string, part = false): string[] {
  const text = part ? cards : `title\nr0 a 0 1\n${cards}\n`;
  const design = (part ? checkPart : buildDesign)('file:///a.cir', (uri) => ({ uri, version: 1, text, open: true }));
  const codes = new Set(['expression-syntax', 'unknown-function', 'function-arguments', 'unknown-parameter', 'unknown-probe', 'unsupported-string']);
  return design.findings.filter((finding) => codes.has(finding.code)).map((finding) => `${finding.severity} ${finding.code} [${text.slice(finding.start, finding.end)}] ${finding.message}`);
}

describe('expressions', () => {
  it.each([
    ['a source of behaviour', 'b1 a 0 v=v(a)*2+i(r0) tc1=1', []],
    ['every form of a behavioural element', 'b1 a 0 i={v(a,0)}\ne1 a 0 value={limit(v(a),0,5)}\ng1 a 0 value = {v(a)}\nr1 a 0 r={1+v(a)}\nc1 a 0 c=if(v(a)>1,1p,2p)\ne2 a 0 table {v(a)} = (0,0) (1,2)\ne3 a 0 laplace {v(a)} {1/(1+s)}\nl1 a 0 flux=tanh(x)', []],
    ['HSPICE’s forms', "r1 a 0 '2*3'\ne1 a 0 vol='v(a)*2'\ng1 a 0 cur='v(a)*pwr(v(a),2)'", []],
    ['functions with their numbers of arguments', '.func f(x,y) {x+y}\nr1 a 0 {f(1)}\nr2 a 0 {atan2(1)}\nr3 a 0 {f(1,2)}\nr4 a 0 {tabel(1,2,3)}', [
      'error function-arguments [f] f() takes 2 arguments by its .func, not 1.', 'error function-arguments [atan2] atan2(y, x) takes 2 arguments, not 1.',
      "error unknown-function [tabel] There is no function 'tabel'. Did you mean 'table'?"]],
    ['names', '.param rload=1k\nr1 a 0 {rlaod*2}\nr2 a 0 {time*temper*pi}\nr3 a 0 {zzz}', [
      "error unknown-parameter [rlaod] The parameter 'rlaod' is not defined here. Did you mean 'rload'?", "error unknown-parameter [zzz] The parameter 'zzz' is not defined here. Define it with .param."]],
    ['syntax, with its place', '.param x={1+}\nr1 a 0 {1 2}\nb1 a 0 v=v(a)**', [
      'error expression-syntax [2] An operator is missing before \'2\'.', 'error expression-syntax [] The expression ends where a value is expected.', 'error expression-syntax [] The expression ends where a value is expected.']],
    ['functions nobody calls are warned of', '.func f(x) {x+}\n.func g(x) {x+y}', [
      'warning expression-syntax [] The expression ends where a value is expected.', "warning unknown-parameter [y] The parameter 'y' is not defined here. Define it with .param."]],
    ['in subcircuits names may come from outside, the rest may not', 'x1 a s\n.subckt s p\nr1 p 0 {k}\nr2 p 0 {g(1)}\nr3 p 0 {sin(1,2)}\n.ends\n.subckt unused p\nr1 p 0 {1+}\n.ends', [
      'error function-arguments [sin] sin(x) takes 1 argument, not 2.', 'warning expression-syntax [] The expression ends where a value is expected.']],
    ['what is measured must be there', 'b1 a 0 v=v(b)+v(a,c)+i(v1)+i(r0)+v(x1.n)+v(0)+i(x1.v1)\nr1 g 0 1\n.global vdd\nb2 g 0 i=v(vdd)+v($g_x)\n.func id(q) {q}\nb3 g 0 v=id(2)', [
      'warning unknown-probe [v(b)] Nothing is connected to the node b, so it has no voltage. Correct its name.',
      'warning unknown-probe [v(a,c)] Nothing is connected to the node c, so it has no voltage. Correct its name.',
      'error unknown-probe [i(v1)] There is no device v1 in this circuit, so it has no current. Correct the name, or add the device.']],
    ['ports and inner nodes', 'x1 a s\n.subckt s p\nb1 q 0 v=v(p)+v(q)+v(a)\n.ends', ['warning unknown-probe [v(a)] Nothing is connected to the node a, so it has no voltage. Correct its name.']],
    ['LTspice closes parentheses by itself', '* nodal: dialect=ltspice\nr1 a 0 {limit(1,(2+1),(3)}', [
      'warning expression-syntax [limit] A parenthesis that opens here is not closed. LTspice closes it at the end of the expression; other simulators refuse it.']],
    ['models', '.model dm d(is={1f*(2} rs={nope} n={1+})\n.model q npn level=4(\n+ bf=100)', [
      "error expression-syntax [(] This parenthesis is not closed.", 'error expression-syntax [] The expression ends where a value is expected.', "error unknown-parameter [nope] The parameter 'nope' is not defined here. Define it with .param."]],
    ['names of nodes and devices', 'b1 a 0 v=n(inner)+w(r0)*def(gain)', []],
    ['joined lines', 'b1 a 0 v=v(a)\n+ + coss(1)', ["error unknown-function [coss] There is no function 'coss'. Did you mean 'cos'?"]],
  ])('%s', (_, cards, expected) => expect(findings(cards)).toEqual(expected));

  it('of a library that is opened by itself may use names of its deck', () => {
    expect(findings('.param x={y*2}\nr1 a 0 {foo(z)}\nr2 a 0 {1+}\n.subckt s p\nr1 p 0 {v(nowhere)}\n.ends\n', true)).toEqual([
      'error expression-syntax [] The expression ends where a value is expected.',
      'warning unknown-probe [v(nowhere)] Nothing is connected to the node nowhere, so it has no voltage. Correct its name.']);
  });
});
