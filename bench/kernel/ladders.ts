import { type BenchCircuit, lines } from './circuit.js';

/** Linear circuits: the factors stay, so that a point is one solution. */

/** Edges of 10 ns every 10 µs into a diffusing line. The truncation error sets the steps. */
function rcLadder(cells: number): BenchCircuit {
  return {
    name: `rc-ladder-${cells}`,
    analysis: 'tran',
    body: `RC ladder of ${cells} nodes\nv1 n0 0 pulse(0 1 1u 10n 10n 10u 20u)\n${lines(cells, (i) => `r${i} n${i} n${i + 1} 100\nc${i} n${i + 1} 0 10p`)}`,
    card: '.tran 0.1u 400u 0 8u',
    save: ['v(n5)', 'v(n50)', `v(n${cells})`],
    accuracy: { reltols: [1e-2, 3e-3, 1e-3, 1e-4, 1e-5] },
  };
}

const RC_SECONDS = 1;
const RC_STEP = 1e-6;
/** A tau of 10 ms against steps of 1 µs: all of the time goes into the loop over points. */
const RC_TAU = 10e-3;
const RC_FREQUENCY = 50;

/** The current of a sine that starts at 0 through R and C: a particular solution and a decaying one. */
function sineThroughRc(time: number): number {
  const angular = 2 * Math.PI * RC_FREQUENCY;
  const product = angular * RC_TAU;
  const scale = 1 / (1 + product * product);
  return scale * (Math.sin(angular * time) - product * Math.cos(angular * time) + product * Math.exp(-time / RC_TAU));
}

const rcMillion: BenchCircuit = {
  name: 'rc-1m-points',
  analysis: 'tran',
  body: `RC with a million points\nv1 in 0 sin(0 1 ${RC_FREQUENCY})\nr1 in out 10k\nc1 out 0 1u`,
  card: `.tran ${RC_STEP} ${RC_SECONDS} 0 ${RC_STEP}`,
  save: ['v(out)'],
  accuracy: { reltols: [1e-2, 1e-3, 1e-4], closedForm: { 'v(out)': sineThroughRc } },
};

/** A pulse through a matched line of lumps: every node rings, the error of each counts. */
const lcLadder: BenchCircuit = {
  name: 'lc-ladder-200',
  analysis: 'tran',
  body: `LC ladder of 200 cells\nv1 in 0 pulse(0 1 0.1u 20n 20n 2u 8u)\nrs in n0 50\n${lines(200, (i) => `l${i} n${i} n${i + 1} 1u\nc${i} n${i + 1} 0 400p`)}\nrl n200 0 50`,
  card: '.tran 20n 40u 0 0.8u',
  save: ['v(n1)', 'v(n100)', 'v(n200)'],
  accuracy: { reltols: [1e-2, 3e-3, 1e-3, 1e-4, 1e-5] },
};

export const LADDERS: readonly BenchCircuit[] = [rcLadder(500), rcLadder(5000), rcMillion, lcLadder];

/**
 * Ten million points, which no simulator can keep as numbers in memory at ease:
 * what is measured is that Nodal's memory does not grow with them.
 */
export const TEN_MILLION: BenchCircuit = { ...rcMillion, name: 'ten-million-points', card: `.tran ${RC_STEP} 10 0 ${RC_STEP}` };
