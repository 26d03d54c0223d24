import { describe, expect, it } from 'vitest';
import { deckAt } from '../../testing/deck.js';
import { hoverText } from './provider.js';

const hover = (text: string) => {
  const { cursor, circuit } = deckAt(`title\n${text}`);
  return hoverText(cursor, circuit) ?? '';
};
const AMPLIFIER = '.subckt amp in out gain=1\n.param half={gain/2}\ne1 out 0 in 0 {gain}\nr1 in 0 {1k*half}\n.ends amp\n';

describe('values', () => {
  it.each([
    ['v1 a 0 1\nr1 a 0 4.<|>7k\n', '`4.7k` = **4.7 kΩ**'],
    ['v1 a 0 1\nr1 a 0 1<|>M\n', '`1M` = **1 mΩ**\n\n`M` is milli in ngspice, as `m` is; mega is written `Meg`.'],
    ['v1 a 0 1\nr1 a 0 1<|>Meg\n', '`1Meg` = **1 MΩ**'],
    ['v1 a 0 1\nc1 a 0 1<|>F\n', '`1F` = **1 fF**\n\n`F` is femto here, not farad: a value of one farad is written without a letter.'],
    ['v1 a 0 1\nr1 a 0 {4*<|>temper}\n', 'r = **108 Ω**'],
    [`${AMPLIFIER.replace('1k*half', 'tem<|>per*half')}v1 a 0 1\nx1 a b amp gain=6\nx2 a b2 amp gain=2\nr1 b b2 1k\n`, 'r = **81 Ω** or **27 Ω**, by the instance'],
    ['v1 a 0 1\nr1 a 0 {sq<|>rt(4)}\n', '```spice\nsqrt(x)\n```\n\nSquare root of the magnitude: sqrt(-4) is 2.'],
  ])('%s', (text, expected) => {
    const shown = hover(text);
    if (expected.startsWith('```')) expect(shown).toContain('```spice\nsqrt(x)\n```\n\n');
    else expect(shown).toBe(expected);
  });
});

describe('parameters', () => {
  it('with what they come from', () => {
    expect(hover('.param a=2\n.param b={a*3} c=\'b+a\'\nv1 n 0 1\nr1 n 0 {<|>c}\n')).toMatchInlineSnapshot(`
      "\`\`\`spice
      .param c='b+a'
      \`\`\`

      = **8**

      where

      - \`b\` = \`{a*3}\` = **6** (line 3)
      - \`a\` = **2** (line 2)"
    `);
  });
  it('over instances', () => {
    expect(hover(`${AMPLIFIER.replace('1k*half', '1k*ha<|>lf')}v1 a 0 1\nx1 a b amp gain=6\nx2 a c amp gain=2\nr1 b c 1k\n`)).toMatchInlineSnapshot(`
      "\`\`\`spice
      .param half={gain/2}
      \`\`\`

      - in \`x1\`: **3**
      - in \`x2\`: **1**

      where

      - \`gain\` = **1** (default, line 2)"
    `);
  });
  it('a formal one of an instance', () => {
    expect(hover(`${AMPLIFIER}v1 a 0 1\nx1 a b amp ga<|>in=6\nr1 b 0 1k\n`)).toMatchInlineSnapshot(`
      "\`\`\`spice
      gain=1
      \`\`\`

      Parameter of the subcircuit amp with its default.

      = **6**"
    `);
  });
  it('of an element, by their table', () => expect(hover('v1 a 0 1\nr1 a 0 1k tc<|>1=1m\n')).toMatchInlineSnapshot(`
    "\`tc1\` (1/K): First-order temperature coefficient. Default 0 1/K.

    = **0.001 1/K**"
  `));
  it('of a model, by their table', () => expect(hover('v1 a 0 1\nd1 a 0 dx\n.model dx d i<|>s=1f\n')).toMatchInlineSnapshot(`
    "\`is\` (A): Saturation current. Default 10 fA.

    = **1 fA**"
  `));
  it('options', () => expect(hover('v1 a 0 1\nr1 a 0 1\n.options rel<|>tol=1u\n')).toMatchInlineSnapshot(`
    "\`reltol\`: Relative tolerance of voltages and currents. Default 1m.

    = **1µ**"
  `));
});

