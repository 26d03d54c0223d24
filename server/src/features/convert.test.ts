import { CONVERT_REQUEST, type ConvertResult } from '@nodal/protocol';
import { afterEach, expect, test } from 'vitest';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

async function converted(deck: string, flat = false): Promise<ConvertResult> {
  session = await serveMarked(deck);
  return session.request(CONVERT_REQUEST, { uri: [...session.marked.files.keys()][0], to: 'ngspice', flat });
}

test('a deck of LTspice as one of ngspice', async () => {
  const { text, losses } = await converted('A divider\n* nodal: dialect=ltspice\nv1 in 0 1\nR1 in out 4k7\nR2 out 0 {a^2}\n.param a=3\n.op\n.end\n');
  expect(text).toMatchInlineSnapshot(`
    "* A divider
    * exported for ngspice; the original was read as LTspice
    .param a=3
    v1 in 0 1
    R1 in out 4700
    R2 out 0 {ternary_fcn(a>0.5,1,0)!=ternary_fcn(2>0.5,1,0)}
    .op
    .end
    "
  `);
  expect(losses).toEqual([]);
});

test('what is lost is told, and stands at the top', async () => {
  const { text, losses } = await converted('A divider\n* nodal: dialect=ltspice\nv1 in 0 1\nR1 in 0 1k\n.step param a 1 2 1\n.param a=3\n.op\n.end\n');
  expect(losses).toMatchInlineSnapshot(`
    [
      "deck.cir, line 5: ngspice has no .step; the analyses run once. A script with alter, alterparam or altermod in a loop repeats them.",
    ]
  `);
  expect(text?.split('\n').slice(0, 4)).toMatchInlineSnapshot(`
    [
      "* A divider",
      "* exported for ngspice; the original was read as LTspice",
      "* not carried over (deck.cir, line 5): ngspice has no .step; the analyses run once. A script with alter, alterparam or altermod in a loop repeats them.",
      ".param a=3",
    ]
  `);
});

test('a deck with an error is not converted', async () => {
  expect(await converted('t\nv1 in 0 1\nd1 in 0 nothing\n.op\n.end\n')).toEqual({ losses: [], problem: 'It has an error: deck.cir, line 3: Model nothing is not declared. Add .model nothing, or include the library that has it.' });
});
