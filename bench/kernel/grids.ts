import { type BenchCircuit, lines } from './circuit.js';

/** Operating points of meshes: order, fill and factors of the matrix are all that counts. */

const RESISTOR_SIDE = 100;

function resistorMesh(width: number, height: number): string {
  return lines(width * height, (i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return [x + 1 < width && `rx${i} n${x}_${y} n${x + 1}_${y} 1k`, y + 1 < height && `ry${i} n${x}_${y} n${x}_${y + 1} 1k`].filter(Boolean).join('\n');
  }).replace(/\n+/g, '\n').trimEnd();
}

const resistorGrid: BenchCircuit = {
  name: 'resistor-grid-100x100',
  analysis: 'op',
  body: `Resistor grid ${RESISTOR_SIDE} by ${RESISTOR_SIDE}\nv1 n0_0 0 1\n${resistorMesh(RESISTOR_SIDE, RESISTOR_SIDE)}\nrl n${RESISTOR_SIDE - 1}_${RESISTOR_SIDE - 1} 0 1`,
  card: '.op',
  save: ['v(n50_50)', 'v(n99_99)'],
};

/** 100 × 50 nodes with a diode from each to ground; the supply feeds a corner through little, so that Newton has to move them in turn. */
const diodeGrid: BenchCircuit = {
  name: 'diode-grid-5000',
  analysis: 'op',
  body: `Diode grid of 5000 nodes\nv1 in 0 10\nr0 in n0_0 10\n${resistorMesh(100, 50)}\n${lines(5000, (i) => `d${i} n${i % 100}_${Math.floor(i / 100)} 0 dm`)}\n.model dm d is=1e-14 n=1.1`,
  card: '.op',
  save: ['v(n0_0)', 'v(n10_10)', 'v(n99_49)'],
};

export const GRIDS: readonly BenchCircuit[] = [resistorGrid, diodeGrid];

/**
 * A cube of resistors with a diode at each node. The separators of a cube are
 * planes, so that its factors fill: at 30 a side one Newton iteration takes
 * seconds, and Stop has to be answered within it.
 */
export function cube(side: number): BenchCircuit {
  const node = (x: number, y: number, z: number) => `n${x}_${y}_${z}`;
  const cards = ['Resistor and diode cube', 'v1 in 0 5', `r0 in ${node(0, 0, 0)} 1`];
  let count = 0;
  for (let x = 0; x < side; x++) {
    for (let y = 0; y < side; y++) {
      for (let z = 0; z < side; z++) {
        const from = node(x, y, z);
        for (const to of [x + 1 < side && node(x + 1, y, z), y + 1 < side && node(x, y + 1, z), z + 1 < side && node(x, y, z + 1)]) if (to) cards.push(`r${++count} ${from} ${to} 100`);
        cards.push(`d${++count} ${from} 0 dm`);
      }
    }
  }
  cards.push('.model dm d is=1e-14');
  return { name: `cube-${side}`, analysis: 'op', body: cards.join('\n'), card: '.op', save: [`v(${node(0, 0, 0)})`] };
}
