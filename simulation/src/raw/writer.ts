import type { Vector } from '@nodal/protocol';

/** ngspice's names of the analyses' plots. */
const PLOT_NAMES: Record<string, string> = {
  ac: 'AC Analysis',
  dc: 'DC transfer characteristic',
  op: 'Operating Point',
  tran: 'Transient Analysis',
};

/** A plot to be written. */
export interface PlotData {
  /** `op`, `dc`, `ac`, `tran` */
  analysis: string;
  /** ngspice's name of the plot; that of the analysis without it. Noise has two plots. */
  title?: string;
  vectors: readonly Vector[];
  /** By vector; pairs (real, imaginary) for a complex one. */
  columns: readonly Float64Array[];
  /** Which step of `.step` it is. ngspice writes the plots of a loop one after the other; the title then tells them apart. */
  step?: { label: string };
}

export interface RawFile {
  /** The deck's title line. */
  title: string;
  plots: Iterable<PlotData>;
  /** Text numbers in place of binary ones. */
  ascii?: boolean;
  /** Time of the run; now when absent. */
  date?: Date;
  /** Also vectors that ngspice would not write by default. */
  all?: boolean;
}

/** Points in one piece of output. */
const POINTS_A_PIECE = 4096;

/**
 * ngspice's raw file: plots in the given order, vectors with the header fields
 * and the binary layout of `ngspice -b -r`. A plot with a complex vector has
 * pairs throughout, as there.
 */
export function writeRaw(file: RawFile): Uint8Array {
  const pieces = [...rawPieces(file)];
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The same piece by piece, for files that do not fit into memory twice. */
export function* rawPieces(file: RawFile): Generator<Uint8Array> {
  const date = rawDate(file.date ?? new Date());
  for (const plot of file.plots) yield* writePlot(plot, file, date);
}

function* writePlot({ analysis, title, vectors, columns, step }: PlotData, options: RawFile, date: string): Generator<Uint8Array> {
  const chosen = vectors.flatMap((vector, i) => (vector.raw || options.all ? [i] : []));
  const complex = analysis === 'ac' || chosen.some((i) => vectors[i]!.complex);
  const width = (i: number): number => (vectors[i]!.complex ? 2 : 1);
  const points = chosen.length > 0 ? columns[chosen[0]!]!.length / width(chosen[0]!) : 0;
  const lines = [
    `Title: ${[options.title, ...(step === undefined ? [] : [step.label])].join(', ').replace(/[\r\n]+/g, ' ')}`,
    `Date: ${date}`,
    // ngspice's own name; the step stands in the title line.
    `Plotname: ${title?.replace(`, ${step?.label}`, '') ?? PLOT_NAMES[analysis] ?? analysis}`,
    `Flags: ${complex ? 'complex' : 'real'}`,
    `No. Variables: ${chosen.length}`,
    `No. Points: ${String(points).padEnd(8)}`,
    'Variables:',
    ...chosen.map((i, row) => `\t${row}\t${nameIn(vectors[i]!)}\t${vectors[i]!.quantity}${row === 0 && vectors[i]!.quantity === 'frequency' && isLogarithmic(columns[i]!, width(i)) ? '\tgrid=3' : ''}`),
    options.ascii ? 'Values:' : 'Binary:',
  ];
  const encoder = new TextEncoder();
  yield encoder.encode(`${lines.join('\n')}\n`);
  const value = (i: number, point: number): [number, number] => {
    const column = columns[i]!;
    return vectors[i]!.complex ? [column[2 * point]!, column[2 * point + 1]!] : [column[point]!, 0];
  };
  for (let from = 0; from < points; from += POINTS_A_PIECE) {
    const to = Math.min(points, from + POINTS_A_PIECE);
    if (options.ascii) {
      let text = '';
      for (let point = from; point < to; point++) {
        chosen.forEach((i, row) => {
          const [re, im] = value(i, point);
          text += `${row === 0 ? `${point}\t` : ''}\t${exponential(re)}${complex ? `,${exponential(im)}` : ''}\n`;
        });
      }
      yield encoder.encode(text);
    } else {
      // The file is little-endian, as is every machine with a JavaScript engine today.
      const parts = complex ? 2 : 1;
      const numbers = new Float64Array((to - from) * chosen.length * parts);
      const stride = chosen.length * parts;
      chosen.forEach((i, row) => {
        const column = columns[i]!;
        const step = width(i);
        for (let point = from, at = row * parts; point < to; point++, at += stride) {
          numbers[at] = column[point * step]!;
          if (step === 2) numbers[at + 1] = column[2 * point + 1]!;
        }
      });
      yield new Uint8Array(numbers.buffer);
    }
  }
}

/** ngspice's spelling in a raw file, where every voltage is a `v(…)` and every current an `i(…)`: `v(output_impedance_at_v(out))`. */
function nameIn({ name, quantity }: Vector): string {
  if (/^[vi]\(/.test(name)) return name;
  if (quantity === 'voltage') return `v(${name})`;
  return quantity === 'current' ? `i(${name})` : name;
}

/** Whether ngspice would mark the axis of frequencies as logarithmic. */
function isLogarithmic(axis: Float64Array, width: number): boolean {
  const points = axis.length / width;
  if (points < 3) return true;
  const [first, second, third] = [axis[0]!, axis[width]!, axis[2 * width]!];
  return Math.abs(third - second - (second - first)) > 1e-9 * third;
}

/** As C's `%.15e`. */
function exponential(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  // `toExponential` writes the exponent without leading zeros, and -0 without its sign.
  const [mantissa, exponent] = value.toExponential(15).split('e') as [string, string];
  const digits = exponent.slice(1).padStart(2, '0');
  return `${Object.is(value, -0) ? '-' : ''}${mantissa}e${exponent[0]}${digits}`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sat Nov 21 05:20:10  2026`, local time. */
function rawDate(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${DAYS[date.getDay()]} ${MONTHS[date.getMonth()]} ${String(date.getDate()).padStart(2)} ${time}  ${date.getFullYear()}`;
}
