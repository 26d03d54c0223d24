import { describe, expect, it } from 'vitest';
import { cornerFrequencies } from './corner.js';

/** The −3 dB points of a response in hertz: `>` where the pass band ends, `<` where it begins. */
function corners(gain: (hertz: number) => number, from = 1, to = 1e6, perDecade = 50): string {
  const count = Math.round(Math.log10(to / from) * perDecade) + 1;
  const x = Array.from({ length: count }, (_, i) => Math.log10(from) + i / perDecade);
  return cornerFrequencies(x, x.map((decade) => 20 * Math.log10(gain(10 ** decade))))
    .map((corner) => `${corner.upper ? '>' : '<'}${(10 ** corner.x).toPrecision(3)}`).join(' ');
}

describe('the −3 dB point', () => {
  it('of a low-pass is where its band ends', () => {
    expect(corners((f) => 1 / Math.hypot(1, f / 1000))).toBe('>1.00e+3');
  });
  it('of a high-pass is where its band begins', () => {
    expect(corners((f) => f / 100 / Math.hypot(1, f / 100))).toBe('<100');
  });
  it('of a resonance are both borders of its band', () => {
    const q = 5;
    expect(corners((f) => 1 / Math.hypot(1, q * (f / 1e3 - 1e3 / f)), 10, 1e5, 200)).toBe('<905 >1.10e+3');
  });
  it('is absent where the gain does not fall so far', () => {
    expect(corners(() => 2)).toBe('');
    expect(corners((f) => (f < 100 ? 1 : 0.8))).toBe('');
  });
  it('is relative to the maximum, whatever the gain', () => {
    expect(corners((f) => 1000 / Math.hypot(1, f / 1000))).toBe('>1.00e+3');
  });
  it('does not stumble over zeros and nothing', () => {
    expect(cornerFrequencies([], [])).toEqual([]);
    expect(cornerFrequencies([0, 1], [-Infinity, -Infinity])).toEqual([]);
    expect(cornerFrequencies([0, 1], [0, -Infinity])).toHaveLength(1);
  });
});
