import { describe, expect, test } from 'vitest';
import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { CircuitError } from './engine.js';
import { type PlotResult, type RunResult, simulate, type SimulateOptions } from './simulate.js';
import { solver } from './solver.fixture.js';
import { WARM_UP_CIRCUITS } from './warm-up/circuits.js';

function circuitOf(deck: string): Uint8Array {
  const { circuit, all } = elaborateText(deck);
  if (!circuit) throw new Error(all.map(({ message }) => message).join('\n'));
  return encodeCircuit(circuit);
}

async function run(deck: string, options: SimulateOptions = {}): Promise<RunResult> {
  return simulate(circuitOf(deck), { engine: await solver(), ...options });
}

/** A column by its vector's name. */
function column(plot: PlotResult, name: string): Float64Array {
  const index = plot.vectors.findIndex((vector) => vector.name === name);
  expect(plot.vectors.map((vector) => vector.name)).toContain(name);
  return plot.columns[index]!;
}

const measures = (result: RunResult): Record<string, number | null> => Object.fromEntries(result.measures.map(({ name, value }) => [name, value]));

describe('decks in the built solver', () => {
  test.each(WARM_UP_CIRCUITS.map((circuit, i) => ({ circuit, i })))('the warm-up circuit $i runs', async ({ circuit }) => {
    const result = await simulate(Buffer.from(circuit, 'base64'), { engine: await solver() });
    expect(result).toMatchObject({ outcome: 'done', diagnostics: [] });
    expect(result.plots.map(({ analysis }) => analysis)).toEqual(['ac', 'tran']);
  });

  test('a divider has its operating point', async () => {
    const result = await run('divider\nv1 in 0 10\nr1 in out 1k\nr2 out 0 2k\n.op\n.meas op mid max v(out)\n.end\n');
    expect(result).toMatchObject({ outcome: 'done', diagnostics: [], plots: [{ analysis: 'op', points: 1, complete: true }] });
    expect(column(result.plots[0]!, 'v(out)')[0]).toBeCloseTo(20 / 3, 7);
    expect(column(result.plots[0]!, 'i(v1)')[0]).toBeCloseTo(-10 / 3000, 10);
    expect(measures(result)['mid']).toBeCloseTo(20 / 3, 7);
  });

  test('an RC step rises as its closed form, and is measured while it does', async () => {
    const result = await run(
      'rc step\nv1 in 0 5\nr1 in out 10k\nc1 out 0 1u ic=0\n.tran 0.1m 50m uic\n' +
        '.meas tran at10 find v(out) at=10m\n.meas tran at50 find v(out) at=50m\n' +
        '.meas tran half when v(out)=2.5 rise=1\n.meas tran never when v(out)=7\n.meas tran twice param=\'2*at10\'\n.end\n',
    );
    expect(result.outcome).toBe('done');
    const found = measures(result);
    expect(found['at10']! / (5 * (1 - Math.exp(-1)))).toBeCloseTo(1, 3);
    expect(found['at50']! / (5 * (1 - Math.exp(-5)))).toBeCloseTo(1, 3);
    expect(found['half']! / (10e-3 * Math.LN2)).toBeCloseTo(1, 3);
    expect(found['never']).toBe(null);
    expect(found['twice']).toBe(2 * found['at10']!);
    expect(result.measures.find(({ name }) => name === 'never')!.reason).toContain('never');
    const time = column(result.plots[0]!, 'time');
    expect(time[time.length - 1]).toBe(50e-3);
  });

  test('a low-pass has its pole, in complex columns', async () => {
    const result = await run('rc\nv1 in 0 ac 1\nr1 in out 1k\nc1 out 0 159.154943n\n.ac dec 10 10 100k\n.meas ac pole when vdb(out)=-3.0103\n.end\n');
    const [plot] = result.plots;
    expect(plot!.vectors.every(({ complex }) => complex)).toBe(true);
    expect(column(plot!, 'v(out)').length).toBe(2 * plot!.points);
    expect(measures(result)['pole']! / 1000).toBeCloseTo(1, 2);
  });

  test('jobs run in the order of ngspice', async () => {
    const result = await run('all\nv1 in 0 dc 1 ac 1\nr1 in out 1k\nc1 out 0 1n\n.tran 1u 10u\n.op\n.dc v1 0 1 0.5\n.dc v1 0 4 1\n.ac dec 2 1 10\n.end\n');
    // Of several of a kind it takes the last card first.
    expect(result.plots.map(({ analysis, points }) => `${analysis} ${points}`).slice(0, 4)).toEqual(['ac 3', 'dc 5', 'dc 3', 'op 1']);
    expect(result.plots[4]!.analysis).toBe('tran');
    expect(result.plots.every(({ complete }) => complete)).toBe(true);
  });

  test('overrides reach parameters, devices and the temperature of one run', async () => {
    const deck = 'set\n.param rload=2k\nv1 in 0 10\nr1 in out 1k\nr2 out 0 {rload}\n.op\n.end\n';
    const out = async (overrides: Record<string, number>): Promise<number> => column((await run(deck, { overrides })).plots[0]!, 'v(out)')[0]!;
    expect(await out({ rload: 1000 })).toBeCloseTo(5, 7);
    expect(await out({ r1: 6000 })).toBeCloseTo(2.5, 7);
    expect(await out({})).toBeCloseTo(20 / 3, 7);
    const wrong = await run(deck, { overrides: { nosuch: 1 } });
    expect(wrong).toMatchObject({ outcome: 'failed', diagnostics: [{ severity: 'error', message: "There is no parameter or device 'nosuch' in the circuit." }] });
  });

  test('a sweep gives the same bits each time', async () => {
    const deck = 'diode\nv1 in 0 0\nr1 in a 1k\nd1 a 0 dx\n.model dx d(is=1e-14 rs=10)\n.dc v1 -1 2 0.01\n.end\n';
    const [first, second] = [await run(deck), await run(deck)];
    expect(first.outcome).toBe('done');
    expect(second.plots[0]!.columns).toEqual(first.plots[0]!.columns);
  });

  test('bytes that are no circuit are refused with a readable reason', async () => {
    const engine = await solver();
    expect(() => engine.open(Uint8Array.of(1, 2, 3))).toThrow(CircuitError);
    const result = await simulate(Uint8Array.of(1, 2, 3), { engine });
    expect(result).toMatchObject({ outcome: 'failed', plots: [], diagnostics: [{ code: 'malformed-circuit' }] });
  });

  test('the engine tells what it can', async () => {
    const { analyses, devices } = (await solver()).capabilities();
    expect(analyses).toEqual(['ac', 'dc', 'op', 'tran']);
    expect(devices).toContain('diode');
  });
});
