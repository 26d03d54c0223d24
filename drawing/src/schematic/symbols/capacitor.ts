import type { TwoPinArt } from './two-pin.js';

/** Two plates; SPICE's capacitor has no polarity. */
export function capacitorArt(): TwoPinArt {
  return { svg: '<path d="M0 0V26.5M-11 26.5H11M-11 33.5H11M0 33.5V60"/>', left: 1.2, right: 1.2 };
}
