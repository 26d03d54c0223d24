import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Vector } from '@nodal/protocol';
import { readRaw } from './reader.js';
import { type PlotData, type RawFile, writeRaw } from './writer.js';

const vector = (name: string, quantity: string, complex = false, raw = true): Vector => ({ name, quantity, unit: '', complex, raw, node: null, device: null });

const TRAN: PlotData = {
  analysis: 'tran',
  vectors: [vector('time', 'time'), vector('v(out)', 'voltage'), vector('i(r1)', 'current', false, false), vector('i(v1)', 'current')],
  columns: [Float64Array.of(0, 1e-9, 2.5e-3), Float64Array.of(0, -0, 1 / 3), Float64Array.of(7, 8, 9), Float64Array.of(-1e-300, NaN, Infinity)],
};
const AC: PlotData = {
  analysis: 'ac',
  vectors: [vector('frequency', 'frequency'), vector('v(out)', 'voltage', true)],
  columns: [Float64Array.of(1, 10, 100), Float64Array.of(1, 0, 0.5, -0.5, 0, -1e-3)],
};
const DATE = new Date(2026, 10, 7, 5, 2, 9);

function written(plots: PlotData[], options: Partial<RawFile> = {}): Uint8Array {
  return writeRaw({ title: 'A divider', date: DATE, plots, ...options });
}

