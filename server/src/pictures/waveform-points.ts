/** What a waveform leaves to the analysis: the first two numbers of `.tran`. */
export interface Analysis {
  step: number;
  stop: number;
}

/** A point of a waveform: time in s, then the value. */
export type Point = readonly [number, number];

/** Points of a curve that is drawn over a few hundred pixels. */
const SAMPLES = 480;
/** How many periods show what repeats. */
const SHOWN_PERIODS = 2.5;

/**
 * The course of a source function by its canonical name and its numbers, with
 * ngspice's defaults. Undefined where the numbers do not give a course.
 */
export function waveformPoints(name: string, given: readonly number[], analysis: Analysis | undefined): readonly Point[] | undefined {
  if (given.some((value) => !Number.isFinite(value))) return undefined;
  const { step, stop } = analysis ?? guessed(given);
  const value = (index: number, fallback: number) => given[index] ?? fallback;
  const positive = (index: number, fallback: number) => (given[index] !== undefined && given[index] > 0 ? given[index] : fallback);
  switch (name) {
    case 'pulse': {
      const [v1, v2, td] = [value(0, 0), value(1, 0), value(2, 0)];
      const [tr, tf, pw, per] = [positive(3, step), positive(4, step), positive(5, stop), positive(6, stop)];
      const pulses = value(7, 0) > 0 ? value(7, 0) : Infinity;
      const end = per < stop ? Math.min(analysis === undefined ? Infinity : stop, td + SHOWN_PERIODS * per) : Math.min(stop, Math.max(td + tr + pw + tf, td) * 1.25);
      const points: Point[] = [[0, v1]];
      for (let k = 0; td + k * per < end && k < pulses; k++) {
        const at = td + k * per;
        points.push([at, v1], [at + tr, v2], [at + tr + pw, v2], [at + tr + pw + tf, v1]);
      }
      return cut([...points, [Math.max(end, points.at(-1)![0]), v1]], end);
    }
    case 'sin': {
      const [vo, va, td, theta, phase] = [value(0, 0), value(1, 0), value(3, 0), value(4, 0), (value(5, 0) * Math.PI) / 180];
      const freq = positive(2, 1 / stop);
      return sampled(td, td + Math.max(SHOWN_PERIODS / freq, theta > 0 ? Math.min(3 / theta, 40 / freq) : 0), (t) => (t < td ? vo + va * Math.sin(phase) : vo + va * Math.sin(2 * Math.PI * freq * (t - td) + phase) * Math.exp(-(t - td) * theta)));
    }
    case 'exp': {
      const [v1, v2, td1] = [value(0, 0), value(1, 0), value(2, 0)];
      const tau1 = positive(3, step);
      const td2 = positive(4, td1 + step);
      const tau2 = positive(5, step);
      return sampled(0, td2 + 5 * tau2, (t) => (t <= td1 ? v1 : v1 + (v2 - v1) * (1 - Math.exp(-(t - td1) / tau1)) + (t <= td2 ? 0 : (v1 - v2) * (1 - Math.exp(-(t - td2) / tau2)))));
    }
    case 'pwl': {
      const points: Point[] = [];
      for (let i = 0; i + 1 < given.length; i += 2) {
        if (points.length > 0 && given[i]! < points.at(-1)![0]) return undefined;
        points.push([given[i]!, given[i + 1]!]);
      }
      if (points.length < 2) return undefined;
      const last = points.at(-1)!;
      return [...(points[0]![0] > 0 ? [[0, points[0]![1]] as const] : []), ...points, [last[0] * 1.1, last[1]]];
    }
    case 'sffm': {
      const [vo, va, mdi] = [value(0, 0), value(1, 0), value(3, 90)];
      const fc = positive(2, 5 / stop);
      const fs = positive(4, 500 / stop);
      return sampled(0, Math.max(1 / fs, SHOWN_PERIODS / fc), (t) => vo + va * Math.sin(2 * Math.PI * fc * t + mdi * Math.sin(2 * Math.PI * fs * t)));
    }
    case 'am': {
      const [va, vo, td] = [value(0, 0), value(1, 0), value(4, 0)];
      const mf = positive(2, 1 / stop);
      const fc = positive(3, 5 / stop);
      return sampled(td, td + SHOWN_PERIODS / mf, (t) => (t <= td ? 0 : va * (vo + Math.sin(2 * Math.PI * mf * (t - td))) * Math.sin(2 * Math.PI * fc * (t - td))));
    }
    default: return undefined;
  }
}

/** Where the deck has no transient analysis: what the numbers themselves suggest. */
function guessed(given: readonly number[]): Analysis {
  const longest = Math.max(0, ...given.slice(2).filter((value) => value < 1));
  const stop = longest > 0 ? 3 * longest : 1e-3;
  return { step: stop / 100, stop };
}

function sampled(rest: number, end: number, at: (time: number) => number): Point[] | undefined {
  if (!(end > 0) || !Number.isFinite(end)) return undefined;
  const points: Point[] = [];
  for (let i = 0; i <= SAMPLES; i++) points.push([(end * i) / SAMPLES, at((end * i) / SAMPLES)]);
  if (rest > 0 && rest < end) points.push([rest, at(rest)]);
  return points.sort((a, b) => a[0] - b[0]);
}

/** Points up to a time, with the value there. */
function cut(points: readonly Point[], end: number): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const before = kept.at(-1);
    if (point[0] <= end || before === undefined) kept.push(point);
    else {
      kept.push([end, before[1] + ((point[1] - before[1]) * (end - before[0])) / (point[0] - before[0])]);
      break;
    }
  }
  return kept;
}
