import { describe, expect, it } from 'vitest';
import { languageCheck } from '../check.js';
import { dumpCircuit } from '../circuit/dump.js';

/** The resistors of the circuit with their values, and the findings with the text that they stand at. */
function circuit(text: string, files: Record<string, string> = {}): string {
  const deck = `title\nv1 a 0 1\n${text}\n.op\n.end\n`;
  const read = (uri: string) => (uri === 'file:///deck.cir' ? deck : files[uri.slice('file:///'.length)]);
  const { findings, circuit: flat } = languageCheck('file:///deck.cir', (uri) => {
    const found = read(uri);
    return found === undefined ? { uri, error: 'there is no such file.' } : { uri, version: 1, text: found };
  });
  const parts = flat === undefined ? [] : dumpCircuit(flat).split('\n').filter((line) => /^(?:device|model) .*\br/.test(line)).map((line) => line.replace(/^device (\S+) resistor \S+ \S+/, '$1').replace(/<[^>]*>/g, ''));
  for (const { uri, start, end, severity, code } of findings) if (severity !== 'hint') parts.push(`${severity} ${code} [${read(uri)!.slice(start, end)}]`);
  return parts.join('\n');
}

describe('conditional cards', () => {
  it.each([
    ['the branch that holds', '.param k=2\n.if (k==1)\nr1 a 0 1k\n.elseif (k==2)\nr1 a 0 2k\n.else\nr1 a 0 3k\n.endif', 'r1 r=2000'],
    ['none of them', '.param k=3\n.if (k==1)\nr1 a 0 1k\n.endif\nr2 a 0 1k', 'r2 r=1000'],
    ['nested ones', '.param k=2 m=0\n.if (k==2)\n.if (m)\nr1 a 0 1k\n.else\nr1 a 0 2k\n.endif\n.else\nr1 a 0 3k\n.endif', 'r1 r=2000'],
    ['parameters that are declared below', '.if (k>1 && !(k>5))\nr1 a 0 1k\n.else\nr1 a 0 2k\n.endif\n.param k=2', 'r1 r=1000'],
    ['parameters of the branch', '.param k=1\n.if (k==1)\n.param g=1k\n.else\n.param g=2k\n.endif\nr1 a 0 {g}', 'r1 r=1000'],
    ['models of the branch', '.param k=0\n.if (k)\n.model m r rsh=1\n.else\n.model m r rsh=2\n.endif\nr1 a 0 m l=10u w=1u', 'model m r rsh=2\nr1 model:m l=0.00001 w=0.000001'],
    ['subcircuits of the branch', '.param k=0\n.if (k)\n.subckt s 1\nr1 1 0 1k\n.ends\n.else\n.subckt s 1\nr1 1 0 2k\n.ends\n.endif\nx1 a s', 'x1.r1 r=2000'],
    ['braces and no parentheses', ".param k=1\n.if {k==1}\nr2 a 0 1k\n.endif\n.if k==1 $ why\nr3 a 0 1k\n.endif", 'r2 r=1000\nr3 r=1000'],
  ])('%s', (_, text, expected) => expect(circuit(text)).toBe(expected));

  it('that have no effect are faded', () => {
    const text = '.param k=2\n.if (k==1)\nr1 a 0 1k\n* why\nr2 a 0 1k\n.else\nr1 a 0 2k\n.endif';
    const deck = `title\nv1 a 0 1\n${text}\n.op\n`;
    const { findings } = languageCheck('file:///deck.cir', (uri) => ({ uri, version: 1, text: deck }));
    expect(findings.map(({ start, end, code, tags }) => [code, deck.slice(start, end), tags])).toEqual([['inactive-branch', 'r1 a 0 1k\n* why\nr2 a 0 1k', ['unused']]]);
  });

  it('are chosen for each instance', () => {
    expect(circuit(`.subckt s n m=1
.if (m==1)
r1 n 0 1k
.elseif (m==2)
r1 n 0 2k
.else
r1 n 0 rm l=10u w=1u
.endif
.if (m==3)
.model rm r rsh=3
.else
.model rm r rsh=4
.endif
.ends
x1 a s
x2 a s m=2
x3 a s m=3
x4 a s m=4`)).toMatchInlineSnapshot(`
  "model x3.rm r rsh=3
  model x4.rm r rsh=4
  x1.r1 r=1000
  x2.r1 r=2000
  x3.r1 model:rm l=0.00001 w=0.000001
  x4.r1 model:rm l=0.00001 w=0.000001"
`);
  });

  it('may include, and be included', () => {
    expect(circuit('.param k=1\n.if (k)\n.include one.inc\n.else\n.include two.inc\n.endif', { 'one.inc': 'r1 a 0 1k\n.if (k==2)\nr2 a 0 1k\n.endif\n' })).toMatchInlineSnapshot(`"r1 r=1000"`);
  });

  it('tell what is wrong', () => {
    expect(circuit('.else\nr1 a 0 1k\n.endif')).toMatchInlineSnapshot(`
      "error conditional-structure [.else]
      error conditional-structure [.endif]"
    `);
    expect(circuit('.if (1)\nr1 a 0 1k\n.else if (0)\n.endif')).toMatchInlineSnapshot(`"error conditional-structure [.else]"`);
    expect(circuit('.if\nr1 a 0 1k\n.endif\nr2 a 0 1k')).toMatchInlineSnapshot(`"error conditional-structure [.if]"`);
    expect(circuit('.if (1)\nr1 a 0 1k')).toMatchInlineSnapshot(`"error conditional-structure [.if]"`);
    expect(circuit('.if (nowhere==1)\nr1 a 0 1k\n.else\nr1 a 0 2k\n.endif')).toMatchInlineSnapshot(`"error unknown-parameter [nowhere]"`);
    expect(circuit('.if (1+)\nr1 a 0 1k\n.endif\nr2 a 0 1k')).toMatchInlineSnapshot(`"error expression-syntax [)]"`);
    expect(circuit('.if (1)\nr1 a 0 1k\nr1 a 0 2k\n.endif')).toMatchInlineSnapshot(`"error duplicate-element [r1]"`);
    expect(circuit('.subckt s n m=1\n.if (m==1)\n.param r=1k\n.else\n.param r=2k\n.endif\nr1 n 0 {r}\n.ends\nx1 a s')).toMatchInlineSnapshot(`
      "x1.r1 r=2000
      warning undecided-condition [.if]"
    `);
  });
});
