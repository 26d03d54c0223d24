import type { Chunk, CursorReply, CursorRequest, PlotStep, PlotSummary, TileReply, TileRequest, Vector } from '@nodal/protocol';
import { Axis, indexOf } from './axis.js';
import { Column, type Memory } from './column.js';
import { Part, type PartName } from './parts.js';
import { Pyramid } from './pyramid.js';
import { makeTiles, type Trace } from './tiles.js';

/** A vector's columns: a second one for the imaginary parts of a complex vector. */
interface Stored {
  vector: Vector;
  real: Column;
  imaginary?: Column;
}

/** The columns of one plot, and the pictures of them that views have asked for. */
export class Plot {
  finished = false;
  complete = false;
  end: number | undefined;
  /** Which step of its job it is. */
  step: PlotStep | undefined;
  private readonly stored: Stored[];
  private readonly axis: Axis;
  private readonly traces = new Map<string, { trace: Trace; part?: Part }>();

  constructor(
    readonly run: number,
    readonly number: number,
    private readonly analysis: string,
    private readonly title: string,
    vectors: Vector[],
    private readonly memory: Memory,
  ) {
    this.stored = vectors.map((vector) => ({
      vector,
      real: new Column(memory),
      ...(vector.complex ? { imaginary: new Column(memory) } : {}),
    }));
    this.axis = new Axis(this.stored[0]?.real ?? new Column(memory));
  }

  /** Points so far. */
  get points(): number {
    return this.axis.column.length;
  }

  append(chunk: Chunk): void {
    if (chunk.first !== this.points) {
      throw new Error(`Chunk of plot ${this.number} begins at point ${chunk.first}, but ${this.points} points are there.`);
    }
    this.stored.forEach(({ vector, real, imaginary }, i) => {
      const column = chunk.columns[i];
      if (column?.length !== chunk.points * (vector.complex ? 2 : 1)) {
        throw new Error(`Chunk of plot ${this.number} has ${column?.length ?? 'no'} numbers for ${vector.name}, not one for each of its ${chunk.points} points.`);
      }
      real.append(column, 0, imaginary ? 2 : 1);
      imaginary?.append(column, 1, 2);
    });
    this.axis.update();
    for (const entry of this.traces.values()) this.refresh(entry);
  }

  summary(): PlotSummary {
    const { from, to } = this.axis;
    const some = this.points > 0;
    return {
      run: this.run,
      plot: this.number,
      analysis: this.analysis,
      title: this.title,
      ...(this.step === undefined ? {} : { step: this.step.label }),
      vectors: this.stored.map(({ vector }) => vector),
      points: this.points,
      from: some ? from : 0,
      to: some ? to : 0,
      ...(this.end === undefined ? {} : { end: this.end }),
      finished: this.finished,
      complete: this.complete,
    };
  }

  tiles(request: TileRequest): TileReply {
    return makeTiles(request, this.axis, request.vectors.map((vector) => this.trace(vector, request.part)));
  }

  /** Linear interpolation in the first sweep that reaches `at`; the nearest point beyond the ends. */
  cursor(request: CursorRequest): CursorReply {
    const values: number[] = [];
    const { sweeps, column } = this.axis;
    const holds = (i: number): boolean => {
      const sweep = sweeps[i]!;
      return this.axis.below(sweep, request.at) < sweep.end - sweep.first && column.get(indexOf(sweep, 0)) <= request.at;
    };
    let chosen = sweeps.findIndex((_, i) => holds(i));
    if (chosen < 0) chosen = 0;
    const sweep = sweeps[chosen];
    if (sweep) {
      const count = sweep.end - sweep.first;
      const place = this.axis.below(sweep, request.at);
      const after = indexOf(sweep, Math.min(place, count - 1));
      const before = indexOf(sweep, Math.max(0, Math.min(place, count - 1) - (place < count ? 1 : 0)));
      const x0 = column.get(before);
      const x1 = column.get(after);
      const fraction = x1 === x0 ? 1 : Math.min(1, Math.max(0, (request.at - x0) / (x1 - x0)));
      for (const { real, imaginary } of this.stored) {
        for (const each of imaginary ? [real, imaginary] : [real]) {
          const y0 = each.get(before);
          values.push(fraction === 0 ? y0 : fraction === 1 ? each.get(after) : y0 + (each.get(after) - y0) * fraction);
        }
      }
    }
    return { id: request.id, at: request.at, values };
  }

  /** Copies of the columns from point `from` to before `to`: pairs for a complex vector. */
  columns(vectors: readonly number[], from = 0, to = this.points): Float64Array[] {
    const end = Math.min(to, this.points);
    return vectors.map((index) => {
      const { real, imaginary } = this.vector(index);
      const values = real.slice(from, end);
      if (!imaginary) return values;
      const other = imaginary.slice(from, end);
      const pairs = new Float64Array(values.length * 2);
      for (let i = 0; i < values.length; i++) {
        pairs[2 * i] = values[i]!;
        pairs[2 * i + 1] = other[i]!;
      }
      return pairs;
    });
  }

  release(): void {
    for (const { real, imaginary } of this.stored) {
      real.release();
      imaginary?.release();
    }
    for (const { part } of this.traces.values()) part?.column.release();
    this.traces.clear();
  }

  private vector(index: number): Stored {
    const stored = this.stored[index];
    if (!stored) throw new Error(`Plot ${this.number} has no vector ${index}; it has ${this.stored.length}.`);
    return stored;
  }

  private trace(index: number, name: PartName): Trace {
    const { real, imaginary } = this.vector(index);
    // The parts of a real vector are parts of a number without an imaginary part.
    const plain = !imaginary && name === 'value';
    const key = plain ? String(index) : `${index} ${name}`;
    let entry = this.traces.get(key);
    if (!entry) {
      const part = plain ? undefined : new Part(name, real, imaginary, this.memory);
      const column = part?.column ?? real;
      entry = { trace: { column, pyramid: new Pyramid(column) }, ...(part ? { part } : {}) };
      this.traces.set(key, entry);
      this.refresh(entry);
    }
    return entry.trace;
  }

  private refresh(entry: { trace: Trace; part?: Part }): void {
    entry.part?.update(new Set(this.axis.sweeps.map(({ first }) => first)));
    entry.trace.pyramid.update();
  }
}
