import { describe, expect, it } from 'vitest';
import { fitted, movedBy, zoomedAt } from './viewport.js';

const VIEW = { width: 832, height: 432 };

describe('the viewport', () => {
  it('shows all of a large drawing in the middle', () => {
    const { x, y, scale } = fitted({ width: 1600, height: 400 }, VIEW);
    expect(scale).toBe(0.5);
    expect([x, y]).toEqual([-32, -232]);
  });
  it('does not blow up a small one', () => {
    expect(fitted({ width: 40, height: 40 }, VIEW).scale).toBe(2);
  });
  it('zooms around the mouse', () => {
    const before = fitted({ width: 1600, height: 400 }, VIEW);
    const after = zoomedAt(before, 2, 100, 200, { width: 1600, height: 400 }, VIEW);
    expect(after.x + 100 / after.scale).toBeCloseTo(before.x + 100 / before.scale, 9);
    expect(after.y + 200 / after.scale).toBeCloseTo(before.y + 200 / before.scale, 9);
  });
  it('keeps the drawing in sight', () => {
    const drawing = { width: 1600, height: 400 };
    const far = movedBy(fitted(drawing, VIEW), 1e6, -1e6, drawing, VIEW);
    expect(far.x).toBeLessThan(1600);
    expect(far.y).toBeGreaterThan(-VIEW.height / far.scale);
  });
});
