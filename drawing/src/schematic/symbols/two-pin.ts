import { type Symbol, twoPin } from './symbol.js';

const CIRCLE = [{ x: 0, y: 30, r: 17 }];
const LEADS = 'M0 0V13M0 47V60';
const DIAMOND = 'M0 0V10M0 50V60M0 10L16 30L0 50L-16 30Z';
/** An arrow from the first pin to the second: the way the current flows. */
const ARROW = 'M0 18V36';
const ARROW_HEAD = 'M-5 34L0 43L5 34Z';
/** The first pin is the positive one. */
const POLARITY = 'M-4 20H4M0 16V24M-4 41H4';

/** A small picture of each waveform, inside the circle below the middle. */
const GLYPHS: Record<string, string> = {
  ac: 'M-9 30c3 -9 6 -9 9 0s6 9 9 0',
  sin: 'M-9 30c3 -9 6 -9 9 0s6 9 9 0',
  sffm: 'M-11 30c1.5 -8 3 -8 4.5 0s2 8 3.5 0s2 -8 3.5 0s3 8 5 0s3 -8 5 0',
  am: 'M-11 30c1 -3 2 -3 3 0s2 6 3.500 0s2 -10 4.500 0s2 10 4 0s2 -6 3 0s2 3 3 0',
  pulse: 'M-10 35H-5V25H2V35H7V25H10',
  exp: 'M-10 36c3 -14 8 -12 10 -12c0 9 5 12 10 12',
  pwl: 'M-10 35L-4 26L2 32L10 25',
};

/** Symbols by kind of device; a waveform chooses among those of sources. */
export function twoPinSymbol(kind: string, waveform: string): Symbol | undefined {
  switch (kind) {
    case 'resistor': return twoPin('M0 0V12l6 3l-12 6l12 6l-12 6l12 6l-12 6l6 3V60', '', [], 9);
    case 'capacitor': return twoPin('M0 0V26M-12 26H12M-12 34H12M0 34V60', '', [], 13);
    case 'inductor': return twoPin('M0 0V9a7 7 0 0 1 0 14a7 7 0 0 1 0 14a7 7 0 0 1 0 14V60', '', [], 9);
    case 'diode': return twoPin('M0 0V60M-10 38H10', 'M-10 22H10L0 38Z', [], 11);
    case 'voltage-source': return twoPin(waveform === 'dc' ? `${LEADS}${POLARITY}` : `${LEADS}${GLYPHS[waveform] ?? ''}M-16 8H-10M-13 5V11`, '', CIRCLE, 18);
    case 'current-source': return twoPin(waveform === 'dc' ? `${LEADS}${ARROW}` : `${LEADS}${GLYPHS[waveform] ?? ''}M-22 16V38`, waveform === 'dc' ? ARROW_HEAD : 'M-26 36L-22 44L-18 36Z', CIRCLE, waveform === 'dc' ? 18 : 27);
    case 'ccvs': return twoPin(`${DIAMOND}${POLARITY}`, '', [], 17);
    case 'cccs': return twoPin(`${DIAMOND}${ARROW}`, ARROW_HEAD, [], 17);
    default: return undefined;
  }
}
