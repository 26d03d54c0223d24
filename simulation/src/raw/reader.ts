import type { RawPlot, RawVector } from './raw-plot.js';

/** A file that is no raw file, or is cut off. */
export class RawFileError extends Error {}

/** More than any real file has; a header that says more is damaged. */
const MOST_VARIABLES = 10_000_000;

/**
 * Reads all plots of a raw file of ngspice or LTspice, binary or text.
 *
 * LTspice's differences: UTF-16 headers, single precision for all but the axis,
 * `fastaccess` (column after column), times that are negative where points were
 * left out, and an `Offset:` to be added to the axis.
 */
export function readRaw(bytes: Uint8Array): RawPlot[] {
  const reader = new Reader(bytes);
  const plots: RawPlot[] = [];
  while (!reader.done()) plots.push(reader.plot());
  if (plots.length === 0) throw new RawFileError('The file is empty.');
  return plots;
}

interface Header {
  fields: Map<string, string>;
  vectors: RawVector[];
  binary: boolean;
}

class Reader {
  private at = 0;
  /** Bytes a character of the header. */
  private readonly unit: 1 | 2;
  private readonly view: DataView;
  private readonly text: TextDecoder;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes[0] === 0xff && bytes[1] === 0xfe) this.at = 2;
    this.unit = bytes.length > this.at + 1 && bytes[this.at + 1] === 0 ? 2 : 1;
    this.text = new TextDecoder(this.unit === 2 ? 'utf-16le' : 'utf-8');
  }

  /** Whether only white space is left. */
  done(): boolean {
    let at = this.at;
    while (at < this.bytes.length && (this.bytes[at]! <= 0x20)) at++;
    return at >= this.bytes.length;
  }

  plot(): RawPlot {
    const { fields, vectors, binary } = this.header();
    const flags = (fields.get('flags') ?? 'real').toLowerCase().split(/\s+/).filter(Boolean);
    const complex = flags.includes('complex');
    const points = this.count(fields, 'no. points');
    const plot: RawPlot = {
      title: fields.get('title') ?? '',
      date: fields.get('date') ?? '',
      plotname: fields.get('plotname') ?? '',
      flags,
      complex,
      vectors,
      points,
      columns: [],
    };
    const command = fields.get('command') ?? '';
    const ltspice = flags.includes('forward') || /ltspice|linear technology/i.test(command);
    if (binary) this.binary(plot, ltspice);
    else this.values(plot);
    if (ltspice) undoCompression(plot, Number(fields.get('offset') ?? 0));
    return plot;
  }

  private header(): Header {
    const fields = new Map<string, string>();
    const vectors: RawVector[] = [];
    for (;;) {
      const line = this.line();
      if (line === undefined) throw new RawFileError('The file ends within a header; it is no raw file, or it is cut off.');
      if (line.trim() === '') continue;
      const colon = line.indexOf(':');
      if (colon < 0) throw new RawFileError(`This is no raw file: '${line.slice(0, 40)}' is no line of a header.`);
      const name = line.slice(0, colon).trim().toLowerCase();
      if (name === 'binary' || name === 'values') return { fields, vectors, binary: name === 'binary' };
      if (name === 'variables') {
        const count = this.count(fields, 'no. variables');
        // The first variable may stand on the same line.
        let next: string | undefined = line.slice(colon + 1).trim() === '' ? this.line() : line.slice(colon + 1);
        for (let i = 0; i < count; i++) {
          const parts = (next ?? '').trim().split(/\s+/);
          if (parts.length < 3) throw new RawFileError(`The file names ${i} variables, not ${count}.`);
          vectors.push({ name: parts[1]!, quantity: parts[2]!, options: parts.slice(3) });
          if (i < count - 1) next = this.line();
        }
      } else {
        fields.set(name, line.slice(colon + 1).trim());
      }
    }
  }

  private count(fields: Map<string, string>, name: string): number {
    const value = Number(fields.get(name));
    if (!Number.isInteger(value) || value < 0 || value > MOST_VARIABLES * 1000) {
      throw new RawFileError(`The header has no number in '${name}'.`);
    }
    if (name === 'no. variables' && value > MOST_VARIABLES) throw new RawFileError(`The header says ${value} variables.`);
    return value;
  }

  private line(): string | undefined {
    if (this.at >= this.bytes.length) return undefined;
    let end = this.at;
    while (end < this.bytes.length && !(this.bytes[end] === 0x0a && (this.unit === 1 || this.bytes[end + 1] === 0))) end += this.unit;
    const line = this.text.decode(this.bytes.subarray(this.at, Math.min(end, this.bytes.length)));
    this.at = Math.min(this.bytes.length, end + this.unit);
    return line.replace(/\r$/, '');
  }

  private binary(plot: RawPlot, ltspice: boolean): void {
    const { vectors, points, complex, flags } = plot;
    const double = complex || !ltspice || flags.includes('double');
    const width = complex ? 2 : 1;
    const sizes = vectors.map((_, i) => (complex ? 16 : double || i === 0 ? 8 : 4));
    const row = sizes.reduce((sum, size) => sum + size, 0);
    if (this.at + row * points > this.bytes.length) {
      throw new RawFileError(`The file is cut off: plot '${plot.plotname}' has ${points} points, but ${Math.floor((this.bytes.length - this.at) / Math.max(1, row))} are there.`);
    }
    plot.columns = vectors.map(() => new Float64Array(points * width));
    const fast = flags.includes('fastaccess');
    let offset = this.at;
    vectors.forEach((_, i) => {
      const column = plot.columns[i]!;
      const size = sizes[i]!;
      let at = offset;
      for (let p = 0; p < points; p++, at += fast ? size : row) {
        if (size === 4) {
          column[p] = this.view.getFloat32(at, true);
        } else {
          column[p * width] = this.view.getFloat64(at, true);
          if (complex) column[p * width + 1] = this.view.getFloat64(at + 8, true);
        }
      }
      offset += fast ? size * points : size;
    });
    this.at += row * points;
  }

  private values(plot: RawPlot): void {
    const { vectors, points, complex } = plot;
    const width = complex ? 2 : 1;
    plot.columns = vectors.map(() => new Float64Array(points * width));
    for (let p = 0; p < points; p++) {
      for (let i = 0; i < vectors.length; i++) {
        let line = this.line();
        while (line !== undefined && line.trim() === '') line = this.line();
        // The first value of a point follows the point's number.
        const word = line?.trim().split(/\s+/)[i === 0 ? 1 : 0];
        if (word === undefined) throw new RawFileError(`The file is cut off: plot '${plot.plotname}' has ${points} points, but ${p} are there.`);
        word.split(',').slice(0, width).forEach((part, k) => (plot.columns[i]![p * width + k] = number(part)));
      }
    }
  }
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  const word = text.toLowerCase();
  return word.endsWith('inf') ? (word.startsWith('-') ? -Infinity : Infinity) : NaN;
}

function undoCompression(plot: RawPlot, offset: number): void {
  const axis = plot.columns[0];
  if (!axis || plot.complex || plot.vectors[0]!.quantity !== 'time') return;
  for (let p = 0; p < axis.length; p++) axis[p] = Math.abs(axis[p]!) + offset;
}
