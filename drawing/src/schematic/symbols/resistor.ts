import type { TwoPinArt } from './two-pin.js';

/** The zigzag of ANSI Y32.2. */
export function resistorArt(): TwoPinArt {
  return { svg: '<path d="M0 0V12L7 15L-7 21L7 27L-7 33L7 39L-7 45L0 48V60"/>', left: 0.8, right: 0.8 };
}
