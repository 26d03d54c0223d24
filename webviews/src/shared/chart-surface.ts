import { init, use, type EChartsType } from 'echarts/core';
import { AxisPointerComponent, GridComponent } from 'echarts/components';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { cornerMarks } from '@nodal/drawing/chart/corner-marks';
import type { Corner } from '@nodal/drawing/chart/corner';
import { paneAffine, paneRectangles, type Frame, type Rectangle } from '@nodal/drawing/chart/frame';
import { axesOption, chartOption } from '@nodal/drawing/chart/options';
import type { ChartTheme } from '@nodal/drawing/chart/theme';
import type { Points } from '@nodal/drawing/chart/trace';
import { createTracePath, updateTracePath, type ChartElement, type TracePath } from '@nodal/drawing/chart/trace-shape';

use([GridComponent, AxisPointerComponent, CanvasRenderer, SVGRenderer]);

export interface DrawnTrace {
  /** Stable between frames: `value 3`. */
  key: string;
  pane: number;
  colour: string;
  lines: Points[][];
  corners: Corner[];
}

/**
 * The picture: ECharts draws grids, axes, ticks and the pointer, each trace is
 * one path of zrender above it. A frame changes the limits of the axes and the
 * geometry of the paths, then everything is painted at once.
 */
export class ChartSurface {
  private chart: EChartsType;
  private readonly paths = new Map<string, TracePath>();
  private marks: ChartElement[] = [];
  /** What the options were made for; the axes alone are set as long as it is the same. */
  private structure = '';
  frame: Frame | undefined;
  private traces: DrawnTrace[] = [];
  private theme: ChartTheme | undefined;

  constructor(private readonly element: HTMLElement) {
    this.chart = init(element, null, { renderer: 'canvas' });
  }

  draw(frame: Frame, traces: DrawnTrace[], theme: ChartTheme): void {
    const structure = JSON.stringify([frame.width, frame.height, frame.header, frame.x.name, frame.x.log, frame.panes.map(({ name, unit }) => [name, unit]), theme]);
    if (structure !== this.structure) {
      if (this.chart.getWidth() !== frame.width || this.chart.getHeight() !== frame.height) {
        this.chart.resize({ width: frame.width, height: frame.height, silent: true });
      }
      this.chart.setOption(chartOption(frame, theme), { notMerge: true, silent: true });
      if (theme !== this.theme) this.dropPaths();
      this.structure = structure;
    } else {
      this.chart.setOption(axesOption(frame, theme), { silent: true });
    }
    this.frame = frame;
    this.theme = theme;
    this.traces = traces;
    this.drawTraces(frame, traces, theme);
    this.chart.getZr().flush();
  }

  private drawTraces(frame: Frame, traces: DrawnTrace[], theme: ChartTheme): void {
    const renderer = this.chart.getZr();
    const panes = paneRectangles(frame);
    const left = new Set(this.paths.keys());
    for (const trace of traces) {
      let path = this.paths.get(trace.key);
      if (!path) {
        path = createTracePath({ colour: trace.colour, width: theme.lineWidth });
        renderer.add(path);
        this.paths.set(trace.key, path);
      }
      path.setStyle({ stroke: trace.colour });
      updateTracePath(path, { lines: trace.lines, affine: paneAffine(frame, trace.pane), pane: panes[trace.pane]! });
      left.delete(trace.key);
    }
    for (const key of left) {
      renderer.remove(this.paths.get(key)!);
      this.paths.delete(key);
    }
    for (const mark of this.marks) renderer.remove(mark);
    this.marks = cornerMarks(frame, traces.filter(({ corners }) => corners.length > 0), theme);
    for (const mark of this.marks) renderer.add(mark);
  }

  private dropPaths(): void {
    for (const path of this.paths.values()) this.chart.getZr().remove(path);
    this.paths.clear();
  }

  /** The pane at a place of the element in pixels, if any. */
  paneAt(x: number, y: number): { index: number; rectangle: Rectangle } | undefined {
    if (!this.frame) return undefined;
    const panes = paneRectangles(this.frame);
    const index = panes.findIndex((pane) => x >= pane.left && x <= pane.left + pane.width && y >= pane.top && y <= pane.top + pane.height);
    return index < 0 ? undefined : { index, rectangle: panes[index]! };
  }

  /** The axis's coordinate at a pixel, within the window. */
  coordinateAt(x: number): number {
    const frame = this.frame!;
    const { scaleX, offsetX } = paneAffine(frame, 0);
    return Math.min(frame.x.to, Math.max(frame.x.from, (x - offsetX) / scaleX));
  }

  valueAt(pane: number, y: number): number {
    const { scaleY, offsetY } = paneAffine(this.frame!, pane);
    return (y - offsetY) / scaleY;
  }

  /** Puts ECharts' pointer at a coordinate, for the keyboard. */
  point(coordinate: number): void {
    if (!this.frame) return;
    const { scaleX, offsetX } = paneAffine(this.frame, 0);
    const pane = paneRectangles(this.frame)[0]!;
    this.chart.dispatchAction({ type: 'updateAxisPointer', x: scaleX * coordinate + offsetX, y: pane.top + pane.height / 2, currTrigger: 'mousemove' });
    this.chart.getZr().flush();
  }

  toPng(): Uint8Array {
    const url = this.chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: this.theme?.background });
    return Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (character) => character.charCodeAt(0));
  }

  /** The same picture as SVG, drawn anew by the renderer that does not need a canvas. */
  toSvg(): string {
    const { frame, theme } = this;
    if (!frame || !theme) return '';
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: frame.width, height: frame.height });
    try {
      chart.setOption(chartOption(frame, theme));
      const panes = paneRectangles(frame);
      for (const trace of this.traces) {
        const path = createTracePath({ colour: trace.colour, width: theme.lineWidth });
        updateTracePath(path, { lines: trace.lines, affine: paneAffine(frame, trace.pane), pane: panes[trace.pane]! });
        chart.getZr().add(path);
      }
      for (const mark of cornerMarks(frame, this.traces.filter(({ corners }) => corners.length > 0), theme)) chart.getZr().add(mark);
      return chart.renderToSVGString();
    } finally {
      chart.dispose();
    }
  }

  get size(): { width: number; height: number } {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }
}
