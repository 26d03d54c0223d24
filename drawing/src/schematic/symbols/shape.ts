import { textRect, type Anchor, type Point, type Rect, type Side } from '../geometry.js';

/** A pin of a symbol: where its wire ends, and where it points to. */
export interface ShapePin extends Point {
  side: Side;
}

/** Lines of a symbol, in pixels around the part's origin; belongs to a device. */
export interface Artwork {
  /** Name of the device; lines without one belong to no device, such as a core. */
  device: string;
  /** SVG elements that use `currentColor` and inherit the stroke. */
  svg: string;
}

export interface ShapeText extends Point {
  text: string;
  anchor: Anchor;
  role: 'name' | 'value' | 'pin' | 'net';
  device: string;
}

/** A part in one orientation. Lengths in cells, relative to its origin. */
export interface Shape {
  /** In the order of the part's pins. */
  pins: ShapePin[];
  /** Where no wire may go. */
  solids: Rect[];
  art: Artwork[];
  texts: ShapeText[];
}

export function boxOf(text: ShapeText): Rect {
  return textRect(text.text, text.x, text.y, text.anchor, text.role === 'pin' || text.role === 'net' ? 10 : 12);
}
