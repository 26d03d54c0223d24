import { graphic, type EChartsType } from 'echarts/core';
import type { Affine, Rectangle } from './frame.js';
import { strokeTrace, type Pen, type Points } from './trace.js';

/** What a trace's path draws; replaced as a whole when the window or the data change. */
export interface TraceGeometry {
  /** Each is a line of its own: one for each pass of an outer sweep. */
  lines: Points[][];
  affine: Affine;
  pane: Rectangle;
}

const TraceShape = graphic.extendShape({
  shape: { geometry: undefined },
  buildPath(context: Pen, shape: { geometry?: TraceGeometry }): void {
    const geometry = shape.geometry;
    if (geometry === undefined) return;
    for (const runs of geometry.lines) strokeTrace(context, runs, geometry.affine, geometry.pane);
  },
} as never);

/** Whatever can be added to ECharts' zrender. */
export type ChartElement = Parameters<ReturnType<EChartsType['getZr']>['add']>[0];

/** A path of zrender. ECharts exports that class without its type; a line is one. */
export type TracePath = InstanceType<typeof graphic.Line>;

export interface TraceStyle {
  colour: string;
  width: number;
}

/** The path of one trace. It lies above everything that ECharts draws and takes no mouse events. */
export function createTracePath(style: TraceStyle): TracePath {
  return new TraceShape({
    silent: true,
    zlevel: 1,
    z: 10,
    style: { stroke: style.colour, fill: null, lineWidth: style.width, lineJoin: 'round', lineCap: 'butt' },
  } as never) as unknown as TracePath;
}

/** Gives a path its geometry, clipped to its pane. */
export function updateTracePath(path: TracePath, geometry: TraceGeometry): void {
  path.setShape({ geometry } as never);
  path.setClipPath(new graphic.Rect({ shape: { x: geometry.pane.left, y: geometry.pane.top, width: geometry.pane.width, height: geometry.pane.height } }));
}
