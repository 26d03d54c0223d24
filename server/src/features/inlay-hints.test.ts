import { afterEach, describe, expect, it } from 'vitest';
import type { InlayHint } from 'vscode-languageserver';
import { offsetAt, type Range } from '../testing/marked.js';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

/** The text below its title with the hints in it, as an editor shows them: `⟨in:⟩`. */
async function hints(marked: string, settings: object = {}, range = EVERYTHING): Promise<string> {
  session = await serveMarked(`title\n${marked}`);
  await session.configure({ inlayHints: settings });
  return ask(session, range);
}

async function ask(client: Session, range = EVERYTHING): Promise<string> {
  const [[uri, text]] = [...client.marked.files] as [[string, string]];
  const found = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range });
  let out = text;
  for (const { position, label, paddingLeft, paddingRight } of [...found].reverse()) {
    const at = offsetAt(text, position);
    out = `${out.slice(0, at)}${paddingLeft ? ' ' : ''}⟨${label as string}⟩${paddingRight ? ' ' : ''}${out.slice(at)}`;
  }
  return out.slice(out.indexOf('\n') + 1);
}

const AMPLIFIER = '.subckt amp in out gain=1\n.param half={gain/2}\ne1 out 0 in 0 {gain}\nr1 in 0 {1k*half}\n.ends amp\n';

