// Compares the plots of two runs vector by vector, by name: in what order a
// simulator stores them depends on the order of the cards.
import { STATIC_TOLERANCE, staticError, TRANSIENT_TOLERANCE, transientError } from './error.mjs';

/**
 * One row for each plot of the reference: its worst vector.
 * @param ours plots of the run that is judged
 * @param theirs plots of the reference
 * @param {(name: string) => string} renamed what a name of the reference is called in ours
 */
export function comparePlots(ours, theirs, renamed = (name) => name) {
  const left = [...ours];
  return theirs.map((plot) => {
    const transient = /transient/i.test(plot.name);
    const tolerance = transient ? TRANSIENT_TOLERANCE : STATIC_TOLERANCE;
    const index = left.findIndex((other) => other.name === plot.name);
    if (index < 0) return { plot: plot.name, vector: 'missing', error: Infinity, tolerance };
    const [mine] = left.splice(index, 1);
    let worst = { vector: '', error: -1 };
    plot.vectors.forEach((reference, v) => {
      const vector = v === 0 ? mine.vectors[0] : mine.vectors.find((other) => other.name === renamed(reference.name));
      let error = Infinity;
      if (vector) {
        // The axis is complex in an AC plot by form only.
        if (v === 0 && !transient) { vector.imaginary?.fill(0); reference.imaginary?.fill(0); }
        if (transient && v === 0) return;
        error = transient ? transientError(mine.vectors[0].real, vector, plot.vectors[0].real, reference) : staticError(vector, reference);
      }
      if (!(error <= worst.error)) worst = { vector: vector ? reference.name : `no ${reference.name}`, error };
    });
    return { plot: plot.name, ...worst, tolerance };
  });
}
