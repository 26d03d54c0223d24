// The two tolerances that Nodal's numbers are held to.

/** Operating point, DC, AC: of the vector's largest value, both sides at reltol 1e-6. */
export const STATIC_TOLERANCE = 1e-6;
/**
 * Sensitivities: ngspice moves a parameter by a millionth of itself and to one side only, so that its own derivative by
 * a resistance or a length, from which the current falls as from 1/r, is one part in a million off.
 */
export const SENSITIVITY_TOLERANCE = 2e-6;
/** Transient: time-weighted RMS of the difference, of the span. */
export const TRANSIENT_TOLERANCE = 1e-3;

// Below these a vector is nothing but rounding: a volt or an ampere that no circuit here can tell from zero.
const FLOOR = { voltage: 1e-6, current: 1e-9 };
const floorOf = (vector) => FLOOR[vector.type] ?? 1e-9;

/** Largest difference over the largest value, which is at least `floor`; both sides have the same points. */
export function staticError(ours, theirs, floor = floorOf(theirs)) {
  if (ours.real.length !== theirs.real.length) return Infinity;
  let largest = floor;
  let difference = 0;
  for (let i = 0; i < theirs.real.length; i++) {
    largest = Math.max(largest, Math.hypot(theirs.real[i], theirs.imaginary?.[i] ?? 0));
    const d = Math.hypot(ours.real[i] - theirs.real[i], (ours.imaginary?.[i] ?? 0) - (theirs.imaginary?.[i] ?? 0));
    if (!(d <= difference)) difference = d;
  }
  return difference / largest;
}

/** Time-weighted RMS of the difference on the union of both grids, over the span of the reference. */
export function transientError(ourTime, ours, theirTime, theirs) {
  const from = Math.max(ourTime[0], theirTime[0]);
  const to = Math.min(ourTime.at(-1), theirTime.at(-1));
  if (Math.abs(ourTime.at(-1) - theirTime.at(-1)) > 1e-9 * Math.abs(to)) return Infinity;
  const grid = [...new Set([from, to, ...ourTime, ...theirTime])].filter((t) => t >= from && t <= to).sort((a, b) => a - b);
  let low = Infinity;
  let high = -Infinity;
  for (const v of theirs.real) { low = Math.min(low, v); high = Math.max(high, v); }
  const span = Math.max(high - low, floorOf(theirs), 1e-6 * Math.max(Math.abs(low), Math.abs(high)));
  const a = resample(ourTime, ours.real, grid);
  const b = resample(theirTime, theirs.real, grid);
  let sum = 0;
  for (let i = 1; i < grid.length; i++) {
    const d0 = a[i - 1] - b[i - 1];
    const d1 = a[i] - b[i];
    sum += (grid[i] - grid[i - 1]) * (d0 * d0 + d0 * d1 + d1 * d1) / 3;
  }
  const rms = Math.sqrt(sum / (to - from));
  return Number.isNaN(rms) ? Infinity : rms / span;
}

function resample(time, values, grid) {
  let j = 0;
  return grid.map((t) => {
    while (j + 1 < time.length - 1 && time[j + 1] < t) j++;
    const t0 = time[j];
    const t1 = time[j + 1] ?? t0;
    if (t1 === t0) return values[j];
    return values[j] + (values[j + 1] - values[j]) * (t - t0) / (t1 - t0);
  });
}
