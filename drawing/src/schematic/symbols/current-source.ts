import type { Waveform } from '../netlist.js';
import type { TwoPinArt } from './two-pin.js';
import { WAVEFORM_GLYPHS } from './waveform.js';

const CIRCLE = '<path d="M0 0V15M0 45V60"/><circle cx="0" cy="30" r="15"/>';

/** A circle with an arrow from the first pin to the second, the way the current flows inside; with a waveform the arrow stands beside it. */
export function currentSourceArt(waveform: Waveform): TwoPinArt {
  if (waveform === 'dc') return { svg: `${CIRCLE}<path d="M0 20V36"/><path class="filled" fill="currentColor" d="M-4 33L0 41L4 33Z"/>`, left: 1.6, right: 1.6 };
  return { svg: `${CIRCLE}<path d="M-21 20V36"/><path class="filled" fill="currentColor" d="M-24.5 33L-21 41L-17.5 33Z"/>`, upright: WAVEFORM_GLYPHS[waveform], left: 2.6, right: 1.6 };
}
