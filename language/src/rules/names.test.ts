import { describe, expect, test } from 'vitest';
import { buildDesign, checkPart, joinFindings } from '../index.js';

const URI = 'file:///deck.cir';
const CODES = /^(?:unused-(?:model|subcircuit|parameter|function|port)|shadowed-|reserved-name|single-connection)/;

/** `code: what it is about` of each finding about names, and the text of the deck after all fixes. */
function found(text: string, included = '', role: 'deck' | 'part' = 'deck'): string[] {
  const whole = role === 'deck' ? `title\n${text}` : text;
  const supply = (uri: string) => ({ uri, version: 1, text: uri === URI ? whole : included });
  const design = role === 'deck' ? buildDesign(URI, supply) : checkPart(URI, supply);
  return joinFindings(design, []).filter(({ code }) => CODES.test(code)).map(({ uri, code, start, end }) => `${code}: ${(uri === URI ? whole : included).slice(start, end)}`);
}

function fixed(text: string): string {
  const whole = `title\n${text}`;
  const edits = joinFindings(buildDesign(URI, (uri) => ({ uri, version: 1, text: whole })), []).filter(({ code }) => CODES.test(code)).flatMap(({ fix }) => [...(fix?.edits ?? [])]);
  return edits.sort((a, b) => b.start - a.start).reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), whole).slice('title\n'.length);
}

describe('unused names', () => {
  const circuit = 'v1 a 0 1\nr1 a 0 1k\n';
  test.each([
    ['a model', '.model dx d', ['unused-model: dx']],
    ['a model that a comment mentions', '* dx is not used\n.model dx d', ['unused-model: dx']],
    ['a model with the name of a node', '.model a d', ['unused-model: a']],
    ['a subcircuit', '.subckt s p\nr1 p 0 1\n.ends s', ['unused-subcircuit: s']],
    ['a parameter with the name of an element', '.param r1=2', ['unused-parameter: r1']],
    ['a parameter that an instance sets and nothing reads', 'x1 a s k=2\n.subckt s p k=1\nr1 p 0 1\n.ends', ['unused-parameter: k']],
    ['a function', '.func f(x) {x}', ['unused-function: f']],
    ['a port', 'x1 a a s\n.subckt s p q\nr1 p 0 1\n.ends', ['unused-port: q']],
  ])('%s', (_, text, expected) => expect(found(circuit + text)).toEqual(expected));

  test.each([
    ['an element', 'd1 a 0 dx\n.model dx d'],
    ['the type of another model', '.model dy ako:dx d\n.model dx d\nd1 a 0 dy'],
    ['sizes of a model', 'm1 a a 0 0 n\n.model n.1 nmos\n.model n.2 nmos'],
    ['an expression', '.param k=2\nr2 a 0 {k}'],
    ['a formula without delimiters', '.param k=2\nr2 a 0 k'],
    ['another parameter', ".param k=2\n.param j='k*2'\nr2 a 0 {j}"],
    ['a sweep', '.param k=2\n.step param k 1 2 1'],
    ['a measure', ".param k=2\n.tran 1 2\n.meas tran m param='k'"],
    ['a script', '.param k=2\n.control\necho $&k\n.endc'],
    ['a script that alters a model', '.model dx d\n.control\naltermod dx is=1\n.endc'],
    ['a call', '.func f(x) {x}\nr2 a 0 {f(1)}'],
    ['an expression inside that reads the port', 'x1 a a s\n.subckt s p q\nb1 p 0 v=v(q)\n.ends'],
    ['an included file', '.param k=2\n.include part.inc'],
  ])('none for %s', (_, text) => expect(found(circuit + text, 'r3 a 0 {k}')).toEqual([]));

  test('what an included file declares is for others', () => expect(found(`${circuit}.include part.inc`, '.model dx d\n.param k=1')).toEqual([]));
  test('so is all of a library', () => expect(found('.model dx d\n.param k=1', '', 'part')).toEqual([]));
  test('fixes remove the card, or one of several', () => expect(fixed(`${circuit}.model dx d(is=1f\n+ n=2)\n.subckt s p\nr1 p 0 1\n.ends s\n.param k=1 j=2 l=3\nr2 a 0 {k+l}\n`)).toBe(`${circuit}.param k=1 l=3\nr2 a 0 {k+l}\n`));
});

describe('names that hide others', () => {
  test('a .param, a formal parameter and a model inside a subcircuit', () => expect(found('v1 a 0 1\nx1 a s k=2\n.param k=1 j=2\nr1 a 0 {k+j}\n.model m d\nd1 a 0 m\n.subckt s p k=1\n.param j=3\n.model m d\nd1 p 0 m\nr1 p 0 {k+j}\n.ends')).toEqual([
    'shadowed-parameter: k', 'shadowed-parameter: j', 'shadowed-model: m']));
  test('what the simulator computes', () => expect(found('.param time=1 pi=3.1416 e=2 k=3\nv1 a 0 {time*pi*e*k}\nr1 a 0 1')).toEqual(['reserved-name: time', 'reserved-name: e']));
});

describe('a node whose name is near to another one', () => {
  test.each([
    ['letters that changed places', 'r1 a otu 1\nr2 out a 1\nr3 out 0 1', 'r1 a out 1\nr2 out a 1\nr3 out 0 1'],
    ['a letter too few, in the other spelling', 'r1 a fedback 1\nr2 FEEDBACK a 1\nr3 FEEDBACK 0 1', 'r1 a FEEDBACK 1\nr2 FEEDBACK a 1\nr3 FEEDBACK 0 1'],
    ['another letter', 'r1 a suppky 1\nr2 supply a 1\nr3 supply 0 1', 'r1 a supply 1\nr2 supply a 1\nr3 supply 0 1'],
    ['ground', 'r1 a gdn 1\nr2 a 0 1', 'r1 a gnd 1\nr2 a 0 1'],
    ['numbers are names of their own', 'r1 a n12 1\nr2 n13 a 1\nr3 n13 0 1', 'r1 a n12 1\nr2 n13 a 1\nr3 n13 0 1'],
    ['so are signs', 'r1 a outp 1\nr2 outn a 1\nr3 outn 0 1', 'r1 a outp 1\nr2 outn a 1\nr3 outn 0 1'],
  ])('%s', (_, text, expected) => expect(fixed(`v1 a 0 1\n${text}`)).toBe(`v1 a 0 1\n${expected}`));
});
