import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measured, Workplace } from './tool.js';

/** The contract of `nodal run`, on the built tool. */
const DIVIDER = 'divider\n.param upper=1k\nv1 in 0 10\nr1 in out {upper}\nr2 out 0 2k\n.op\n.dc v1 0 10 5\n.meas dc mid find v(out) at=10\n.print dc v(out)\n.end\n';
const RC = 'rc\nv1 in 0 5\nr1 in out 10k\nc1 out 0 1u ic=0\n.tran 0.1m 50m uic\n.meas tran late find v(out) at=50m\n.meas tran never when v(out)=7\n.end\n';
const BROKEN = 'broken\nr1 a\nv1 a 0 {nothing}\n.op\n.end\n';
/** What is said of it before the run is a warning only: the two conductances are none together. */
const CANCELLED = 'resistances that cancel\nv1 a 0 1\nr1 a b 1k\nr2 b 0 -1k\n.op\n.end\n';
const FILTER = 'filter\nv1 in 0 dc 1 ac 1\nr1 in out 1k\nc1 out 0 1u\n.ac dec 5 1 10k\n.end\n';
const NESTED = 'nested\nv1 in 0 3\nx1 in 0 half\n.subckt half a b\nr1 a m 1k\nr2 m b 1k\n.ends\n.dc v1 3 3 1\n.meas dc mid find v(x1.m) at=3\n.end\n';
const SLOW = 'slow\nv1 in 0 sin(0 1 1meg)\nr1 in out 1k\nc1 out 0 1n\n.tran 1n 10 0 1n\n.end\n';

const place = new Workplace({ 'divider.cir': DIVIDER, 'rc.cir': RC, 'broken.cir': BROKEN, 'cancelled.cir': CANCELLED, 'filter.cir': FILTER, 'nested.cir': NESTED, 'slow.cir': SLOW, 'other/divider.cir': DIVIDER, 'secret.lib': '.param upper=1k\n', 'decks/outside.cir': 'outside\n.include ../secret.lib\nv1 a 0 1\nr1 a 0 {upper}\n.op\n.end\n' });

