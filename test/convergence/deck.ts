import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The hard circuits of this folder. Each is a deck of its own whose first
 * comment says why it is hard. A comment `* expect NAME=VALUE~TOLERANCE …`
 * holds voltages that one answer must have, with absolute tolerances; where a
 * circuit has several stable states there is such a line for each, and any of
 * them is right. The unstable state between two stable ones is nowhere.
 *
 * A name is `v(node)`, `i(device)`, the distance `|v(a)-v(b)|` of two nodes that
 * hold each other, or of a transient `pp(v(node))` and `mean(v(node))`: peak to
 * peak and the mean over time, in the later half of the run.
 *
 * The values are ngspice's at reltol 1e-6 where it finds a state that lasts
 * (checked by a transient that raises the supplies), else those of a closed
 * form, or of ngspice with `.nodeset` near the state.
 */
export interface HardCircuit {
  readonly name: string;
  readonly text: string;
  readonly transient: boolean;
  /** Whole answers, any of which is right. */
  readonly answers: readonly (readonly Expectation[])[];
}

export interface Expectation {
  readonly name: string;
  readonly value: number;
  /** Absolute. */
  readonly tolerance: number;
}

/** Columns of a plot by name, `time` among them for a transient. */
export type Plot = ReadonlyMap<string, ArrayLike<number>>;

/** All circuits of the folder; a deck without expectations is an error. */
export function hardCircuits(folder: string): HardCircuit[] {
  return readdirSync(folder).filter((file) => file.endsWith('.cir')).sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const answers = [...text.matchAll(/^\* expect (.*)$/gm)].map(([, line]) => line!.trim().split(/\s+/).map((word) => expectation(word, file)));
    if (answers.length === 0) throw new Error(`${file} expects nothing.`);
    return { name: file.slice(0, -'.cir'.length), text, transient: /^\.tran\b/m.test(text), answers };
  });
}

function expectation(word: string, file: string): Expectation {
  const match = /^(.+)=([-+.\de]+)~([-+.\de]+)$/.exec(word);
  if (!match || !(Number(match[3]) > 0)) throw new Error(`${file}: cannot read the expectation ${word}.`);
  return { name: match[1]!, value: Number(match[2]), tolerance: Number(match[3]) };
}

export interface Judgement {
  /** The largest difference of the nearest answer, of its tolerance: at most 1 is right. */
  readonly error: number;
  /** What is furthest off, in words. */
  readonly worst: string;
}

/** How near a plot comes to the nearest of the answers. */
export function judge({ answers }: HardCircuit, plot: Plot): Judgement {
  const judgements = answers.map((answer) => {
    let nearest: Judgement = { error: 0, worst: '' };
    for (const { name, value, tolerance } of answer) {
      const found = valueOf(name, plot);
      const error = Math.abs(found - value) / tolerance;
      if (!(error <= nearest.error)) nearest = { error: Number.isNaN(error) ? Infinity : error, worst: `${name} is ${found.toPrecision(6)}, not ${value}` };
    }
    return nearest;
  });
  return judgements.reduce((best, each) => (each.error < best.error ? each : best));
}

/** NaN where the plot has no such vector. */
function valueOf(name: string, plot: Plot): number {
  const distance = /^\|(.+?)-(.+)\|$/.exec(name);
  if (distance) return Math.abs(valueOf(distance[1]!, plot) - valueOf(distance[2]!, plot));
  const later = /^(pp|mean)\((.+)\)$/.exec(name);
  const column = plot.get(later ? later[2]! : name);
  if (!column) return NaN;
  return later ? OVER_TIME[later[1] as keyof typeof OVER_TIME](plot.get('time')!, column) : column[column.length - 1]!;
}

const OVER_TIME = {
  pp(time: ArrayLike<number>, column: ArrayLike<number>): number {
    let [low, high] = [Infinity, -Infinity];
    for (let i = laterHalf(time); i < time.length; i++) {
      low = Math.min(low, column[i]!);
      high = Math.max(high, column[i]!);
    }
    return high - low;
  },
  mean(time: ArrayLike<number>, column: ArrayLike<number>): number {
    const from = laterHalf(time);
    let area = 0;
    for (let i = from + 1; i < time.length; i++) area += ((time[i]! - time[i - 1]!) * (column[i]! + column[i - 1]!)) / 2;
    return area / (time[time.length - 1]! - time[from]!);
  },
};

function laterHalf(time: ArrayLike<number>): number {
  const half = time[time.length - 1]! / 2;
  let first = 0;
  while (time[first]! < half) first++;
  return first;
}
