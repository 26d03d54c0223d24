import { describe, expect, test } from 'vitest';
import { buildDesign, checkPart, type Finding, joinFindings, RULES } from '../index.js';

const OWN = new Set(RULES.filter(({ group }) => group === 'connections').map(({ code }) => code));
const URI = 'file:///deck.cir';

/** The findings about connections, one a line: the line's text, the severity, the code and the message. */
function found(text: string, role: 'deck' | 'part' = 'deck', included = ''): string {
  const deck = role === 'deck' ? `title\n${text}` : text;
  const supply = (uri: string) => ({ uri, version: 1, text: uri === URI ? deck : included });
  const design = role === 'deck' ? buildDesign(URI, supply) : checkPart(URI, supply);
  const shown = ({ uri, start, severity, code, message }: Finding) => {
    const whole = uri === URI ? deck : included;
    const line = whole.slice(whole.lastIndexOf('\n', start - 1) + 1).split('\n', 1)[0]!;
    return `${line} | ${severity} ${code} | ${message}`;
  };
  return joinFindings(design, []).filter(({ code }) => OWN.has(code)).map(shown).join('\n');
}

const codes = (text: string) => found(text).split('\n').map((line) => line.split(' | ')[1] ?? '').join(', ');

describe('nodes without a path for direct current', () => {
  test('a node between capacitors, with what is connected there', () => expect(found('v1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\n.op')).toBe(
    'c1 in mid 1u | warning no-dc-path | Node mid has no path for direct current to ground (c1 and c2). Connect a large resistor from it to ground.'));
  test('several nodes are one finding', () => expect(found('v1 in 0 1\nc1 in a 1u\nr1 a b 1\nr2 b c 1\nc2 c 0 1u\nr3 a c 1\n.op')).toBe(
    'c1 in a 1u | warning no-dc-path | Nodes a, b and c have no path for direct current to ground (c1, r1, r3, r2 and c2). Connect a large resistor from one of them to ground.'));

  test.each([
    ['a resistance beside the capacitor', 'v1 in 0 1\nc1 in mid 1u rpar=1g\nc2 mid 0 1u\n.op'],
    ['.ic holds the node', 'v1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\n.ic v(mid)=1\n.tran 1 2'],
    ['no operating point', 'v1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\n.tran 1u 2u uic'],
    ['an option shunts all nodes', 'v1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\n.options rshunt=1e12\n.op'],
    ['a loop of feedback determines the voltage', 'v1 in 0 1\ng1 0 x in fb 1m\nc1 x 0 1u\ne1 fb 0 x 0 1\nr1 fb 0 1k\n.op'],
    ['an unknown code model may drive it', 'v1 in 0 1\nr1 in 0 1\na1 [in] [mid] buffer\nc1 mid 0 1u\n.model buffer d_buffer\n.op'],
    ['the path is inside an instance', 'v1 in 0 1\nc1 in mid 1u\nx1 mid s\n.subckt s a\nr1 a 0 1k\n.ends\n.op'],
    ['the path goes through two instances', 'v1 in 0 1\nc1 in mid 1u\nx1 mid s\n.subckt s a\nx1 a t\n.ends\n.subckt t b\nr1 b 0 1k\n.ends\n.op'],
    ['an unknown subcircuit may have one', 'v1 in 0 1\nc1 in mid 1u\nx1 mid 0 nowhere\n.op'],
    ['a global name leads elsewhere', '.global vdd\nv1 in 0 1\nr1 in 0 1\nc1 in vdd 1u\nc2 vdd 0 1u\n.op'],
    ['one branch of a conditional has one', 'v1 in 0 1\nc1 in mid 1u\nc2 mid 0 1u\nx1 mid s k=1\n.subckt s a k=0\n.if (k==1)\nr1 a 0 1k\n.endif\n.ends\n.op'],
    ['junctions conduct', 'v1 in 0 1\nc1 in b 1u\nq1 in b 0 n\n.model n npn\n.op'],
    ['a bulk has junctions', 'v1 in 0 1\nm1 in in 0 b n\nc1 b 0 1u\n.model n nmos\n.op'],
  ])('none when %s', (_, text) => expect(codes(text)).toBe(''));

  test.each([
    ['a capacitor inside an instance', 'v1 in 0 1\nc1 in mid 1u\nx1 mid s\n.subckt s a\nc1 a 0 1u\n.ends\n.op', 'warning no-dc-path'],
    ['inside of a subcircuit', 'v1 in 0 1\nr1 in 0 1\nx1 in s\n.subckt s a\nc1 a m 1u\nc2 m 0 1u\n.ends\n.op', 'warning no-dc-path'],
    ['a current source', 'v1 in 0 1\nr1 in 0 1\ni1 0 out 1m\nc1 out 0 1u\n.op', 'warning current-cutset'],
    ['a controlled source that nothing controls by the node', 'v1 in 0 1\ng1 0 out in 0 1m\nc1 out 0 1u\n.op', 'warning no-dc-path'],
    ['gates', 'v1 in 0 1\nm1 in g 0 0 n\nm2 in g 0 0 n\n.model n nmos\n.op', 'warning floating-gate'],
    ['gates inside instances', 'v1 in 0 1\nx1 in g inv\nx2 in g inv\n.subckt inv a b\nm1 a b 0 0 n\n.ends\n.model n nmos\n.op', 'warning floating-gate'],
    ['bulks', 'v1 in 0 1\nm1 in in 0 w n\nm2 in in 0 w n\n.model n nmos\n.op', 'warning floating-bulk'],
    ['a part without ground', 'v1 in 0 1\nr1 in 0 1\nv2 a b 1\nr2 a b 1k\n.op', 'warning floating-circuit'],
    ['a transformer without ground', 'v1 in 0 1\nr1 in p 1\nl1 p 0 1m\nl2 a b 1m\nk1 l1 l2 0.99\nr2 a b 1k\n.op', 'warning floating-circuit'],
  ])('%s', (_, text, expected) => expect(codes(text)).toBe(expected));

  test('what a library does is information', () => expect(found('.include part.inc\nv1 in 0 1\nx1 in s\n.op', 'deck', '.subckt s a\nr1 a 0 1\nc1 a m 1u\nc2 m 0 1u\n.ends')).toBe(
    'c1 a m 1u | information no-dc-path | Node m has no path for direct current to ground (c1 and c2). Connect a large resistor from it to ground.'));
  test('what the deck of a part connects is not known', () => expect(found('c1 a m 1u\nc2 m 0 1u', 'part')).toBe(''));
});

