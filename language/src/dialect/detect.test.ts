import { expect, test } from 'vitest';
import { decideDialect, explainDialect } from './detect.js';
import { dialectOf } from './registry.js';

/** The dialect that a text is decided to have, and why. */
function decided(text: string): string {
  const { dialect, by } = decideDialect(text);
  return by === 'text' ? dialect.name : `${by} ${dialect.name}`;
}

const DECKS: [string, string, string][] = [
  ['plain', 'default ngspice', 'divider\nv1 a 0 1\nr1 a b 1k\nr2 b 0 1k\n.op\n.end\n'],
  ['script', 'ngspice', 'rc\nv1 a 0 1\nr1 a 0 1k\n.control\nop\nprint all\n.endc\n.end\n'],
  ['script and a HSPICE library', 'ngspice', "inverter\n.lib 'models.lib' tt\n.param w='2*l'\n.control\nop\n.endc\n"],
  ['code models', 'ngspice', 'mixed\na1 [in] [out] adc\n.model adc adc_bridge(in_low=1)\n'],
  ['backanno', 'ltspice', '* C:\\Users\\me\\Draft1.asc\nV1 N001 0 1\nR1 N001 0 1k\n.tran 1m\n.backanno\n.end\n'],
  ['parasitics', 'ltspice', 'filter\nC1 a 0 1u Rser=10m Lser=1n\n'],
  ['parasitics on a continuation', 'ltspice', 'filter\nC1 a 0 1u\n+ Rser=10m\n'],
  ['a parameter of that name', 'default ngspice', 'filter\nX1 a 0 choke Rser=10m\n'],
  ['step', 'ltspice', 'sweep\nR1 a 0 {x}\n.step param x 1 10 1\n'],
  ['special function', 'ltspice', 'logic\nA1 a b 0 0 0 0 q 0 AND Vhigh=5\n'],
  ['section sign', 'ltspice', 'names\nM§Q1 d g s s irf\n'],
  ['state machine', 'ltspice', 'machine\n.machine\n.state s0 0\n.endmachine\n'],
  ['ideal diode', 'ltspice', 'diode\n.model di D(Ron=.1 Roff=1G Vfwd=.4)\n'],
  ['PSpice nodes', 'pspice', 'from Capture\nR_R1 $N_0001 0 1k\n'],
  ['PSpice library', 'pspice', '* model\n.SUBCKT opamp 1 2 3 4 5 PARAMS: GAIN=1E5\nE1 5 0 VALUE={V(1,2)*GAIN}\n.ENDS\n*$\n'],
  ['probe for CSDF', 'pspice', 'deck\nR1 a 0 1k\n.PROBE/CSDF\n'],
  ['tolerances', 'pspice', 'deck\n.model rbreak RES R=1 DEV=5%\n'],
  ['alter', 'hspice', "deck\n.option post\n.param w='2*l'\n.alter fast\n.lib 'models.lib' ff\n"],
  ['HSPICE library', 'hspice', "deck\n.lib 'process.l' tt\nm1 d g s b nch w='2*l' l=1u $ output\n"],
  ['protected', 'hspice', "deck\n.prot\nr1 a 0 1k\n.unprot\n.param a='b'\n"],
  ['Xyce print', 'xyce', 'deck\nR1 a 0 1k\n.print tran format=csv v(a)\n'],
  ['Xyce parameters', 'xyce', 'deck\n.global_param x=1\n'],
  ['Xyce packages', 'xyce', 'deck\n.options timeint reltol=1e-4\n'],
  ['Xyce preprocess', 'xyce', 'deck\n.preprocess replaceground true\n'],
  ['comment', 'comment xyce', 'deck\nC1 a 0 1u Rser=1\n* nodal: dialect=Xyce\n.backanno\n'],
  ['comment behind a card', 'comment ltspice', 'deck\nr1 a 0 1k ; nodal: dialect=ltspice\n'],
  ['no comment', 'default ngspice', 'see nodal: dialect=ltspice\nr1 a 0 1k\n'],
];

test.each(DECKS)('%s: %s', (_name, expected, text) => {
  expect(decided(text)).toBe(expected);
});

test('the setting comes before the text and after the comment', () => {
  expect(decideDialect('t\n.backanno\n', 'xyce')).toMatchObject({ dialect: { name: 'xyce' }, by: 'setting' });
  expect(decideDialect('t\n* nodal: dialect=pspice\n', 'xyce')).toMatchObject({ dialect: { name: 'pspice' }, by: 'comment' });
});

test('a file without evidence has its deck’s dialect', () => {
  const deck = dialectOf('ltspice');
  expect(decideDialect('.model d d(is=1f)\n', 'auto', deck)).toMatchObject({ dialect: deck, by: 'deck' });
  // What other dialects also take does not outweigh the deck, what they do not take does.
  expect(decideDialect('.subckt a b c params: x=1\n', 'auto', deck).dialect.name).toBe('ltspice');
  expect(decideDialect('.subckt a b c params: x=1\nr1 $N_1 0 1\n', 'auto', deck).dialect.name).toBe('pspice');
});

test('an unknown name in the comment is given back with the nearest one', () => {
  expect(decideDialect('t\n* nodal: dialect=ltspise\n').unknown).toEqual({ name: 'ltspise', start: 19, end: 26, closest: 'ltspice' });
});

test('people are told why', () => {
  expect(explainDialect(decideDialect('t\nC1 a 0 1u Rser=1\n.backanno\n'))).toBe('LTspice: .backanno is written by LTspice (line 3); rser= on this element is LTspice’s (line 2).');
  expect(explainDialect(decideDialect('t\nr1 a 0 1k\n'))).toBe('ngspice; nothing in the file speaks for another dialect.');
});

test.each([
  ['* Created by PSpice Model Editor', 'pspice'],
  ['*  Simulator:   PSpice (OrCAD 17.2)', 'pspice'],
  ['* generated with LTspice', 'ltspice'],
  ['* runs in PSpice', 'ngspice'],
])('the comment %s decides for %s', (comment, expected) => {
  expect(decideDialect(`${comment}\n.model d d(is=1f)\n`).dialect.name).toBe(expected);
});
