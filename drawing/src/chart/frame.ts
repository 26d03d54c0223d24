import { degreeTicks, linearTicks, logTickFormat, logTicks, tickFormat, type TickFormat, type Ticks } from '../numbers/index.js';

/**
 * What one picture shows: the window on the x axis, and one pane above the
 * other, each with its own y axis. A logarithmic x axis is handled in its
 * logarithm throughout, so that every mapping to pixels is affine.
 */
export interface Range {
  from: number;
  to: number;
}

export interface Pane {
  /** `Voltage`, `Magnitude`; stands beside the axis. */
  name: string;
  /** SI unit, `dB` or `°`. */
  unit: string;
  range: Range;
}

export interface Frame {
  width: number;
  height: number;
  /** Pixels above the first pane, for a title or a legend. */
  header: number;
  /** The window; in log10 of the axis unit when `log`. */
  x: Range & { log: boolean; name: string; unit: string };
  panes: Pane[];
}

export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

const LEFT = 68;
const RIGHT = 18;
const BOTTOM = 42;
const GAP = 18;
const TOP = 10;

/** The rectangle of each pane in pixels. Never empty, however small the picture. */
export function paneRectangles(frame: Frame): Rectangle[] {
  const count = Math.max(1, frame.panes.length);
  const top = frame.header + TOP;
  const free = Math.max(10 * count, frame.height - top - BOTTOM - GAP * (count - 1));
  const height = free / count;
  return frame.panes.map((_, index) => ({
    left: LEFT,
    top: Math.round(top + index * (height + GAP)),
    width: Math.max(10, frame.width - LEFT - RIGHT),
    height: Math.max(10, Math.floor(height)),
  }));
}

/** Pixel = `scale · value + offset`. */
export interface Affine {
  scaleX: number;
  offsetX: number;
  scaleY: number;
  offsetY: number;
}

/** The mapping from (axis value or its logarithm, value) to pixels of a pane. */
export function paneAffine(frame: Frame, pane: number): Affine {
  const rectangle = paneRectangles(frame)[pane]!;
  const { from, to } = frame.panes[pane]!.range;
  const scaleX = rectangle.width / (frame.x.to - frame.x.from);
  const scaleY = -rectangle.height / (to - from);
  return {
    scaleX,
    offsetX: rectangle.left - scaleX * frame.x.from,
    scaleY,
    offsetY: rectangle.top - scaleY * to,
  };
}

/** The ticks of an axis in its own coordinate (a logarithm when the axis is logarithmic), and its labels. */
export interface AxisTicks extends Ticks {
  format: TickFormat;
  /** The label of a tick, given in the axis's coordinate. */
  label(coordinate: number): string;
}

export function xTicks(frame: Frame): AxisTicks {
  const { from, to, log, unit } = frame.x;
  const room = Math.max(2, (frame.width - LEFT - RIGHT) / 90);
  if (!log) {
    const ticks = linearTicks(from, to, room);
    const format = tickFormat(from, to, ticks.step, unit);
    return { ...ticks, format, label: (value) => format.label(value) };
  }
  const ticks = logTicks(10 ** from, 10 ** to, room);
  const format = logTickFormat(unit);
  return {
    major: ticks.major.map(Math.log10),
    minor: ticks.minor.map(Math.log10),
    step: 0,
    format,
    // The power of a tick's logarithm is the tick but for rounding.
    label: (value) => format.label(Number((10 ** value).toPrecision(9))),
  };
}

export function yTicks(pane: Pane, height: number): AxisTicks {
  const room = Math.max(2, height / 42);
  const ticks = (pane.unit === '°' ? degreeTicks : linearTicks)(pane.range.from, pane.range.to, room);
  const format = tickFormat(pane.range.from, pane.range.to, ticks.step, pane.unit);
  return { ...ticks, format, label: (value) => format.label(value) };
}

/**
 * A range for values between `low` and `high` with a margin, so that a trace
 * does not lie on the border. A constant trace gets a range around it.
 */
export function paddedRange(low: number, high: number): Range {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return { from: -1, to: 1 };
  const span = high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (span <= size * 1e-9 || span === 0) {
    const half = size === 0 ? 1 : size * 0.1;
    return { from: low - half, to: high + half };
  }
  return { from: low - span * 0.06, to: high + span * 0.06 };
}
