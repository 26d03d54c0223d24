import { expect, it } from 'vitest';
import { allFindings, buildDesign, checkPart } from '../index.js';

const DECK = 'file:///deck.cir';
const LIBRARY = 'file:///a.lib';
const WORDY = 'Zener <=10V\n.subckt z a k\nd1 a k m\n.model m d\n.ends\n.ends\n=====\nZener <=12V\n+ 3V\nr1 a\n';

const codes = (findings: { severity: string; code: string }[]) => findings.map(({ severity, code }) => `${severity} ${code}`);
const library = (text: string) => codes(allFindings(checkPart(LIBRARY, () => ({ uri: LIBRARY, version: 1, text }))));
const deck = (text: string) => codes(allFindings(buildDesign(DECK, (uri) => ({ uri, version: 1, text: uri === DECK ? text : WORDY }))));

it('what stands between the subcircuits of a library is passed over', () => {
  expect(library(WORDY)).toEqual(Array(5).fill('information library-text'));
});

it('a text without declarations is no library', () => {
  expect(library('r1 a\n=====\n.param a=1\n')).toEqual(expect.arrayContaining(['warning unknown-card']));
});

it('what is wrong inside of a subcircuit is wrong in a library too', () => {
  expect(library('.subckt z a k\nr1 a\n=====\n.ends\n')).toEqual(expect.arrayContaining(['warning missing-operand', 'warning unknown-card']));
});

it('.lib takes the declarations only where LTspice does', () => {
  const text = 'title\n.lib a.lib\nv1 1 0 1\nx1 1 0 z\n.op\n';
  expect(deck(`${text}.backanno\n`)).toEqual(['information library-text']);
  expect(deck(`* nodal: dialect=ngspice\n${text}`)).toEqual(expect.arrayContaining(['error stray-ends', 'warning unknown-card']));
});

it('.end may close the last subcircuit of a library, as in LTspice', () => {
  expect(library('.subckt z a k\nr1 a k 1\n.end z\n')).toEqual(['warning unclosed-subcircuit']);
  expect(library('.subckt z a k\nr1 a k 1\n')).toEqual(['error unclosed-subcircuit']);
});