describe('nodal run: exit codes', () => {
  it('0 when done', () => {
    const { code, out, err } = place.nodal('run', 'divider.cir');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(measured(out, 'mid')).toBeCloseTo(20 / 3, 5);
  });

  it('1 for errors in the netlist, each on its line', () => {
    const { code, err } = place.nodal('run', 'broken.cir');
    expect(code).toBe(1);
    expect(err).toMatch(/^broken\.cir:2:\d+: error [a-z-]+: /m);
    expect(err).toMatch(/^broken\.cir:3:\d+: error [a-z-]+: /m);
  });

  it('1 for a file that is not there', () => {
    const { code, err } = place.nodal('run', 'missing.cir');
    expect(code).toBe(1);
    expect(err).toContain('missing.cir: no such file');
  });

  it('2 for a simulation that failed, on the guilty card', () => {
    const { code, err } = place.nodal('run', 'cancelled.cir');
    expect(code).toBe(2);
    expect(err).toMatch(/^cancelled\.cir:\d+:\d+: error singular-matrix: /m);
  });

  it('2 for a measure that failed only with --strict', () => {
    expect(place.nodal('run', 'rc.cir')).toMatchObject({ code: 0, out: expect.stringMatching(/^never = failed/m) });
    expect(place.nodal('run', 'rc.cir', '--strict').code).toBe(2);
    expect(place.nodal('run', 'divider.cir', '--strict').code).toBe(0);
  });

  it('2 when a result cannot be written', () => {
    const { code, err } = place.nodal('run', 'divider.cir', '-r', 'no/such/folder/out.raw');
    expect(code).toBe(2);
    expect(err).toContain('cannot write no/such/folder/out.raw');
  });

  it.each([
    [['run']],
    [['run', 'divider.cir', '--nonsense']],
    [['run', 'divider.cir', '--format', 'xml']],
    [['run', 'divider.cir', 'rc.cir', '-r', 'out.raw']],
    [['run', 'divider.cir', '--set', 'upper']],
    [['run', 'divider.cir', 'other/divider.cir', '-o', 'out']],
    [['simulate', 'divider.cir']],
    [[]],
  ])('64 for wrong usage: %j', (args) => {
    const { code, err } = place.nodal(...args);
    expect(err).not.toBe('');
    expect(code).toBe(64);
  });

  it('help and version are no errors', () => {
    expect(place.nodal('--help')).toMatchObject({ code: 0, out: expect.stringContaining('run') });
    expect(place.nodal('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/m) });
  });
});

describe('nodal run: --set', () => {
  const mid = (deck: string, ...set: string[]) => {
    const { code, out, err } = place.nodal('run', deck, ...set.flatMap((pair) => ['--set', pair]));
    expect(err).toBe('');
    expect(code).toBe(0);
    return measured(out, 'mid');
  };

  it('a parameter', () => expect(mid('divider.cir', 'upper=3k')).toBeCloseTo(4, 5));
  it('a device', () => expect(mid('divider.cir', 'r2=1k')).toBeCloseTo(5, 5));
  it('two at once', () => expect(mid('divider.cir', 'upper=2k', 'r2=2k')).toBeCloseTo(5, 5));
  it('a device of an instance', () => expect(mid('nested.cir', 'x1.r1=2k')).toBeCloseTo(1, 5));

  it('the temperature', () => {
    place.write('warm.cir', 'warm\ni1 0 a 1\nr1 a 0 1k tc=1m\n.op\n.end\n');
    const at = (...args: string[]) => Number(/v\(a\)\s+(\S+) V/.exec(place.nodal('run', 'warm.cir', ...args).out)![1]);
    expect(at()).toBeCloseTo(1000, 3);
    expect(at('--set', 'temp=127')).toBeCloseTo(1100, 3);
  });

  it('an option', () => {
    const points = (...args: string[]) => (JSON.parse(place.nodal('run', 'rc.cir', '--stats', ...args).err) as { points: number }).points;
    expect(points('--set', 'option.reltol=1e-6')).toBeGreaterThanOrEqual(points());
    expect(place.nodal('run', 'divider.cir', '--set', 'option.reltol=-1').code).not.toBe(0);
  });

  it('a name that the circuit does not have is an error', () => {
    const { code, err } = place.nodal('run', 'divider.cir', '--set', 'uper=3k');
    expect(code).toBe(1);
    expect(err).toMatch(/error unknown-override: .*uper/);
  });
});

describe('nodal run: what it prints', () => {
  it('a table of the asked columns, then measures', () => {
    const { out } = place.nodal('run', 'divider.cir');
    expect(out).toMatch(/v\(out\)/);
    expect(out).toMatch(/^mid = 6\.666667e\+0/m);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^mid = /);
  });

  it('an operating point is a list of values, and tables of what devices do', () => {
    place.write('devices.cir', 'devices\nv1 in 0 2\nr1 in d 1k\nm1 d in 0 0 nm l=2u w=20u\ns1 d 0 in 0 sx\n.model nm nmos(vto=0.7 kp=50u)\n.model sx sw(vt=3 roff=1meg)\n.op\n.tf v(d) v1\n.print op @m1[gm]\n.end\n');
    const { out, code } = place.nodal('run', 'devices.cir');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}@m1\[gm\] +\d\.\d{6}e-4 S$/m);
    expect(out).toMatch(/^ {2}transfer_function +-?\d/m);
    expect(out).toMatch(/^Operating point of devices: mosfet\n +m1\n {2}region +(?:linear|saturation)\n {2}id \(A\) +\d/m);
    expect(out).toMatch(/^Operating point of devices: voltage-switch\n.*region\n {2}s1 .* open$/m);
    const { tables } = JSON.parse(place.nodal('run', 'devices.cir', '--format', 'json').out) as { tables: { title: string; columns: { name: string; unit: string }[]; rows: { name: string; values: number[]; region?: string }[] }[] };
    const resistor = tables.find(({ title }) => title.endsWith(': resistor'))!;
    expect(resistor.columns).toEqual([{ name: 'i', unit: 'A' }, { name: 'p', unit: 'W' }]);
    expect(Object.keys(resistor.rows[0]!)).toEqual(['name', 'values']);
  });

  it('CSV of devices is a table for each kind', () => {
    expect(place.nodal('run', 'divider.cir', '-o', 'by-kind', '--format', 'csv').out).toBe('mid = 6.666667e+0 V at = 1.000000e+1\n');
    const [head, first] = place.read('by-kind/divider.op.resistor.csv').split('\n');
    expect(head).toBe('device,i,p');
    expect(first!.split(',')[0]).toBe('r1');
    expect(Number(first!.split(',')[1])).toBeCloseTo(10 / 3e3, 8);
  });

  it('CSV has all vectors of the raw file', () => {
    const [head, ...rows] = place.nodal('run', 'rc.cir', '--format', 'csv').out.split('\n');
    expect(head).toBe('time,v(in),v(out),i(v1)');
    expect(rows[0]!.split(',')).toHaveLength(4);
  });

  it('JSON has plots and measures, null for a failed one', () => {
    const result = JSON.parse(place.nodal('run', 'rc.cir', '--format', 'json').out);
    expect(result).toMatchObject({ file: 'rc.cir', title: 'rc', outcome: 'done', measures: { never: null } });
    expect(result.measures.late).toBeCloseTo(4.96631, 3);
    const [plot] = result.plots;
    expect(plot).toMatchObject({ analysis: 'tran', complete: true });
    expect(plot.vectors[0]).toMatchObject({ name: 'time', unit: 's' });
    for (const vector of plot.vectors) expect(vector.values).toHaveLength(plot.points);
  });

  it('complex vectors are real and imaginary in JSON', () => {
    const [plot] = JSON.parse(place.nodal('run', 'filter.cir', '--format', 'json').out).plots;
    const out = plot.vectors.find((v: { name: string }) => v.name === 'v(out)');
    expect(out.real).toHaveLength(plot.points);
    expect(out.imaginary).toHaveLength(plot.points);
  });

  it('--stats: one line for each analysis', () => {
    const lines = place.nodal('run', 'divider.cir', '--stats').err.trim().split('\n').map((line) => JSON.parse(line));
    expect(lines.map((l) => l.analysis)).toEqual(['dc', 'op']);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['analysis', 'points', 'iterations', 'rejected', 'parse', 'elaborate', 'solve', 'options']);
      for (const name of ['parse', 'elaborate', 'solve']) expect(line[name]).toBeLessThan(60);
    }
    expect(lines[0].points).toBe(3);
  });

  it('-o: one file for each deck and plot, and nothing but measures printed', () => {
    const { code, out } = place.nodal('run', 'divider.cir', 'filter.cir', '-o', 'results/deep', '--format', 'csv');
    expect(code).toBe(0);
    expect(out).toBe('mid = 6.666667e+0 V at = 1.000000e+1\n');
    expect(place.read('results/deep/divider.dc.csv').split('\n')).toHaveLength(5);
    expect(place.read('results/deep/divider.op.csv')).toContain('v(out)');
    expect(place.read('results/deep/filter.ac.csv')).toMatch(/^frequency,.*re\(v\(out\)\),im\(v\(out\)\)/);
  });

  it('--picture: one picture for each plot with an axis', () => {
    expect(place.nodal('run', 'divider.cir', '--picture', 'pictures').code).toBe(0);
    expect(place.read('pictures/divider.dc.svg')).toMatch(/^<svg /);
    expect(existsSync(join(place.folder, 'pictures/divider.op.svg'))).toBe(false);
  });
});

