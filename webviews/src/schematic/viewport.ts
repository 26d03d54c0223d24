/** The part of a drawing that is seen: its left upper corner and pixels per unit of the drawing. */
export interface Viewport {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

const LARGEST = 8;
const MARGIN = 16;
/** A small circuit is not blown up beyond this when all of it is shown. */
const LARGEST_FIT = 2;

/** All of the drawing in the middle of the view. */
export function fitted(drawing: Size, view: Size): Viewport {
  const scale = Math.min(
    LARGEST_FIT,
    Math.max(0.02, Math.min((view.width - 2 * MARGIN) / Math.max(1, drawing.width), (view.height - 2 * MARGIN) / Math.max(1, drawing.height))),
  );
  return { x: (drawing.width - view.width / scale) / 2, y: (drawing.height - view.height / scale) / 2, scale };
}

/** Zooms by a factor; the place under the pixel (x, y) of the view stays where it is. */
export function zoomedAt(viewport: Viewport, factor: number, x: number, y: number, drawing: Size, view: Size): Viewport {
  const least = Math.min(fitted(drawing, view).scale, 1) / 4;
  const scale = Math.min(LARGEST, Math.max(least, viewport.scale * factor));
  return {
    x: viewport.x + x / viewport.scale - x / scale,
    y: viewport.y + y / viewport.scale - y / scale,
    scale,
  };
}

/** Moves by pixels of the view; a part of the drawing always stays in sight. */
export function movedBy(viewport: Viewport, dx: number, dy: number, drawing: Size, view: Size): Viewport {
  const { scale } = viewport;
  const within = (value: number, drawn: number, seen: number): number => Math.min(drawn - seen * 0.1, Math.max(-seen * 0.9, value));
  return {
    x: within(viewport.x + dx / scale, drawing.width, view.width / scale),
    y: within(viewport.y + dy / scale, drawing.height, view.height / scale),
    scale,
  };
}