describe('raw files', () => {
  test('a text file has the fields of ngspice', () => {
    expect(Buffer.from(written([TRAN, AC], { ascii: true })).toString()).toBe(
      [
        'Title: A divider', 'Date: Sat Nov  7 05:02:09  2026', 'Plotname: Transient Analysis', 'Flags: real',
        'No. Variables: 3', 'No. Points: 3       ', 'Variables:', '\t0\ttime\ttime', '\t1\tv(out)\tvoltage', '\t2\ti(v1)\tcurrent', 'Values:',
        '0\t\t0.000000000000000e+00', '\t0.000000000000000e+00', '\t-1.000000000000000e-300',
        '1\t\t1.000000000000000e-09', '\t-0.000000000000000e+00', '\tnan',
        '2\t\t2.500000000000000e-03', '\t3.333333333333333e-01', '\tinf',
        'Title: A divider', 'Date: Sat Nov  7 05:02:09  2026', 'Plotname: AC Analysis', 'Flags: complex',
        'No. Variables: 2', 'No. Points: 3       ', 'Variables:', '\t0\tfrequency\tfrequency\tgrid=3', '\t1\tv(out)\tvoltage', 'Values:',
        '0\t\t1.000000000000000e+00,0.000000000000000e+00', '\t1.000000000000000e+00,0.000000000000000e+00',
        '1\t\t1.000000000000000e+01,0.000000000000000e+00', '\t5.000000000000000e-01,-5.000000000000000e-01',
        '2\t\t1.000000000000000e+02,0.000000000000000e+00', '\t0.000000000000000e+00,-1.000000000000000e-03',
        '',
      ].join('\n'),
    );
  });

  for (const ascii of [false, true]) {
    test(`what is written is read again (${ascii ? 'text' : 'binary'})`, () => {
      const many = 10_000;
      const long: PlotData = {
        analysis: 'tran',
        vectors: [vector('time', 'time'), vector('v(a)', 'voltage')],
        columns: [Float64Array.from({ length: many }, (_, i) => i), Float64Array.from({ length: many }, (_, i) => i / 8)],
      };
      const [tran, ac, second] = readRaw(written([TRAN, AC, long], { ascii, all: true }));
      expect(tran!.columns.length).toBe(4);
      const exact = (column: Float64Array): Float64Array => (ascii ? column.map((x) => (x === 0 ? x : Number(x.toExponential(15)))) : column);
      tran!.columns.forEach((column, i) => expect(column).toEqual(exact(TRAN.columns[i]!)));
      expect(ac).toMatchObject({ complex: true, points: 3, plotname: 'AC Analysis', vectors: [{ name: 'frequency', options: ['grid=3'] }, { name: 'v(out)' }] });
      expect(ac!.columns).toEqual([Float64Array.of(1, 0, 10, 0, 100, 0), AC.columns[1]]);
      expect(second!.columns).toEqual(long.columns);
    });
  }

  test('a linear frequency axis is not marked', () => {
    const linear = { ...AC, columns: [Float64Array.of(10, 20, 30), AC.columns[1]!] };
    expect(readRaw(written([linear]))[0]!.vectors[0]!.options).toEqual([]);
  });

  test('damaged files are refused with a reason', () => {
    const bytes = written([TRAN]);
    expect(() => readRaw(bytes.subarray(0, bytes.length - 1))).toThrow("The file is cut off: plot 'Transient Analysis' has 3 points, but 2 are there.");
    expect(() => readRaw(bytes.subarray(0, 30))).toThrow('ends within a header');
    expect(() => readRaw(Buffer.from('RIFF....WAVE\n'))).toThrow('This is no raw file');
    expect(() => readRaw(new Uint8Array())).toThrow('The file is empty.');
    const text = Buffer.from(written([TRAN], { ascii: true })).toString();
    expect(() => readRaw(Buffer.from(text.slice(0, text.indexOf('2\t\t2.5'))))).toThrow('but 2 are there');
    expect(() => readRaw(Buffer.from(text.replace('No. Points: 3', 'No. Points: x')))).toThrow("no number in 'no. points'");
    expect(() => readRaw(Buffer.from(text.replace('No. Variables: 3', 'No. Variables: 9')))).toThrow('The file names 3 variables, not 9.');
  });

  describe('of LTspice', () => {
    const header = (flags: string, more = ''): string =>
      `Title: * x.asc\nDate: Sat Nov 21 05:20:10 2026\nPlotname: Transient Analysis\nFlags: ${flags}\nNo. Variables: 2\nNo. Points:            3\n${more}Command: LTspice XVII\nVariables:\n\t0\ttime\ttime\n\t1\tV(out)\tvoltage\nBinary:\n`;
    const rows = (fast: boolean): Buffer => {
      const data = Buffer.alloc(36);
      [0, -1, 2].forEach((t, i) => data.writeDoubleLE(t, fast ? 8 * i : 12 * i));
      [0.5, 1.5, 2.5].forEach((v, i) => data.writeFloatLE(v, fast ? 24 + 4 * i : 12 * i + 8));
      return data;
    };

    test.each([
      ['UTF-16, single precision, compressed', Buffer.concat([Buffer.from(header('real forward'), 'utf16le'), rows(false)]), [0, 1, 2]],
      ['fast access', Buffer.concat([Buffer.from(header('real forward fastaccess'), 'utf16le'), rows(true)]), [0, 1, 2]],
      ['ASCII header with an offset', Buffer.concat([Buffer.from(header('real forward', 'Offset: 1e1\n')), rows(false)]), [10, 11, 12]],
    ])('%s', (_name, file, time) => {
      const [plot] = readRaw(file);
      expect(plot!.columns.map((column) => [...column])).toEqual([time, [0.5, 1.5, 2.5]]);
      expect(plot!.vectors[1]!.name).toBe('V(out)');
    });
  });

  // Without ngspice on the machine its file is the committed one.
  test("ngspice's own file has the same header and values", () => {
    const deck = 'a title\nv1 in 0 dc 1 ac 1\nr1 in out 1k\nr2 out 0 3k\nc1 out 0 1u\n.ac dec 2 10 100\n.dc v1 0 2 1\n.op\n.tran 10u 20u\n.end\n';
    const present = spawnSync('ngspice', ['--version']).status === 0;
    let bytes: Uint8Array = readFileSync(new URL('./fixtures/ngspice-39.raw', import.meta.url));
    if (present) {
      const folder = mkdtempSync(join(tmpdir(), 'nodal-raw-'));
      writeFileSync(join(folder, 'deck.cir'), deck);
      execFileSync('ngspice', ['-n', '-b', '-r', 'out.raw', 'deck.cir'], { cwd: folder, stdio: 'ignore' });
      bytes = readFileSync(join(folder, 'out.raw'));
      rmSync(folder, { recursive: true });
    }
    const plots = readRaw(bytes);
    expect(plots.map(({ plotname }) => plotname)).toEqual(['AC Analysis', 'DC transfer characteristic', 'Operating Point', 'Transient Analysis']);
    expect(plots[1]!.columns[2]).toEqual(Float64Array.of(0, 0.75, 1.5));
    expect(plots[2]!.vectors.map(({ name }) => name)).toEqual(['v(in)', 'v(out)', 'i(v1)']);
    // Written by us, the same plots give the same bytes, but for the imaginary
    // part of the frequency, which ngspice leaves uninitialised.
    const analyses = ['ac', 'dc', 'op', 'tran'];
    const ours = Buffer.concat(
      plots.flatMap((plot, i) => {
        const columns = plot.columns.map((column, v) => (plot.complex && v === 0 ? column.filter((_, k) => k % 2 === 0) : column));
        const vectors = plot.vectors.map(({ name, quantity }, v) => vector(name, quantity, plot.complex && v > 0));
        return [writeRaw({ plots: [{ analysis: analyses[i]!, vectors, columns }], title: plot.title, date: new Date(plot.date) })];
      }),
    );
    const theirs = Buffer.from(bytes);
    const first = ours.indexOf('Binary:\n') + 8;
    for (let p = 0; p < plots[0]!.points; p++) ours.copy(theirs, first + p * 4 * 16 + 8, first + p * 4 * 16 + 8, first + p * 4 * 16 + 16);
    expect(ours.equals(theirs)).toBe(true);
  });
});
