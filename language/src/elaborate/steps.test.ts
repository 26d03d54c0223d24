import { describe, expect, it } from 'vitest';
import { elaborateToText } from './elaborate-text.js';

const CIRCUIT = `.param p=1 w=2 n=2 k={n+1} cold=-40
v1 in 0 dc 1 ac 1
r1 in out {p}
c1 out 0 1u
d1 out 0 dm
.model dm d is=1f
.model other d is=2f
x1 in sub
.subckt sub a
r1 a 0 1k
.ends
`;

/** Jobs and findings of a circuit with these cards. */
function steps(cards: string, analysis = '.op'): string {
  return elaborateToText(`title\n${CIRCUIT}${cards}\n${analysis}\n.end\n`).split('\n').filter((line) => /^(job|error|warning|information) /.test(line)).join('\n');
}

describe('.step', () => {
  it.each([
    ['.step param p 1 10 1', 'step param:p 1 10 1'],
    ['.step param p list 1 2 {w}', 'step param:p list 1 2 2<$1>'],
    ['.step dec param p 1 10 5', 'step param:p decade 1 10 5'],
    ['.step p 1 10 1', 'step param:p 1 10 1'],
    ['.step v1 0 5 1', 'step v1 0 5 1'],
    ['.step oct v1 1 8 3', 'step v1 octave 1 8 3'],
    ['.step temp list 0 27 100', 'step temp list 0 27 100'],
    ['.step temp {cold} 125 5', 'step temp -40<$4> 125 5'],
    ['.step d dm(is) 1f 2f 1f', 'step dm(is) 1e-15 2e-15 1e-15'],
    ['.step lin p 1 5 1', 'step param:p 1 5 1'],
    ['.step r1:r list 1 2', 'step r1 list 1 2'],
    ['.step r1:tc1 list 1m 2m', 'step r1:tc1 list 0.001 0.002'],
    ['.step @c1[c] list 1u 2u', 'step c1 list 0.000001 0.000002'],
    ['.step dm:is 1f 2f 1f', 'step dm(is) 1e-15 2e-15 1e-15'],
    ['.step x1.r1 1 5 1', 'step x1.r1 1 5 1'],
    ['.step x1:r1:r 1 5 1', 'step x1.r1 1 5 1'],
    ['.step reltol list 1u 1m', 'step option:reltol list 0.000001 0.001'],
  ])('%s', (card, expected) => {
    const text = steps(card);
    expect(text).toContain(expected);
    expect(text).not.toMatch(/^(?:warning|error)/m);
  });

  it('belongs to every analysis, the first card innermost, the temperatures around all', () => {
    expect(steps('.step r1 1 2 1\n.step param w list 5 6\n.temp 0 27', '.op\n.ac dec 1 1 10')).toMatchInlineSnapshot(`
      "job op temp=0 step r1 1 2 1 closed step param:w list 5 6 step temp list 0 27
      job ac decade 1 1 10 temp=0 step r1 1 2 1 closed step param:w list 5 6 step temp list 0 27"
    `);
    expect(steps('.step temp 0 10 10\n.temp 5 27')).toMatchInlineSnapshot(`
      "job op temp=5 step temp 0 10 10 closed
      warning inert-step [.step temp 0 10 10] The temperatures of .temp have no effect beside a .step of the temperature."
    `);
  });

  it('of a table changes its columns together', () => {
    expect(steps('.data t p r1\n1 10\n2 20\n+ 3 30\n.enddata\n.step data=t')).toContain('step param:p list 1 2 3 with r1 list 10 20 30');
    expect(steps('.data t p w\n1 2 3 4\n.enddata', '.dc data=t')).toContain('job dc param:p list 1 3 with param:w list 2 4');
  });

  it('in LTspice ends with its last value, and sorts the first list', () => {
    expect(steps('.backanno\n.options plotwinsize=0\n.step param p list 3 1 2\n.step r1 1 5 3')).toContain('step param:p list 1 2 3 step r1 1 5 3 closed');
  });

  it('tells what cannot be stepped', () => {
    expect(steps(`.step param q
.step v9 0 5 1
.step param p 1 10 0
.step dec param p 0 10 5
.step param p list
.step npn qq(bf) 1 2 1
.step d other(is) 1f 2f 1f
.step d dm(bf) 1 2 1
.step r1:nosuch 1 2 1
.step d1 1 2 1
.step param p file=values.txt
.step data=nosuch`)).toMatchInlineSnapshot(`
  "job op
  warning directive-arguments [q] The sweep of q needs start, stop and step. Write: .step [dec|oct|lin] param name start stop step
  warning unknown-device [v9] There is no source, device or parameter 'v9' to sweep. Did you mean 'v1'?
  warning directive-arguments [0] The step of a sweep cannot be 0. Write: .step [dec|oct|lin] param name start stop step
  warning directive-arguments [0] A sweep by decades cannot reach or pass 0. Write: .step [dec|oct|lin] param name start stop step
  warning directive-arguments [.step param p list] The list has no values. Write: .step [dec|oct|lin] param name start stop step
  warning unknown-model [qq(bf)] There is no model 'qq' to sweep.
  warning unsupported-sweep [other(is)] No device that Nodal simulates uses the model 'other', so that the sweep changes nothing.
  warning unknown-model-parameter [dm(bf)] The model 'dm' of type d has no parameter 'bf' to sweep. Did you mean 'bv' or 'kf' or 'af'?
  warning unknown-parameter [r1:nosuch] r1:nosuch names no parameter of a resistor.
  warning sweep-target [d1] A diode has no value of its own to sweep; name one of its parameters, such as d1:area.
  warning unsupported-sweep [file=values.txt] Nodal does not read the values of a step from a file yet; write them behind the word list. The analyses run without this step.
  warning unknown-table [nosuch] There is no table 'nosuch'. Declare it with .data."
`);
  });
});

describe('a parameter that decides the structure', () => {
  it.each([
    ['a condition', '.if (n > 1)\nr9 a 0 1\n.endif\n.step param n 1 3 1'],
    ['a condition of another parameter', '.if (k == 3)\nr9 in 0 1\n.endif\n.step param n 1 3 1'],
    ['a condition of an instance', 'x2 in s2 f={n}\n.subckt s2 a f=1\n.if (f > 1)\nr1 a 0 1\n.else\nr2 a 0 1\n.endif\n.ends\n.step param n 1 3 1'],
  ])('by %s is not stepped', (_, cards) => {
    expect(steps(cards)).toContain("The parameter 'n' decides which parts the circuit has");
    expect(steps(cards.replace('.step param n', '.step param w'))).not.toContain('decides which parts');
  });
});
