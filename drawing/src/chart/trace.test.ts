import { describe, expect, it } from 'vitest';
import { strokeTrace, type Points } from './trace.js';

const PANE = { left: 0, top: 0, width: 100, height: 100 };
/** One unit is one pixel; y grows upwards from the bottom. */
const AFFINE = { scaleX: 1, offsetX: 0, scaleY: -1, offsetY: 100 };

function points(pairs: [number, number][]): Points {
  return { x: pairs.map(([x]) => x), y: pairs.map(([, y]) => y), start: 0, end: pairs.length };
}

/** The line in letters: `M x,y` lifts the pen, `L x,y` draws; y in the trace's own units. */
function drawn(...runs: [number, number][][]): string {
  const steps: string[] = [];
  const note = (letter: string) => (x: number, y: number) => steps.push(`${letter}${Math.round(x * 100) / 100},${Math.round((100 - y) * 100) / 100}`);
  strokeTrace({ moveTo: note('M'), lineTo: note('L') }, runs.map(points), AFFINE, PANE);
  return steps.join(' ');
}

describe('a trace', () => {
  it('is drawn through its own points where there are few', () => {
    expect(drawn([[0, 0], [10.25, 5], [20, 3]])).toBe('M0,0 L10.25,5 L20,3');
  });
  it('passes first, extremes and last of a crowded column', () => {
    expect(drawn([[0, 0], [5.1, 10], [5.2, 90], [5.3, 2], [5.4, 20], [10, 0]])).toBe('M0,0 L5.5,10 L5.5,2 L5.5,90 L5.5,20 L10,0');
  });
  it('is a slope where a column only rises a little', () => {
    expect(drawn([[0, 0], [5.1, 10], [5.2, 10.5], [5.3, 11], [10, 12]])).toBe('M0,0 L5.2,10.5 L10,12');
  });
  it('joins runs', () => {
    expect(drawn([[0, 0], [10, 1]], [[20, 2], [30, 3]])).toBe('M0,0 L10,1 L20,2 L30,3');
  });
  it('stops at what is not a number', () => {
    expect(drawn([[0, 0], [10, 1], [20, NaN], [30, 3], [40, 4]])).toBe('M0,0 L10,1 M30,3 L40,4');
  });
  it('starts again where the axis does, after a gap', () => {
    expect(drawn([[0, 0], [90, 1], [0, NaN], [0, 5], [90, 6]])).toBe('M0,0 L90,1 M0,5 L90,6');
  });
  it('leaves ink for a lone point', () => {
    expect(drawn([[10, 5]])).toBe('M10,5 M9.5,5 L10.5,5');
    expect(drawn([[10, 5], [10, 5]])).toBe('M10,5 L10,5 M9.5,5 L10.5,5');
  });
  it('enters and leaves the pane on the true line', () => {
    expect(drawn([[-1000, 0], [1000, 100]])).toBe('M-64,46.8 L164,58.2');
    expect(drawn([[-1000, 50], [50, 50], [1000, 50]])).toBe('M-64,50 L50,50 L164,50');
  });
  it('keeps coordinates within what a canvas can take', () => {
    expect(drawn([[0, 0], [50, 1e300], [100, 0]])).toBe('M0,0 L50,100100 L100,0');
  });

  it('loses no spike of a thousand', () => {
    const count = 50_000;
    for (let seed = 1; seed <= 1000; seed++) {
      const at = (seed * 48_271) % count;
      const up = seed % 2 === 0;
      let seen = false;
      const visit = (_x: number, y: number): void => { seen ||= up ? y <= 10 : y >= 90; };
      const from = Math.max(0, at - 700);
      const run: Points = {
        x: Float64Array.from({ length: 1400 }, (_, i) => ((from + i) * 100) / count),
        y: Float64Array.from({ length: 1400 }, (_, i) => (from + i === at ? (up ? 95 : 5) : 50 + Math.sin(i) * 10)),
        start: 0, end: 1400,
      };
      strokeTrace({ moveTo: visit, lineTo: visit }, [run], AFFINE, PANE);
      expect(seen, `spike ${seed}`).toBe(true);
    }
  });
});
