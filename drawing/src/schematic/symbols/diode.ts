import type { TwoPinArt } from './two-pin.js';

/** Triangle from the anode, the first pin, to the bar at the cathode. */
export function diodeArt(): TwoPinArt {
  return { svg: '<path d="M0 0V22M-9 22H9L0 38ZM-9 38H9M0 38V60"/>', left: 1, right: 1 };
}
