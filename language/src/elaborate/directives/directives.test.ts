import { describe, expect, it } from 'vitest';
import { elaborateToText } from '../elaborate-text.js';

const CIRCUIT = `v1 in 0 dc 1 ac 1
r1 in out 1k
d1 out 0 dm
c1 out 0 1u
x1 out sub
.model dm d is=1f
.param p=2 w=1
.subckt sub a
r1 a mid 1k
l1 mid 0 1m
.ends
`;

/** Jobs and findings of a circuit with these cards. */
function findings(cards: string): string {
  return elaborateToText(`title\n${CIRCUIT}${cards}\n.op\n.end\n`).split('\n').filter((line) => /^(job|error|warning|information) /.test(line) && line !== 'job op').join('\n');
}

describe('cards that Nodal does not act on yet', () => {
  it('get no finding of their operands in the forms of all dialects', () => {
    expect(findings(`.data t p w
1 2
3 4
.enddata
.data t2 p
+ w 1 2
+ 3 4
.enddata
.data t3 mer file='a.dat' p=1 w=2
.enddata
.pz in 0 out 0 vol pz
.pz v(out) v1
.disto dec 10 1 100
.disto dec 10 1 100 0.9
.sp lin 10 1 100 1
.net v(out) v1 rin=1k rout=1k
.net i(r1) v1
.net v1
.pss 1k 1m out 50 10 5 1m uic
.four 1k v(out) i(r1)
.four 1k 9 2 v(in,out)
.wave "a.wav" 16 44.1k v(out) v(in)
.mc 10 tran v(out) ymax list output all
.wcase ac v(out) rise_edge(0.5) vary dev`)).toBe('');
  });

  it('tell names that are not there, and what is missing', () => {
    expect(findings(`.step param q
.step v9 0 5 1
.step param p 1 10 0
.step dec param p 0 10 5
.step param p list
.step npn qq(bf) 1 2 1
.data t p nowhere
1 2
.enddata
.data t2 p w
1 2 3
.enddata
.data t3 p w
.enddata
.pz in 0 out 0 vol
.disto dec 10 100 1
.sp 10 1 100
.net v(out) v9
.four v(out)
.four 1k
.wave a.wav 64 44.1k v(out)
.mc many tran v(out) ymax
.wcase v(out) ymax`)).toMatchInlineSnapshot(`
  "warning unknown-parameter [nowhere] The parameter 'nowhere' is not defined here.
  warning table-shape [t2] The table t2 has 2 columns and 3 values, so its last row has only 1. Add or remove values.
  warning directive-arguments [t3] The table has no values. Write: .data name parameter … values …
  warning directive-arguments [.pz in 0 out 0 vol] What is looked for is pol, zer or pz. Write: .pz node node node node vol|cur pol|zer|pz
  warning directive-arguments [1] The stop frequency 1 Hz lies below the start frequency 100 Hz. Write: .disto dec|oct|lin points start stop [f2overf1]
  warning directive-arguments [10] The frequencies begin with dec, oct or lin. Write: .sp dec|oct|lin points start stop [donoise]
  warning unknown-device [v9] There is no device 'v9' in the circuit.
  warning directive-arguments [v(out)] The frequency is missing. Write: .four frequency [harmonics [periods]] v(node) …
  warning directive-arguments [.four 1k] The result to analyse is missing. Write: .four frequency [harmonics [periods]] v(node) …
  warning directive-arguments [64] A sample has 1 to 32 bits, not 64. Write: .wave file bits rate v(node) …
  warning unknown-parameter [many] The parameter 'many' is not defined here.
  warning directive-arguments [v(out)] The analysis is dc, ac or tran. Write: .wcase analysis output function [option …]
  warning directive-arguments [q] The sweep of q needs start, stop and step. Write: .step [dec|oct|lin] param name start stop step
  warning unknown-device [v9] There is no source, device or parameter 'v9' to sweep. Did you mean 'v1'?
  warning directive-arguments [0] The step of a sweep cannot be 0. Write: .step [dec|oct|lin] param name start stop step
  warning directive-arguments [0] A sweep by decades cannot reach or pass 0. Write: .step [dec|oct|lin] param name start stop step
  warning directive-arguments [.step param p list] The list has no values. Write: .step [dec|oct|lin] param name start stop step
  warning unknown-model [qq(bf)] There is no model 'qq' to sweep."
`);
  });
});

