import { movedRect, type Rect } from './geometry.js';

/**
 * Step 8: room that is taken. A piece is put at the first place from the left
 * where none of its boxes comes nearer than the gap to another.
 */
export class Skyline {
  private readonly taken: Rect[] = [];

  add(boxes: readonly Rect[], x: number, y: number): void {
    for (const box of boxes) this.taken.push(movedRect(box, x, y));
  }

  /** The least x of at least `from`, on the grid, at which the boxes are free. */
  firstX(boxes: readonly Rect[], y: number, from: number, gap: { x: number; y: number }): number {
    let x = Math.ceil(from);
    for (;;) {
      const pushed = this.pushRight(boxes, x, y, gap);
      if (pushed === undefined) return x;
      x = Math.max(x + 1, Math.ceil(pushed));
    }
  }

  /** How far right the boxes must go to clear what they meet at x, undefined when they are free. */
  private pushRight(boxes: readonly Rect[], x: number, y: number, gap: { x: number; y: number }): number | undefined {
    let pushed: number | undefined;
    for (const box of boxes) {
      for (const other of this.taken) {
        if (box.left + x < other.right + gap.x && other.left < box.right + x + gap.x && box.top + y < other.bottom + gap.y && other.top < box.bottom + y + gap.y) {
          pushed = Math.max(pushed ?? -Infinity, other.right + gap.x - box.left);
        }
      }
    }
    return pushed;
  }

  /** The y nearest to `from` in the given direction at which the boxes are free. */
  firstY(boxes: readonly Rect[], x: number, from: number, direction: 1 | -1, gap: { x: number; y: number }): number {
    let y = from;
    for (;;) {
      if (this.isFree(boxes, x, y, gap)) return y;
      y += direction;
    }
  }

  isFree(boxes: readonly Rect[], x: number, y: number, gap: { x: number; y: number }): boolean {
    return boxes.every((box) => this.taken.every((other) => !(
      box.left + x < other.right + gap.x && other.left < box.right + x + gap.x && box.top + y < other.bottom + gap.y && other.top < box.bottom + y + gap.y)));
  }
}
