import type { ChartSurface } from './chart-surface.js';

/** What the user's hand asks of the view; coordinates are the frame's. */
export interface Gestures {
  zoom(factor: number, around: number): void;
  pan(share: number): void;
  box(range: { from: number; to: number }, pane: number, values: { from: number; to: number }): void;
  reset(): void;
  /** The mouse is over the chart at this pixel, or has left. */
  hover(pixel: number | undefined): void;
  /** The keyboard moves the cursor by a share of the window. */
  moveCursor(share: number): void;
}

/** A drag shorter than this in pixels is a click. */
const SMALLEST_BOX = 4;
const ZOOM_STEP = 1.25;

/**
 * Wheel zooms around the mouse (with shift or sideways it pans), drag pans,
 * shift and drag zooms into a box, a double click shows everything.
 */
export function listenToPointer(element: HTMLElement, box: HTMLElement, surface: ChartSurface, gestures: Gestures): void {
  let drag: { x: number; y: number; pane: number; boxing: boolean } | undefined;
  const place = (event: MouseEvent): { x: number; y: number } => {
    const bounds = element.getBoundingClientRect();
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
  };

  element.addEventListener('wheel', (event) => {
    const { x, y } = place(event);
    if (!surface.paneAt(x, y)) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) gestures.pan((sideways * lines) / 1000);
    else gestures.zoom(ZOOM_STEP ** ((event.deltaY * lines) / 100), surface.coordinateAt(x));
  }, { passive: false });

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { x, y } = place(event);
    const pane = surface.paneAt(x, y);
    if (!pane) return;
    drag = { x, y, pane: pane.index, boxing: event.shiftKey };
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
  });

  element.addEventListener('pointermove', (event) => {
    const { x, y } = place(event);
    if (drag?.boxing) {
      drawBox(box, drag, { x, y });
    } else if (drag) {
      const width = surface.paneAt(drag.x, drag.y)?.rectangle.width ?? element.clientWidth;
      gestures.pan((drag.x - x) / width);
      drag.x = x;
    }
    gestures.hover(surface.paneAt(x, y) ? x : undefined);
  });

  const finish = (event: PointerEvent): void => {
    if (drag?.boxing) {
      const { x, y } = place(event);
      box.hidden = true;
      if (Math.abs(x - drag.x) >= SMALLEST_BOX) {
        const values = [surface.valueAt(drag.pane, drag.y), surface.valueAt(drag.pane, y)];
        gestures.box(
          { from: surface.coordinateAt(Math.min(drag.x, x)), to: surface.coordinateAt(Math.max(drag.x, x)) },
          drag.pane,
          { from: Math.min(...values), to: Math.max(...values) },
        );
      }
    }
    drag = undefined;
  };
  element.addEventListener('pointerup', finish);
  element.addEventListener('pointercancel', finish);
  element.addEventListener('pointerleave', () => {
    if (!drag) gestures.hover(undefined);
  });
  element.addEventListener('dblclick', () => gestures.reset());
}

function drawBox(box: HTMLElement, from: { x: number; y: number }, to: { x: number; y: number }): void {
  box.hidden = false;
  box.style.setProperty('left', `${Math.min(from.x, to.x)}px`);
  box.style.setProperty('top', `${Math.min(from.y, to.y)}px`);
  box.style.setProperty('width', `${Math.abs(to.x - from.x)}px`);
  box.style.setProperty('height', `${Math.abs(to.y - from.y)}px`);
}

/**
 * The same by keyboard: arrows pan, up, down, + and − zoom around the middle,
 * 0 and Home show everything, shift and arrows move the cursor.
 * Answers whether the key was used.
 */
export function handleKey(event: { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }, window: { from: number; to: number }, gestures: Gestures): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const middle = (window.from + window.to) / 2;
  switch (event.key) {
    case 'ArrowLeft': if (event.shiftKey) gestures.moveCursor(-0.01); else gestures.pan(-0.1); return true;
    case 'ArrowRight': if (event.shiftKey) gestures.moveCursor(0.01); else gestures.pan(0.1); return true;
    case 'PageUp': gestures.pan(-0.9); return true;
    case 'PageDown': gestures.pan(0.9); return true;
    case '+': case '=': case 'ArrowUp': gestures.zoom(1 / ZOOM_STEP, middle); return true;
    case '-': case '_': case 'ArrowDown': gestures.zoom(ZOOM_STEP, middle); return true;
    case '0': case 'Home': gestures.reset(); return true;
    default: return false;
  }
}
