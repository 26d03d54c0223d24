import { init, graphic, use, type EChartsType } from 'echarts/core';
import { AxisPointerComponent, GridComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { cornerMarks } from './corner-marks.js';
import { cornerFrequencies, type Corner } from './corner.js';
import { paddedRange, paneAffine, paneRectangles, type Frame, type Pane } from './frame.js';
import { chartOption } from './options.js';
import { ascendingLines, axisColumn, decibelAndPhase, quantityName, type PlotColumns } from './plot-data.js';
import { DARK_THEME, LIGHT_THEME, traceColour, type ChartTheme } from './theme.js';
import { createTracePath, updateTracePath } from './trace-shape.js';
import type { Points } from './trace.js';

use([GridComponent, AxisPointerComponent, SVGRenderer]);

export interface ChartPictureOptions {
  /** `waveform`: values over the axis, one pane for each unit. `bode`: dB and degrees over log10 of the frequency. */
  kind: 'waveform' | 'bode';
  /** Pixels. Default 900 × 480. */
  width?: number;
  height?: number;
  theme?: 'light' | 'dark' | ChartTheme;
  /** Names of the vectors to draw; the first eight that fit the kind when absent or when none is there. */
  vectors?: string[];
}

interface DrawnTrace {
  name: string;
  pane: number;
  colour: string;
  lines: Points[][];
  corners: Corner[];
}

const MOST_TRACES = 8;

/**
 * A plot as a picture in SVG, drawn by ECharts without a browser. No spike is
 * lost, however many points there are. Throws a RangeError when the plot has no
 * vector that the kind can show (a Bode picture needs complex vectors) or no points.
 */
export function renderChartSvg(plot: PlotColumns, options: ChartPictureOptions): string {
  const theme = typeof options.theme === 'object' ? options.theme : options.theme === 'dark' ? DARK_THEME : LIGHT_THEME;
  const width = options.width ?? 900;
  const height = options.height ?? 480;
  const chosen = chooseVectors(plot, options);
  if (chosen.length === 0 || plot.points === 0) {
    throw new RangeError(`The plot "${plot.title}" has nothing to draw as a ${options.kind} picture.`);
  }
  const { frame, traces } = options.kind === 'bode' ? bodePicture(plot, chosen, theme) : waveformPicture(plot, chosen, theme);
  frame.width = width;
  frame.height = height;
  const legend = legendRows(traces, width);
  frame.header = 34 + legend.length * 18;

  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(chartOption(frame, theme));
    drawHeader(chart, plot.title, legend, theme);
    drawTraces(chart, frame, traces, theme);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function chooseVectors(plot: PlotColumns, options: ChartPictureOptions): number[] {
  const fits = (index: number): boolean => index > 0 && (options.kind === 'bode') === plot.vectors[index]!.complex;
  const all = plot.vectors.map((_, index) => index).filter(fits);
  const wanted = new Set(options.vectors?.map((name) => name.toLowerCase()));
  const asked = all.filter((index) => wanted.has(plot.vectors[index]!.name.toLowerCase()));
  if (asked.length > 0) return asked.slice(0, 2 * MOST_TRACES);
  const voltages = all.filter((index) => plot.vectors[index]!.unit === 'V');
  return (voltages.length > 0 ? voltages : all).slice(0, MOST_TRACES);
}

function waveformPicture(plot: PlotColumns, chosen: number[], theme: ChartTheme): { frame: Frame; traces: DrawnTrace[] } {
  const x = axisColumn(plot);
  const units = [...new Set(chosen.map((index) => plot.vectors[index]!.unit))];
  const panes: Pane[] = units.map((unit) => {
    const members = chosen.filter((index) => plot.vectors[index]!.unit === unit);
    return {
      name: quantityName(plot.vectors[members[0]!]!),
      unit,
      range: extentOf(members.map((index) => plot.columns[index]!), plot.points),
    };
  });
  const traces = chosen.map((index, order) => ({
    name: plot.vectors[index]!.name,
    pane: units.indexOf(plot.vectors[index]!.unit),
    colour: traceColour(theme, order),
    lines: ascendingLines(x, plot.columns[index]!, plot.points),
    corners: [],
  }));
  const axis = plot.vectors[0]!;
  const { low, high } = lowAndHigh([x], plot.points);
  const window = high > low ? { from: low, to: high } : paddedRange(low, high);
  return { frame: { width: 0, height: 0, header: 0, x: { ...window, log: false, name: quantityName(axis), unit: axis.unit }, panes }, traces };
}

function bodePicture(plot: PlotColumns, chosen: number[], theme: ChartTheme): { frame: Frame; traces: DrawnTrace[] } {
  const x = Float64Array.from(axisColumn(plot), Math.log10);
  const responses = chosen.map((index) => decibelAndPhase(plot.columns[index]!, plot.points));
  const traces = chosen.flatMap((index, order) => {
    const { decibel, phase } = responses[order]!;
    const shared = { name: plot.vectors[index]!.name, colour: traceColour(theme, order) };
    return [
      { ...shared, pane: 0, lines: ascendingLines(x, decibel, plot.points), corners: cornerFrequencies(x, decibel) },
      { ...shared, pane: 1, lines: ascendingLines(x, phase, plot.points), corners: [] },
    ];
  });
  const { low, high } = lowAndHigh([x], plot.points);
  const window = high > low ? { from: low, to: high } : paddedRange(low, high);
  return {
    frame: {
      width: 0, height: 0, header: 0,
      x: { ...window, log: true, name: 'Frequency', unit: 'Hz' },
      panes: [
        { name: 'Magnitude', unit: 'dB', range: extentOf(responses.map(({ decibel }) => decibel), plot.points) },
        { name: 'Phase', unit: '°', range: extentOf(responses.map(({ phase }) => phase), plot.points) },
      ],
    },
    traces,
  };
}

function lowAndHigh(columns: ArrayLike<number>[], points: number): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (let index = 0; index < points; index++) {
      const value = column[index]!;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high };
}

function extentOf(columns: ArrayLike<number>[], points: number): { from: number; to: number } {
  const { low, high } = lowAndHigh(columns, points);
  return paddedRange(low, high);
}

interface LegendEntry {
  name: string;
  colour: string;
  left: number;
}

/** Places the names in rows; the width of a text is estimated, a browser is not at hand. */
function legendRows(traces: DrawnTrace[], width: number): LegendEntry[][] {
  const rows: LegendEntry[][] = [];
  const seen = new Set<string>();
  let left = 0;
  for (const { name, colour } of traces) {
    if (seen.has(name)) continue;
    seen.add(name);
    const space = 40 + name.length * 7.2;
    if (rows.length === 0 || left + space > width - 18) {
      rows.push([]);
      left = 68;
    }
    rows.at(-1)!.push({ name, colour, left });
    left += space;
  }
  return rows;
}

function drawHeader(chart: EChartsType, title: string, legend: LegendEntry[][], theme: ChartTheme): void {
  const renderer = chart.getZr();
  const text = (value: string, x: number, y: number, fill: string, size = theme.fontSize, fontWeight: 'normal' | 'bold' = 'normal'): void => {
    renderer.add(new graphic.Text({ silent: true, style: { text: value, x, y, fill, fontSize: size, fontFamily: theme.fontFamily, fontWeight, verticalAlign: 'middle' } }));
  };
  text(title, 68, 16, theme.foreground, theme.fontSize + 2, 'bold');
  legend.forEach((row, index) => {
    const y = 38 + index * 18;
    for (const { name, colour, left } of row) {
      renderer.add(new graphic.Line({ silent: true, shape: { x1: left, y1: y, x2: left + 18, y2: y }, style: { stroke: colour, lineWidth: 2.5 } }));
      text(name, left + 24, y, theme.foreground);
    }
  });
}

function drawTraces(chart: EChartsType, frame: Frame, traces: DrawnTrace[], theme: ChartTheme): void {
  const renderer = chart.getZr();
  const panes = paneRectangles(frame);
  for (const trace of traces) {
    const path = createTracePath({ colour: trace.colour, width: theme.lineWidth });
    updateTracePath(path, { lines: trace.lines, affine: paneAffine(frame, trace.pane), pane: panes[trace.pane]! });
    renderer.add(path);
  }
  const marked = traces.filter((trace) => trace.corners.length > 0);
  for (const element of cornerMarks(frame, marked, theme)) renderer.add(element);
}
