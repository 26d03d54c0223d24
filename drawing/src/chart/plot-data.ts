import type { Vector } from '@nodal/protocol';
import type { Points } from './trace.js';

/** A finished plot with all its columns, as the command line has it. */
export interface PlotColumns {
  /** `dc`, `ac`, `tran` */
  analysis: string;
  title: string;
  /** The axis is the first one. */
  vectors: Vector[];
  points: number;
  /** By vector: `points` doubles, or `2 * points` (real, imaginary) for a complex one. */
  columns: ArrayLike<number>[];
}

/** The axis as real numbers: ngspice's `frequency` is complex. */
export function axisColumn(plot: PlotColumns): ArrayLike<number> {
  const column = plot.columns[0] ?? [];
  if (!plot.vectors[0]?.complex) return column;
  return Float64Array.from({ length: plot.points }, (_, index) => column[2 * index]!);
}

/** The columns that show a complex vector as magnitude in dB (20·log10) and continuous phase in degrees. */
export function decibelAndPhase(column: ArrayLike<number>, points: number): { decibel: Float64Array; phase: Float64Array } {
  const decibel = new Float64Array(points);
  const phase = new Float64Array(points);
  let turns = 0;
  let before = NaN;
  for (let index = 0; index < points; index++) {
    const real = column[2 * index]!;
    const imaginary = column[2 * index + 1]!;
    decibel[index] = 20 * Math.log10(Math.hypot(real, imaginary));
    const angle = (Math.atan2(imaginary, real) * 180) / Math.PI;
    // A jump of more than half a turn between neighbours is the border of atan2, not the circuit.
    if (angle - before > 180) turns--;
    else if (angle - before < -180) turns++;
    before = angle;
    phase[index] = angle + 360 * turns;
  }
  return { decibel, phase };
}

/**
 * Cuts a plot into lines of ascending x: an outer sweep makes the axis start
 * again, and a sweep may run downwards.
 */
export function ascendingLines(x: ArrayLike<number>, y: ArrayLike<number>, points: number): Points[][] {
  const lines: Points[][] = [];
  let start = 0;
  while (start < points) {
    let end = start + 1;
    const direction = end < points ? Math.sign(x[end]! - x[start]!) : 1;
    while (end < points && Math.sign(x[end]! - x[end - 1]!) * direction >= 0) end++;
    if (direction < 0) {
      const length = end - start;
      lines.push([{
        x: Float64Array.from({ length }, (_, index) => x[end - 1 - index]!),
        y: Float64Array.from({ length }, (_, index) => y[end - 1 - index]!),
        start: 0,
        end: length,
      }]);
    } else {
      lines.push([{ x, y, start, end }]);
    }
    start = end;
  }
  return lines;
}

/** What an axis or a pane of a quantity is called. */
export function quantityName(vector: Vector): string {
  return QUANTITY_NAMES[vector.quantity] ?? UNIT_NAMES[vector.unit] ?? vector.name;
}

const UNIT_NAMES: Record<string, string> = { V: 'Voltage', A: 'Current', s: 'Time', Hz: 'Frequency', '°C': 'Temperature', 'Ω': 'Resistance', W: 'Power' };
const QUANTITY_NAMES: Record<string, string> = {
  time: 'Time', frequency: 'Frequency', voltage: 'Voltage', current: 'Current', temperature: 'Temperature', resistance: 'Resistance', power: 'Power',
};