describe('loops of voltage sources', () => {
  test('each loop at its last element', () => expect(found('v1 a 0 1\nv2 b a 1\nv3 b 0 2\nr1 b 0 1')).toBe(
    'v3 b 0 2 | error voltage-loop | v1, v2 and v3 form a loop of voltage sources, in which nothing limits the current. Put a resistor in series.'));

  test.each([
    ['two sources side by side', 'v1 a 0 1\nv2 a 0 1\nr1 a 0 1', 'error parallel-sources'],
    ['a source inside an instance', 'v1 a 0 1\nx1 a s\nr1 a 0 1\n.subckt s p\nv1 p 0 1\n.ends', 'error voltage-loop'],
    ['two sources of which one is read', 'v1 a 0 1\nv2 a 0 1\nf1 b 0 v1 2\nr1 a b 1\nr2 b 0 1', 'error parallel-sources'],
    ['an inductor across a source', 'v1 a 0 1\nl1 a 0 1m\nr1 a 0 1\n.op', 'warning voltage-loop'],
    ['two inductors', 'v1 a 0 1\nr1 a b 1\nl1 b 0 1m\nl2 b 0 1m\n.op', 'warning voltage-loop'],
    ['both pins of a source', 'v1 a a 1\nr1 a 0 1', 'error shorted-source'],
    ['both pins of a resistor, by two names of ground', 'v1 a 0 1\nr1 a 0 1\nr2 0 gnd 1', 'warning shorted-element'],
  ])('%s', (_, text, expected) => expect(codes(text)).toBe(expected));

  test.each([
    ['a resistance of the source', 'v1 a 0 1 rser=1\nv2 a 0 1\nr1 a 0 1'],
    ['a current that is read', 'v1 a 0 1\nh1 a 0 v1 2\nr1 a 0 1'],
    ['an inductor without an operating point', 'v1 a 0 1\nl1 a 0 1m\nr1 a 0 1\n.tran 1 2 uic'],
    ['branches of which an instance has one', '.param k=1\nr1 a 0 1\nx1 a s\n.subckt s a k=1\n.if (k==1)\nv1 a 0 1\n.else\nv2 a 0 2\n.endif\n.ends'],
    ['a port that is called like ground', 'v1 a 0 1\nx1 b gnd2 s\nx2 c gnd2 s\nr1 a b 1\nr2 b c 1\nr3 gnd2 0 1\n.subckt s p gnd\nv1 p gnd 1\n.ends'],
  ])('none for %s', (_, text) => expect(codes(text)).toBe(''));

  test('a text that is no netlist is not judged', () => expect(found('"a" b\n%c d\n&e f\n?g h\n~i j\n!k l\nvin a b\nvout a b\nr1 a b 1\nr2 b 0 1')).toBe(''));
});
