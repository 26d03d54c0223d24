import type { TwoPinArt } from './two-pin.js';

/** Four turns. */
export function inductorArt(): TwoPinArt {
  return { svg: `<path d="M0 0V10${coil(10, 4, 10, 7, 1)}V60"/>`, left: 0.4, right: 0.9 };
}

/** Turns of a coil drawn downwards from (0, from), as arcs of a path; `sweep` 1 bulges to the right. */
export function coil(from: number, turns: number, pitch: number, bulge: number, sweep: 0 | 1): string {
  let path = '';
  for (let turn = 1; turn <= turns; turn++) path += `A${bulge} ${pitch / 2} 0 0 ${sweep} 0 ${from + turn * pitch}`;
  return path;
}
