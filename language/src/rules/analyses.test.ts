import { expect, test } from 'vitest';
import { languageCheck } from '../check.js';
import { RULES } from './registry.js';

const OWN = new Set(RULES.filter(({ group }) => group === 'analyses' || group === 'portability').map(({ code }) => code));

/** The findings of these groups, each as `severity code [text]`. */
function told(cards: string): string[] {
  const text = `title\n${cards}\n`;
  const { findings } = languageCheck('file:///a.cir', (uri) => ({ uri, version: 1, text }));
  return findings.filter(({ code }) => OWN.has(code)).map(({ severity, code, start, end }) => `${severity} ${code} [${text.slice(start, end)}]`);
}

const RC = 'v1 a 0 1 ac 1\nr1 a b 1k\nc1 b 0 1u\n';

test.each([
  ['steps for a sine', 'v1 a 0 sin(0 1 10meg)\nr1 a 0 1k\n.tran 1u 100u', ['warning coarse-step [1u]']],
  ['steps for a sine, by parameters', '.param f=10meg\nv1 a 0 sin(0 1 {f})\nr1 a 0 1k\n.tran 1u 100u 0 1n', []],
  ['steps for a pulse', 'v1 a 0 pulse(0 1 0 1n 1n 50n 100n)\nr1 a 0 1k\n.tran 1u 100u', ['warning coarse-step [1u]']],
  ['steps for edges', 'v1 a 0 pulse(0 1 0 1n 1n 5u 10u)\nr1 a 0 1k\n.tran 1u 100u', ['information coarse-step [1u]']],
  ['steps that show the pulse well', 'v1 a 0 pulse(0 1 0 1n 1n 50u 100u)\nr1 a 0 1k\n.tran 1u 100u', []],
  ['sources that nothing uses', `${RC}.subckt s p\nv1 p 0 sin(0 1 1g)\n.ends\n.tran 1u 1m`, []],
  ['a step longer than the whole', `${RC}.tran 1m 1u`, ['warning coarse-step [1m]']],
  ['many points', `${RC}.tran 1n 10`, ['warning transient-points [10]']],
  ['conditions without uic', `${RC}c2 b 0 1u ic=5\n.tran 1u 1m`, ['warning ic-without-uic [ic=5]']],
  ['conditions that one analysis uses', `${RC}c2 b 0 1u ic=5\n.tran 1u 1m uic`, []],
  ['uic without conditions', `${RC}.tran 1u 1m uic`, ['hint uic-without-ic [uic]']],
  ['uic with a card of conditions', `${RC}.ic v(b)=2\n.tran 1u 1m uic`, []],
  ['small signals', 'v1 a 0 1\nr1 a 0 1k\n.ac dec 10 1 1k', ['warning ac-without-source [.ac]']],
  ['small signals of HSPICE', 'v1 a 0 dc=1 ac 1\nr1 a 0 1k\n.ac dec 10 1 1k', []],
  ['small signals within a subcircuit', 'x1 a s\nr1 a 0 1k\n.subckt s p\nv1 p 0 ac=1\n.ends\n.ac dec 10 1 1k', []],
  ['small signals that a script gives', 'v1 a 0 1\nr1 a 0 1k\n.ac dec 10 1 1k\n.control\nalter v1 ac = 1\nrun\n.endc', []],
  ['results of no analysis', `${RC}.ac dec 10 1 1k\n.meas tran x max v(b)\n.print ac v(b)\n.plot dc v(b)\n.four 1k v(b)`, ['warning result-without-analysis [tran]', 'warning result-without-analysis [dc]', 'warning result-without-analysis [.four]']],
  ['a deck that leaves its analyses to others', `${RC}.meas tran x max v(b)`, []],
  ['windows of measures', `${RC}.tran 1u 1m\n.meas tran x find v(b) at=2m\n.meas tran y max v(b) from=0.8m to=0.2m\n.meas tran z max v(b) from=0 to=1m`, ['warning measure-window [at=2m]', 'warning measure-window [to=0.2m]']],
  ['options twice', `${RC}.op\n.options reltol=1m abstol=1p\n.options reltol=1u abstol=1e-12`, ['warning option-given-twice [reltol=1u]']],
  ['results of nothing', `${RC}.tran 1u 1m\n.print tran\n.save`, ['warning empty-output [.print]', 'warning empty-output [.save]']],
  ['an analysis twice', `${RC}.tran 1u 1m\n.TRAN  1u 1m\n.tran 1u 2m`, ['warning repeated-analysis [.TRAN  1u 1m]']],
  ['one time', `${RC}.tran 10m\n* nodal: dialect=ngspice`, ['warning single-tran-time [10m]']],
  ['one time in LTspice', `${RC}.tran 10m\n* nodal: dialect=ltspice`, []],
  ['gnd in PSpice', '* nodal: dialect=pspice\nv1 a 0 1\nr1 a gnd 1k\nr2 gnd b 1k\nr3 b 0 1k\n.op', ['warning gnd-node [gnd]']],
  ['gnd in ngspice', 'v1 a 0 1\nr1 a gnd 1k\n.op', []],
  ['phases', `${RC}.ac dec 10 1 1k\n.meas ac p find vp(b) at=10`, ['information phase-unit [vp(b)]']],
])('%s', (_, cards, expected) => expect(told(cards)).toEqual(expected));
