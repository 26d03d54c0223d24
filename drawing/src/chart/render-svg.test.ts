import { describe, expect, it } from 'vitest';
import type { Vector } from '@nodal/protocol';
import { paneRectangles, type Frame } from './frame.js';
import { axesOption } from './options.js';
import { ascendingLines, decibelAndPhase, type PlotColumns } from './plot-data.js';
import { renderChartSvg } from './render-svg.js';
import { LIGHT_THEME } from './theme.js';

function vector(name: string, quantity: string, unit: string, complex = false): Vector {
  return { name, quantity, unit, complex, raw: true, node: null, device: null };
}

function transient(): PlotColumns {
  const points = 10_000;
  return {
    analysis: 'tran', title: 'Step <1>', points,
    vectors: [vector('time', 'time', 's'), vector('v(out)', 'voltage', 'V'), vector('i(v1)', 'current', 'A')],
    columns: [
      Float64Array.from({ length: points }, (_, i) => i * 1e-6),
      Float64Array.from({ length: points }, (_, i) => (i === 1234 ? 9 : 5 * (1 - Math.exp(-i / 2000)))),
      Float64Array.from({ length: points }, (_, i) => 5e-4 * Math.exp(-i / 2000)),
    ],
  };
}

function lowPass(): PlotColumns {
  const points = 121;
  const frequency = new Float64Array(2 * points);
  const out = new Float64Array(2 * points);
  for (let i = 0; i < points; i++) {
    const w = (frequency[2 * i] = 10 * 10 ** (i / 20)) / 1000;
    out[2 * i] = 1 / (1 + w * w);
    out[2 * i + 1] = -w / (1 + w * w);
  }
  return { analysis: 'ac', title: 'Low-pass', points, vectors: [vector('frequency', 'frequency', 'Hz', true), vector('v(out)', 'voltage', 'V', true)], columns: [frequency, out] };
}

/** The words in a picture, in order. */
function words(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, word]) => word!);
}

describe('a picture', () => {
  it('of a transient has a pane for each unit', () => {
    const svg = renderChartSvg(transient(), { kind: 'waveform', vectors: ['v(out)', 'i(v1)'] });
    expect(words(svg)).toEqual(expect.arrayContaining(['Step &lt;1&gt;', 'v(out)', 'i(v1)', 'Time (ms)', 'Voltage (V)', 'Current (µA)']));
    expect(svg).toContain(`stroke="${LIGHT_THEME.traces[0]}"`);
    expect(svg).toContain(`stroke="${LIGHT_THEME.traces[1]}"`);
  });
  it('keeps the one sample of a spike', () => {
    // With the spike the axis reaches to 9 V; the path must reach the top of it.
    const svg = renderChartSvg(transient(), { kind: 'waveform', vectors: ['v(out)'], height: 400 });
    const paths = [...svg.matchAll(new RegExp(`<path d="([^"]*)"[^>]*stroke="${LIGHT_THEME.traces[0]}"`, 'g'))].map(([, data]) => data!);
    const path = paths.sort((left, right) => right.length - left.length)[0]!;
    const heights = [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, , y]) => Number(y));
    const rest = heights.filter((y) => y > 100);
    expect(Math.min(...heights)).toBeLessThan(90);
    expect(rest.length).toBeGreaterThan(500);
  });
  it('of an AC analysis has decibels, degrees and the corner', () => {
    const svg = renderChartSvg(lowPass(), { kind: 'bode', theme: 'dark' });
    expect(words(svg)).toEqual(expect.arrayContaining(['Magnitude (dB)', 'Phase (°)', 'Frequency (Hz)', '−3 dB at 1 kHz', '1k', '10M', '−80', '−90']));
  });
  it('is refused where there is nothing to draw', () => {
    expect(() => renderChartSvg(transient(), { kind: 'bode' })).toThrow(RangeError);
    expect(() => renderChartSvg({ ...transient(), points: 0 }, { kind: 'waveform' })).toThrow(RangeError);
  });
});

describe('axes', () => {
  const frame: Frame = {
    width: 800, height: 400, header: 0,
    x: { from: Math.log10(2), to: Math.log10(8), log: true, name: 'Frequency', unit: 'Hz' },
    panes: [{ name: 'Magnitude', unit: 'dB', range: { from: -60, to: 0 } }, { name: 'Phase', unit: '°', range: { from: -100, to: 10 } }],
  };
  it('have labels within a decade', () => {
    const { xAxis } = axesOption(frame, LIGHT_THEME) as { xAxis: { axisLabel: { customValues: number[]; formatter(value: number): string } }[] };
    const { customValues, formatter } = xAxis[1]!.axisLabel;
    expect(customValues.map(formatter)).toEqual(['2', '3', '4', '5', '6', '7', '8']);
  });
  it('name their units only at the lowest pane', () => {
    const { xAxis, yAxis } = axesOption(frame, LIGHT_THEME) as { xAxis: { name: string }[]; yAxis: { name: string }[] };
    expect(xAxis.map(({ name }) => name)).toEqual(['', 'Frequency (Hz)']);
    expect(yAxis.map(({ name }) => name)).toEqual(['Magnitude (dB)', 'Phase (°)']);
  });
  it('never get an empty pane', () => {
    for (const pane of paneRectangles({ ...frame, width: 10, height: 10 })) expect(Math.min(pane.width, pane.height)).toBeGreaterThan(0);
  });
});

describe('columns', () => {
  it('make a continuous phase', () => {
    const turns = Array.from({ length: 12 }, (_, i) => [Math.cos(-i), Math.sin(-i)]).flat();
    const { phase } = decibelAndPhase(turns, 12);
    expect([...phase].map((angle) => Math.round((angle * Math.PI) / 180))).toEqual([0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11]);
  });
  it('of a nested sweep are cut into lines, a falling one is turned round', () => {
    const x = [0, 1, 2, 0, 1, 2];
    expect(ascendingLines(x, x, 6).map(([run]) => [run!.start, run!.end])).toEqual([[0, 3], [3, 6]]);
    const falling = ascendingLines([5, 4, 3], [1, 2, 3], 3);
    expect(falling.map(([run]) => [...Array.from(run!.x), ...Array.from(run!.y)])).toEqual([[3, 4, 5, 3, 2, 1]]);
  });
});
