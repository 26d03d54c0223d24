/** Lengths are in units of the grid, 10 px, if nothing else is said; y grows downwards. */
export const CELL = 10;

export interface Point {
  x: number;
  y: number;
}

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where a pin points to, away from its symbol. */
export type Side = 'left' | 'right' | 'up' | 'down';

export function rect(left: number, top: number, right: number, bottom: number): Rect {
  return { left, top, right, bottom };
}

export function movedRect({ left, top, right, bottom }: Rect, x: number, y: number): Rect {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

export function union(rects: readonly Rect[]): Rect {
  return {
    left: Math.min(...rects.map((r) => r.left)), top: Math.min(...rects.map((r) => r.top)),
    right: Math.max(...rects.map((r) => r.right)), bottom: Math.max(...rects.map((r) => r.bottom)),
  };
}

/** Whether two rectangles share area; touching edges do not count. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export const FONT_SIZE = 12;

/** Upper bounds of the advance of common characters in sans-serif fonts, in em. */
function advance(character: string): number {
  if ('.,:;|!ijlI\'()[] ·'.includes(character)) return 0.34;
  if ('mwMW%@…×Ω'.includes(character)) return 0.92;
  if (/[A-Z0-9_#$+<>=~−–]/.test(character)) return 0.68;
  if (character > '\u2e7f') return 1.05;
  return 0.6;
}

/** Width of a text in cells, on the safe side for common sans-serif fonts. */
export function textWidth(text: string, size = FONT_SIZE): number {
  let width = 0;
  for (const character of text) width += advance(character);
  return (width * size) / CELL;
}

export type Anchor = 'start' | 'middle' | 'end';

/** The box of a line of text whose baseline starts, centres or ends at a point. */
export function textRect(text: string, x: number, y: number, anchor: Anchor, size = FONT_SIZE): Rect {
  const width = textWidth(text, size);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return rect(left, y - 0.85 * (size / CELL), left + width, y + 0.25 * (size / CELL));
}
