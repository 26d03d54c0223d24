import type { TwoPinArt } from './two-pin.js';

/** Two contacts and an open blade, from the first pin at (0, 0) to the second at (0, 60) px. */
export const SWITCH = '<path d="M0 0V17.5M0 60V42.5M0 40L11 22"/><circle cx="0" cy="20" r="2.5"/><circle cx="0" cy="40" r="2.5"/>';

/** W: the controlling current is named in the value. */
export function currentSwitchArt(): TwoPinArt {
  return { svg: SWITCH, left: 0.6, right: 1.4 };
}