describe('things with names', () => {
  it('an element with pins and numbers', () => expect(hover('v1 a 0 1\nr<|>1 a 0 {2*2k}\n')).toMatchInlineSnapshot(`
    "**r1**, resistor

    p → \`a\`, n → \`0\`

    - r = **4 kΩ**

    A resistor. The current flows from the first node to the second."
  `));
  it('an element of a subcircuit, in all instances', () => {
    expect(hover(`${AMPLIFIER.replace('r1 in', 'r<|>1 in')}v1 a 0 1\nx1 a b amp gain=6\nx2 a c amp gain=2\nr1 b c 1k\n`)).toMatchInlineSnapshot(`
      "**r1**, resistor (here \`x1.r1\`, \`x2.r1\`)

      p → \`in\`, n → \`0\`

      - r = **3 kΩ** or **1 kΩ**

      A resistor. The current flows from the first node to the second."
    `);
  });
  it('a model with what differs from the defaults', () => {
    expect(hover('.param s=2\nv1 a 0 1\nd1 a 0 d<|>x\n.model dx d(is={s*1f} rs=0 cjo=2p\n+ n=1.2)\n')).toMatchInlineSnapshot(`
      "**dx**, model of a diode

      | parameter | value | default | |
      |---|---|---|---|
      | is | 2 fA | 10 fA | Saturation current |
      | cjo | 2 pF | 0 F | Junction capacitance at 0 V |
      | n | 1.2 | 1 | Emission coefficient |

      1 more is written with the default."
    `);
  });
  it('a model of another level', () => expect(hover('v1 a 0 1\nm1 a a 0 0 t<|>x\n.model tx nmos level=2 vto=0.8 lambda=0.01\n')).toMatchInlineSnapshot(`
    "**tx**, model of a MOSFET

    | parameter | value | default | |
    |---|---|---|---|
    | level | 2 |  | Level of the model |
    | vto | 800 mV | 0 V | Threshold voltage without bulk voltage; without it from nsub, nss and tpg where nsub is given |
    | lambda | 10 m1/V | 0 1/V | Channel-length modulation; without it from nsub |"
  `));
  it('a subcircuit', () => expect(hover(`${AMPLIFIER}v1 a 0 1\nx1 a b a<|>mp\nr1 b 0 1k\n`)).toMatchInlineSnapshot(`
    "\`\`\`spice
    .subckt amp in out gain=1
    \`\`\`

    2 ports, 2 elements"
  `));
  it.each([
    ['v1 a 0 1\nr1 <|>a b 1k\nr2 b 0 1k\n', '**a**, node of the top circuit, at pin p\n\nconnected to `v1.p`, `r1.p`'],
    ['v1 a <|>0 1\nr1 a 0 1k\n', '**0**, ground of the top circuit, at pin n\n\nconnected to `v1.n`, `r1.n`'],
    ['v1 a 0 1\nr1 a <|>b 1k\n', '**b**, node of the top circuit, at pin n\n\nconnected to `r1.n`: a node with one connection'],
    [`${AMPLIFIER.replace('r1 in', 'r1 i<|>n')}`, '**in**, port 1 of amp, at pin p\n\nconnected to `e1.cp`, `r1.p`'],
    ['.global vdd\nv1 vdd 0 1\nr1 vd<|>d 0 1\n', '**vdd**, global node of the top circuit, at pin p\n\nconnected to `v1.p`, `r1.p`'],
  ])('%s', (text, expected) => expect(hover(text)).toBe(expected));
  it('of a supply only some of its many connections', () => {
    expect(hover(`v1 vd<|>d 0 1\n${Array.from({ length: 30 }, (_, i) => `r${i} vdd n${i} 1k`).join('\n')}\n`)).toContain('`r10.p` and 19 more');
  });
  it('a directive', () => expect(hover('v1 a 0 1\nr1 a 0 1\n.tr<|>an 1u 1m\n')).toContain('```spice\n.tran step stop [start [maxstep]] [uic] [startup]\n```\n\nTransient analysis'));
  it('nothing of a comment', () => expect(hover('* a com<|>ment\nr1 a 0 1\n')).toBe(''));
});

describe('waveforms', () => {
  const pictures = (text: string) => [...hover(text).matchAll(/!\[([^\]]*)\]\(data:image\/svg\+xml;base64,([^)]*)\)/g)].map(([, title, data]) => `${title}: ${new TextDecoder().decode(Uint8Array.from(atob(data!), (c) => c.charCodeAt(0)))}`);
  const labels = (text: string) => pictures(text).flatMap((picture) => [...picture.matchAll(/<text[^>]*>([^<]*)</g)].map(([, label]) => label));

  it('are drawn with their own numbers', () => expect(labels('v1 a 0 pul<|>se(0 5 1u 1n 1n 4u 10u)\nr1 a 0 1\n.tran 1n 100u\n')).toEqual(['0 s', '5 µs', '10 µs', '15 µs', '20 µs', '25 µs', '0 V', '1 V', '2 V', '3 V', '4 V', '5 V']));
  it('with expressions', () => expect(labels('.param top=3\nv1 a 0 s<|>in(0 {top} 1k)\nr1 a 0 1\n').slice(-3)).toEqual(['−2 V', '0 V', '2 V']));
  it.each(['exp(0 1 1u 1u 10u 1u)', 'pwl(0 0 1m 1 2m 0)', 'sffm(0 1 10k 5 1k)', 'am(1 1 1k 10k)'])('%s', (form) => expect(pictures(`i1 a 0 ${form.replace('(', '<|>(')}\nr1 a 0 1\n.tran 1u 5m\n`)).toHaveLength(1));
  it('are not drawn without their numbers', () => expect(pictures('v1 a 0 pul<|>se(0)\nr1 a 0 1\n')).toEqual([]));
  it('say what their arguments mean', () => expect(hover('v1 a 0 pul<|>se(0 1)\nr1 a 0 1\n')).toContain('- `td` (s): Delay. Default 0.'));
});