describe('nodal run: raw files', () => {
  it('binary, with plots in the order in which ngspice runs them', () => {
    expect(place.nodal('run', 'divider.cir', '-r', 'out.raw').code).toBe(0);
    const text = readFileSync(join(place.folder, 'out.raw'), 'latin1');
    expect([...text.matchAll(/^Plotname: (.*)$/gm)].map(([, name]) => name)).toEqual(['DC transfer characteristic', 'Operating Point']);
    expect(text).toMatch(/^Title: divider$/m);
    expect(text).toMatch(/^Binary:$/m);
  });

  it('--ascii', () => {
    expect(place.nodal('run', 'divider.cir', '-r', 'out.txt', '--ascii').code).toBe(0);
    expect(place.read('out.txt')).toMatch(/^Values:$/m);
  });

  it('keeps what was computed when Ctrl-C stops a run', async () => {
    const { code, err } = await place.interrupted('SIGINT', 2500, 'run', 'slow.cir', '-r', 'partial.raw', '--stats');
    expect(code).toBe(130);
    expect(err).toContain('stopping');
    const { points } = JSON.parse(err.split('\n').find((line) => line.startsWith('{'))!) as { points: number };
    expect(points).toBeGreaterThan(100);
    const text = readFileSync(join(place.folder, 'partial.raw'), 'latin1');
    expect(Number(/^No\. Points: (\d+)/m.exec(text)![1])).toBe(points);
  });

  it('keeps what was computed before a failure', () => {
    // At -1k the two conductances cancel and node a hangs in the air.
    place.write('partial.cir', 'partial\nv1 in 0 dc 1 ac 1\nr1 in a 1k\nr2 a 0 1k\n.ac dec 1 1 10\n.dc r1 1k -1k -2k\n.end\n');
    const { code, err } = place.nodal('run', 'partial.cir', '-r', 'partial-dc.raw');
    expect(err).toMatch(/^partial\.cir:\d+:\d+: error singular-matrix: /m);
    expect(code).toBe(2);
    const text = readFileSync(join(place.folder, 'partial-dc.raw'), 'latin1');
    expect([...text.matchAll(/^(?:Plotname|No\. Points): *(.*?) *$/gm)].map(([, value]) => value)).toEqual(['AC Analysis', '2', 'DC transfer characteristic', '1']);
  });
});

describe('nodal run: --root', () => {
  it('reads includes without it', () => {
    expect(place.nodal('run', 'decks/outside.cir').code).toBe(0);
  });

  it('refuses an include outside of the folder, on its line', () => {
    const { code, err } = place.nodal('run', 'decks/outside.cir', '--root', 'decks');
    expect(code).toBe(1);
    expect(err).toMatch(/^decks\/outside\.cir:2:\d+: error /m);
  });
});
