import type { Affine, Rectangle } from './frame.js';

/**
 * How a trace becomes a line: points that fall into the same column of pixels
 * are joined at its first, lowest, highest and last, so that no spike is lost,
 * however many points a column has.
 */

/** Where the line goes: a canvas context, a path of zrender, or a recorder in a test. */
export interface Pen {
  moveTo(x: number, y: number): unknown;
  lineTo(x: number, y: number): unknown;
}

/** A run of points with ascending x, in the frame's coordinates. */
export interface Points {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  start: number;
  end: number;
}

/** Pixels beyond the pane within which a line is still drawn; a canvas cannot take coordinates of millions. */
const MARGIN = 64;
const FAR = 1e5;
/** A column that only rises or only falls by so many pixels is drawn as part of a slope. */
const SMOOTH = 3;

/**
 * Draws a trace into a pane. A value that is not finite interrupts the line.
 * Neighbouring runs are joined. A lone point is drawn one pixel wide, because a
 * stroke without length leaves no ink.
 */
export function strokeTrace(pen: Pen, runs: Iterable<Points>, affine: Affine, pane: Rectangle): void {
  const { scaleX, offsetX, scaleY, offsetY } = affine;
  const left = pane.left - MARGIN;
  const right = pane.left + pane.width + MARGIN;
  const lowest = pane.top - FAR;
  const highest = pane.top + pane.height + FAR;

  // The column that is being collected; pixel y grows downwards.
  let column = NaN;
  let count = 0;
  let firstX = 0, firstY = 0, lastX = 0, lastY = 0, minY = 0, maxY = 0;
  /** Whether the pen is down, and whether it has left ink since. */
  let down = false;
  let inked = false;
  let restX = 0, restY = 0;

  const go = (x: number, y: number): void => {
    if (down) {
      pen.lineTo(x, y);
      if (x !== restX || y !== restY) inked = true;
    } else {
      pen.moveTo(x, y);
      down = true;
      inked = false;
    }
    restX = x;
    restY = y;
  };
  const flush = (): void => {
    if (count === 0) return;
    const height = maxY - minY;
    const monotone = (minY === firstY && maxY === lastY) || (maxY === firstY && minY === lastY);
    if (count <= 2) {
      go(firstX, firstY);
      if (count === 2) go(lastX, lastY);
    } else if (height <= 1 || (monotone && height <= SMOOTH)) {
      // Nothing can be lost here, and a line through the middle is smooth where steps would show.
      go((firstX + lastX) / 2, (minY + maxY) / 2);
    } else {
      const x = column + 0.5;
      go(x, firstY);
      // The nearer extreme first makes the joins short.
      const lowFirst = firstY - minY < maxY - firstY;
      go(x, lowFirst ? minY : maxY);
      go(x, lowFirst ? maxY : minY);
      go(x, lastY);
    }
    count = 0;
  };
  const lift = (): void => {
    flush();
    if (down && !inked) {
      pen.moveTo(restX - 0.5, restY);
      pen.lineTo(restX + 0.5, restY);
    }
    down = false;
  };

  let beforeX = NaN, beforeY = NaN;
  for (const run of runs) {
    for (let index = run.start; index < run.end; index++) {
      const value = run.y[index]!;
      const x = scaleX * run.x[index]! + offsetX;
      if (!Number.isFinite(value) || !Number.isFinite(x)) {
        lift();
        beforeX = NaN;
        continue;
      }
      let y = scaleY * value + offsetY;
      if (y < lowest) y = lowest;
      else if (y > highest) y = highest;
      const previousX = beforeX, previousY = beforeY;
      beforeX = x;
      beforeY = y;
      if (x < left) continue;
      if (previousX < left) {
        // Enter the pane on the line from the point before it.
        flush();
        go(left, previousY + ((y - previousY) * (left - previousX)) / (x - previousX));
      }
      if (x > right) {
        if (!(previousX > right)) {
          flush();
          if (Number.isNaN(previousX)) go(right, y);
          else {
            const from = Math.max(previousX, left);
            const startY = previousX < left ? restY : previousY;
            go(right, x === from ? y : startY + ((y - startY) * (right - from)) / (x - from));
          }
        }
        continue;
      }
      const at = Math.floor(x);
      if (at !== column || count === 0) {
        flush();
        column = at;
        firstX = x;
        firstY = y;
        minY = y;
        maxY = y;
      } else {
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
      lastX = x;
      lastY = y;
      count++;
    }
  }
  lift();
}
