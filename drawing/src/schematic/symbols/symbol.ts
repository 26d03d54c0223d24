import type { Box, Point } from '../geometry.js';

/**
 * A symbol in its own coordinates. Two-pin symbols are drawn upright with the
 * first pin at (0, 0) and the second at (0, 60); the placement turns them.
 */
export interface Symbol {
  /** Where wires connect, in the order of the device's pins. `undefined` for a pin that is not drawn. */
  pins: (Pin | undefined)[];
  /** What wires must not touch. */
  body: Box;
  /** SVG path data of the lines. */
  lines: string;
  /** SVG path data of filled shapes. */
  filled: string;
  /** Circles: centre and radius. */
  circles: { x: number; y: number; r: number }[];
}

export interface Pin extends Point {
  /** The side on which a wire leaves. */
  side: 'left' | 'right' | 'top' | 'bottom';
}

/** Length of a two-pin symbol. */
export const LENGTH = 60;

export function twoPin(lines: string, filled = '', circles: Symbol['circles'] = [], halfWidth = 12): Symbol {
  return {
    pins: [{ x: 0, y: 0, side: 'top' }, { x: 0, y: LENGTH, side: 'bottom' }],
    body: { left: -halfWidth, top: 8, right: halfWidth, bottom: LENGTH - 8 },
    lines,
    filled,
    circles,
  };
}
