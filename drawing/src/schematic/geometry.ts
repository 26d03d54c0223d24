/** Everything stands on a grid of this many pixels. */
export const GRID = 10;

export interface Point { x: number; y: number }

/** A rectangle in pixels, edges included. */
export interface Box { left: number; top: number; right: number; bottom: number }

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export function moved(box: Box, dx: number, dy: number): Box {
  return { left: box.left + dx, top: box.top + dy, right: box.right + dx, bottom: box.bottom + dy };
}

export function union(boxes: readonly Box[]): Box {
  const result = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const box of boxes) {
    result.left = Math.min(result.left, box.left);
    result.top = Math.min(result.top, box.top);
    result.right = Math.max(result.right, box.right);
    result.bottom = Math.max(result.bottom, box.bottom);
  }
  return result;
}

/** Width of a text at the drawing's font size; no font is at hand, so the widest usual sans serif. */
export function textWidth(text: string): number {
  let width = 2;
  for (const c of text) width += NARROW.test(c) ? 3.8 : WIDE.test(c) ? 10.5 : CAPITAL.test(c) ? 7.8 : 6.9;
  return width;
}

const NARROW = /[ ijlI.,:;|'!()[\]ft·]/;
const WIDE = /[mwMW…%@×+−=<>~&—]/;
const CAPITAL = /[A-ZΩ]/;