describe('operands that fit nothing', () => {
  it.each(['.four 1k v(out)=1', '.step param p list v(out) =2 3', '.sens v(out) v(in)=3', '.wave a 8 1k v(out)=', '.noise =1', '.pz =', '.mc =5', '.data =', '.tf v(out)=v1', '.net =1 2'])('%s is read to its end', (card) => {
    expect(findings(card)).toMatch(/^(?:warning|error|)/);
  });
});

describe('sweeps of analyses', () => {
  it('that Nodal does not do yet are said, once a card', () => {
    expect(findings(`.data t p
1
.enddata
.dc data=t
.dc data=u
.ac data=t
.tran 1n 1u sweep data=t
.tran 1n 1u sweep p 1 2 0.5
.tran 1n 1u sweep monte=30
.ac dec 10 1 100 sweep p 1 2 1
.ac list 1 10 100
.dc v1 list 1 2 3
.dc dec v1 1 10 5
.dc v1 dec 5 1 10
.dc d dm(is) 1f 2f 1f
.dc v1 poi 2 1 5
.temp 27 50 100`)).toMatchInlineSnapshot(`
  "job dc param:p list 1 temp=27 step temp list 27 50 100
  job tran 1e-9 0.000001 0 - temp=27 step param:p list 1 step temp list 27 50 100
  job tran 1e-9 0.000001 0 - temp=27 step param:p 1 2 0.5 step temp list 27 50 100
  job tran 1e-9 0.000001 0 - temp=27 step temp list 27 50 100
  job ac decade 10 1 100 temp=27 step param:p 1 2 1 step temp list 27 50 100
  job dc v1 list 1 2 3 temp=27 step temp list 27 50 100
  job dc v1 decade 1 10 5 temp=27 step temp list 27 50 100
  job dc v1 decade 1 10 5 temp=27 step temp list 27 50 100
  job dc dm(is) 1e-15 2e-15 1e-15 temp=27 step temp list 27 50 100
  job dc v1 list 1 5 temp=27 step temp list 27 50 100
  job op temp=27 step temp list 27 50 100
  warning unknown-table [u] There is no table 'u'. Did you mean 't'? Declare it with .data.
  warning unsupported-sweep [data=t] .ac over a table of .data is not simulated yet; write sweep data=… behind its operands.
  warning unsupported-sweep [sweep] .tran runs once, without its sweep of random values: Nodal does not draw them yet.
  warning unsupported-sweep [list] .ac at a list of frequencies is not simulated yet; write dec, oct or lin."
`);
  });

  it('with equal steps are done in every dialect', () => {
    expect(findings(`.dc lin v1 0 5 1
.dc v1 lin 0 5 1 r1 1k 2k 500
.dc v1 start=0 stop=5 step=1
.dc param p 1 5 1
.tran 1n 10n start=2n uic
.tran 1n 10n 5n 100n
.tran 1n 10n 2n 100n 5n 1u
.tran 1n 10n noop`)).toMatchInlineSnapshot(`
  "job dc v1 0 5 1
  job dc v1 0 5 1 r1 1000 2000 500
  job dc v1 0 5 1
  job dc param:p 1 5 1
  job tran 1e-9 1e-8 2e-9 - uic
  job tran 1e-9 1e-8 5e-9 1e-7
  job tran 1e-9 0.000001 0 -
  job tran 1e-9 1e-8 0 - uic
  warning unsupported-modifier [2n] Nodal has one step for the whole time, the smallest: 1e-9 s."
`);
  });
});

describe('a stepped parameter', () => {
  it('is declared by .step', () => {
    expect(elaborateToText('title\nv1 a 0 1\nr1 a 0 {x}\n.step dec param x 1k 10k 5\n.op\n.end\n')).toContain('device r1 resistor a 0 r=1000');
    expect(elaborateToText('title\nv1 a 0 1\nr1 a 0 {x}\n.step param x list 1k 10k\n.param x=5\n.op\n.end\n')).toContain('device r1 resistor a 0 r=5');
  });
});
