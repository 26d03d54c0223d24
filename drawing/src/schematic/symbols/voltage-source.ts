import type { Waveform } from '../netlist.js';
import type { TwoPinArt } from './two-pin.js';
import { WAVEFORM_GLYPHS } from './waveform.js';

const CIRCLE = '<path d="M0 0V15M0 45V60"/><circle cx="0" cy="30" r="15"/>';

/** A circle with plus and minus for DC, else with its waveform inside and the plus beside the first pin. */
export function voltageSourceArt(waveform: Waveform): TwoPinArt {
  if (waveform === 'dc') return { svg: `${CIRCLE}<path d="M-4 23H4M0 19V27M-4 37.5H4"/>`, left: 1.6, right: 1.6 };
  return { svg: `${CIRCLE}<path d="M-12 8.5H-5M-8.5 5V12"/>`, upright: WAVEFORM_GLYPHS[waveform], left: 1.6, right: 1.6 };
}
