import type { Waveform } from '../netlist.js';

/** A waveform as a glyph of 18 × 12 px around (0, 0), for the inside of a source; DC has none. */
export const WAVEFORM_GLYPHS: Record<Exclude<Waveform, 'dc'>, string> = {
  sine: '<path d="M-9 0C-6 -11 -3 -11 0 0S6 11 9 0"/>',
  pulse: '<path d="M-9 5H-5V-5H1V5H7V-5H9"/>',
  exp: '<path d="M-9 6C-7 -4 -4 -6 1 -6C2 3 5 6 9 6"/>',
  pwl: '<path d="M-9 6L-4 -5L1 1L4 -4L9 -4"/>',
  modulated: '<path d="M-9.5 0C-8.5 -4 -7.5 -4 -6.5 0S-4.5 6 -3.5 0S-1.5 -11 0 0S2 9 3.5 0S5.5 -6 6.5 0S8.5 4 9.5 0"/>',
};
