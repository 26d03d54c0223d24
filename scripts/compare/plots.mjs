// Compares the plots of two runs vector by vector.
import { SENSITIVITY_TOLERANCE, STATIC_TOLERANCE, staticError, TRANSIENT_TOLERANCE, transientError } from './error.mjs';
import { align } from './small-signals.mjs';

/**
 * Nodes inside of power MOSFETs and of lines, which ngspice writes into its file
 * because it leaves out only nodes of other names, such as m1#drain. The currents
 * of a line are among them, and the source of the surroundings' temperature.
 */
const INTERNAL = /^v\(.*#(?:(?:mid)?gate|[ds]?body|charge|int[12]|i[12]|v?ckttemp)/i;
/** Derivatives by ohms and by amperes have no common size below which one is nothing. */
const SMALL = 1e-15;

/**
 * One row for each plot of the reference: its worst vector.
 * @param ours plots of the run that is judged
 * @param theirs plots of the reference
 * @param {{ ordered?: boolean, renamed?: (name: string) => string }} options
 *   `ordered`: plots and vectors must stand in the order of the reference. Without it they are found by name, because
 *   in what order a simulator stores them depends on the order of the cards.
 *   `renamed`: what a name of the reference is called in ours
 * @returns {{ plot: string, vector: string, error: number, tolerance: number, notes?: string[] }[]} with notes on how vectors were matched
 */
export function comparePlots(ours, theirs, options = {}) {
  return compareAligned(ours, theirs.map(withoutExpansions), options);
}

/** Nodes and currents of the devices that ngspice makes of an E, F, G or H with VALUE, TABLE or POLY. */
const EXPANSION = /^v\((?:.*\.)?[eg][^.]*_int[12]\)$|^i\((?:[ab]\..*\.)?[ab][efgh][^.]*\)$/;
/** The current of a polynomial, which ngspice gives to the code model that computes it. */
export const POLYNOMIAL = /^i\((?:a\.)?a?\$poly\$(.*)\)$/;

/** The node that ngspice gives a capacitor or an inductor of an expression. */
const PASSIVE = /^v\((?:(.*)\.)?([cl][^.]*)_int[12]\)$/;

/** The nodes and currents of what ngspice makes of capacitors and inductors of expressions. */
function expansionsOfPassives({ vectors }) {
  const names = new Set();
  for (const { name } of vectors) {
    const [, path, own] = PASSIVE.exec(name) ?? [];
    if (own === undefined) continue;
    names.add(name);
    for (const letter of 'bel') names.add(path === undefined ? `i(${letter}${own})` : `i(${letter}.${path}.${letter}${own})`);
  }
  return names;
}

/** A plot of ngspice's without what it added to the circuit; its vectors then have an order of its own. */
function withoutExpansions(plot) {
  const passives = expansionsOfPassives(plot);
  if (passives.size === 0 && !plot.vectors.some(({ name }) => EXPANSION.test(name) || POLYNOMIAL.test(name))) return plot;
  const vectors = plot.vectors.filter(({ name }) => !EXPANSION.test(name) && !passives.has(name)).map((vector) => ({ ...vector, name: vector.name.replace(POLYNOMIAL, 'i($1)') }));
  return { ...plot, vectors, expanded: true };
}

function compareAligned(ours, theirs, { ordered = false, renamed = (name) => name } = {}) {
  const left = [...ours];
  return theirs.map((whole) => {
    const plot = { ...whole, vectors: whole.vectors.filter(({ name }) => !INTERNAL.test(name)) };
    const transient = /transient/i.test(plot.name);
    const sensitivity = /^sensitivity/i.test(plot.name);
    const tolerance = transient ? TRANSIENT_TOLERANCE : sensitivity ? SENSITIVITY_TOLERANCE : STATIC_TOLERANCE;
    const missing = (vector) => ({ plot: plot.name, vector, error: Infinity, tolerance });
    const index = ordered ? 0 : left.findIndex((other) => other.name === plot.name);
    const [mine] = index < 0 ? [] : left.splice(index, 1);
    if (mine?.name !== plot.name) return missing(ordered ? `missing (have ${mine?.name ?? 'nothing'})` : 'missing');
    const aligned = align(mine, plot);
    if (aligned !== undefined) {
      let worst = { vector: '', error: -1 };
      aligned.ours.forEach((vector, v) => {
        const reference = aligned.theirs[v];
        if (reference.type === 'frequency') { vector.imaginary?.fill(0); reference.imaginary?.fill(0); }
        const error = staticError(vector, reference, SMALL);
        if (!(error <= worst.error)) worst = { vector: reference.name, error };
      });
      // ngspice has its own order, too.
      const places = aligned.theirs.map((reference) => plot.vectors.indexOf(reference));
      if (ordered && places.some((place, i) => i > 0 && place < places[i - 1])) return missing(`order: ${namesOf(mine)}`);
      return { plot: plot.name, ...worst, tolerance, notes: aligned.notes };
    }
    const inOrder = ordered && !plot.expanded;
    if (inOrder && namesOf(mine) !== namesOf(plot)) return missing(`names: ${namesOf(mine)} / ${namesOf(plot)}`);
    let worst = { vector: '', error: -1 };
    plot.vectors.forEach((reference, v) => {
      const axis = v === 0 && !/^(operating point|integrated noise)$/i.test(plot.name);
      const vector = inOrder || axis ? mine.vectors[v] : mine.vectors.find((other) => other.name === renamed(reference.name));
      let error = Infinity;
      if (vector) {
        // The axis is complex in an AC plot by form only; ngspice leaves its imaginary part as it finds it.
        if (v === 0 && !transient) { vector.imaginary?.fill(0); reference.imaginary?.fill(0); }
        if (transient && v === 0) return;
        error = transient ? transientError(mine.vectors[0].real, vector, plot.vectors[0].real, reference) : staticError(vector, reference);
      }
      if (!(error <= worst.error)) worst = { vector: vector ? reference.name : `no ${reference.name}`, error };
    });
    return { plot: plot.name, ...worst, tolerance };
  });
}

function namesOf({ vectors }) {
  return vectors.map(({ name }) => name).join(' ');
}