describe('inlay hints', () => {
  it('say what expressions came to, with the unit of their place', async () => {
    expect(await hints('.param k=3 j={2*k}\nv1 a 0 dc {k} ac {j/2} pulse(0 {k} {k*1u})\nr1 a b {2*k*1k} tc1={k*1m}\nr2 b 0 {5k}\nc1 b 0 \'k*1u\'\nd1 b 0 dx\n.model dx d(is={k*1f} rs={j})\n.tran {k*1u} {k*1m}\n', { parameterNames: false })).toMatchInlineSnapshot(`
      ".param k=3 j={2*k} ⟨= 6⟩
      v1 a 0 dc {k} ⟨= 3 V⟩ ac {j/2} ⟨= 3 V⟩ pulse(0 {k} ⟨= 3 V⟩ {k*1u} ⟨= 3 µs⟩)
      r1 a b {2*k*1k} ⟨= 6 kΩ⟩ tc1={k*1m} ⟨= 0.003 1/K⟩
      r2 b 0 {5k}
      c1 b 0 'k*1u' ⟨= 3 µF⟩
      d1 b 0 dx
      .model dx d(is={k*1f} ⟨= 3 fA⟩ rs={j} ⟨= 6 Ω⟩)
      .tran {k*1u} ⟨= 3 µs⟩ {k*1m} ⟨= 3 ms⟩
      "
    `);
  });

  it('say the smallest and the largest value where instances differ, and the values that an instance gives', async () => {
    expect(await hints(`${AMPLIFIER}.param g=4\nv1 a 0 1\nx1 a b amp gain={g}\nx2 a c amp gain={g*4}\nr1 b c 1k\n`, { parameterNames: false, pinNames: 'off' })).toMatchInlineSnapshot(`
      ".subckt amp in out gain=1
      .param half={gain/2} ⟨= 2 … 8⟩
      e1 out 0 in 0 {gain} ⟨= 4 … 16⟩
      r1 in 0 {1k*half} ⟨= 2 kΩ … 8 kΩ⟩
      .ends amp
      .param g=4
      v1 a 0 1
      x1 a b amp gain={g} ⟨= 4⟩
      x2 a c amp gain={g*4} ⟨= 16⟩
      r1 b c 1k
      "
    `);
  });

  it('name the ports at the nodes of instances, but not where the node has that name', async () => {
    expect(await hints(`${AMPLIFIER}v1 a 0 1\nx1 a out amp\nr1 out 0 1k\n`, { values: false, parameterNames: false })).toMatchInlineSnapshot(`
      ".subckt amp in out gain=1
      .param half={gain/2}
      e1 out 0 in 0 {gain}
      r1 in 0 {1k*half}
      .ends amp
      v1 a 0 1
      x1 ⟨in:⟩ a out amp
      r1 out 0 1k
      "
    `);
  });

  it('name the pins of all elements when that is wanted', async () => {
    expect(await hints('v1 a 0 1\nq1 c b e n\nd1 a 0 dx\ne1 o 0 a 0 2\n', { values: false, parameterNames: false, pinNames: 'all' })).toMatchInlineSnapshot(`
      "v1 ⟨p:⟩ a ⟨n:⟩ 0 1
      q1 c b e n
      d1 ⟨anode:⟩ a ⟨cathode:⟩ 0 dx
      e1 ⟨p:⟩ o ⟨n:⟩ 0 ⟨cp:⟩ a ⟨cn:⟩ 0 2
      "
    `);
  });

  it('name arguments by position', async () => {
    expect(await hints('v1 a 0 pulse(0 5 1n 1n 1n 1u 2u)\nv2 b 0 5 ac 1 90\nv3 c 0 sin 0 1 1k\nv4 d 0 pwl(0 0 1 1)\nv5 e 0 dc 3\ne1 f 0 a b 10\ng1 f 0 a b {1m*2}\nf1 f 0 v1 2\nk1 l1 l2 0.9\nd1 a b dx 2\nr1 a b 1k\n', { values: false, pinNames: 'off' })).toMatchInlineSnapshot(`
      "v1 a 0 pulse(⟨v1:⟩ 0 ⟨v2:⟩ 5 ⟨td:⟩ 1n ⟨tr:⟩ 1n ⟨tf:⟩ 1n ⟨pw:⟩ 1u ⟨per:⟩ 2u)
      v2 b 0 ⟨dc:⟩ 5 ac 1 ⟨phase:⟩ 90
      v3 c 0 sin ⟨vo:⟩ 0 ⟨va:⟩ 1 ⟨freq:⟩ 1k
      v4 d 0 pwl(0 0 1 1)
      v5 e 0 dc 3
      e1 f 0 a b ⟨gain:⟩ 10
      g1 f 0 a b ⟨transconductance:⟩ {1m*2}
      f1 f 0 v1 ⟨gain:⟩ 2
      k1 l1 l2 ⟨coefficient:⟩ 0.9
      d1 a b dx ⟨area:⟩ 2
      r1 a b 1k
      "
    `);
    await session?.stop();
    expect(await hints('.tran 1u 1m 0 1n uic\n.ac dec 10 1 1meg\n.ac data=d\n.dc v1 0 5 0.1 temp 0 50 25\n.noise v(out) v1 dec 10 1 1k\n.op\n', { values: false })).toMatchInlineSnapshot(`
      ".tran ⟨step:⟩ 1u ⟨stop:⟩ 1m ⟨start:⟩ 0 ⟨maxstep:⟩ 1n uic
      .ac dec ⟨points:⟩ 10 ⟨start:⟩ 1 ⟨stop:⟩ 1meg
      .ac data=d
      .dc v1 ⟨start:⟩ 0 ⟨stop:⟩ 5 ⟨step:⟩ 0.1 temp ⟨start2:⟩ 0 ⟨stop2:⟩ 50 ⟨step2:⟩ 25
      .noise v(out) v1 dec ⟨points:⟩ 10 ⟨start:⟩ 1 ⟨stop:⟩ 1k
      .op
      "
    `);
    await session?.stop();
    expect(await hints('* nodal: dialect=ltspice\n.tran 1m\n', { values: false })).toMatchInlineSnapshot(`
      "* nodal: dialect=ltspice
      .tran ⟨stop:⟩ 1m
      "
    `);
  });

  it('are none when they are switched off', async () => {
    const text = `${AMPLIFIER}v1 a 0 pulse(0 {2*3})\nx1 a b amp\nr1 b 0 {2*2k}\n.tran 1u 1m\n`;
    expect(await hints(text, { values: false, parameterNames: false, pinNames: 'off' })).toBe(text);
  });

  it('are those of the range', async () => {
    expect(await hints('r1 a 0 {2*1}\nr2 a 0 {2*2}\nr3 a 0 {2*3}\n', {}, { start: { line: 2, character: 0 }, end: { line: 2, character: 20 } })).toMatchInlineSnapshot(`
      "r1 a 0 {2*1}
      r2 a 0 {2*2} ⟨= 4 Ω⟩
      r3 a 0 {2*3}
      "
    `);
  });

  it('say values of the top circuit where there is something that is not simulated, and defaults in a library alone', async () => {
    expect(await hints(`${AMPLIFIER}.param k=2\nz1 a b 0 n\n.model n nmf\nr1 a b {k*1k}\nx1 a b amp gain={k}\n`, { pinNames: 'off', parameterNames: false })).toMatchInlineSnapshot(`
      ".subckt amp in out gain=1
      .param half={gain/2}
      e1 out 0 in 0 {gain}
      r1 in 0 {1k*half}
      .ends amp
      .param k=2
      z1 a b 0 n
      .model n nmf
      r1 a b {k*1k} ⟨= 2 kΩ⟩
      x1 a b amp gain={k} ⟨= 2⟩
      "
    `);
    await session?.stop();
    session = await serveMarked(`--- parts.lib\n${AMPLIFIER}`);
    expect(await ask(session)).toMatchInlineSnapshot(`
      ".param half={gain/2} ⟨= 500m⟩
      e1 out 0 in 0 ⟨gain:⟩ {gain} ⟨= 1⟩
      r1 in 0 {1k*half} ⟨= 500 Ω⟩
      .ends amp
      "
    `);
  });

  it('come when the circuit of a large deck is there', async () => {
    const cards = Array.from({ length: 2100 }, (_, i) => `r${i} a 0 1k\n`).join('');
    session = await serveMarked('title\n', { capabilities: { workspace: { inlayHint: { refreshSupport: true } } } });
    let refreshed = 0;
    session.connection.onRequest('workspace/inlayHint/refresh', () => { refreshed++; return null; });
    const text = `title\n.subckt s a r=1\nr1 a 0 {r*2}\n.ends\nv1 a 0 1\nx1 a s r=3\n${cards}.op\n`;
    const [uri] = session.marked.files.keys();
    session.marked.files.set(uri!, text);
    await session.change(uri!, text);
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 30 } };
    expect((await ask(session, range)).split('\n')[1]).toBe('r1 a 0 {r*2}');
    await expect.poll(() => refreshed, { timeout: 60_000 }).toBe(1);
    expect((await ask(session, range)).split('\n')[1]).toBe('r1 a 0 {r*2} ⟨= 6 Ω⟩');
  });
});
