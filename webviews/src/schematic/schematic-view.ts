import { standaloneSvg } from '@nodal/drawing/schematic/style';
import type { HostToView, SchematicDrawing } from '@nodal/protocol';
import type { Host } from '../shared/host.js';
import { createButton } from '../toolkit.js';
import { safeSvg } from './safe-svg.js';
import { fitted, movedBy, zoomedAt, type Size, type Viewport } from './viewport.js';

/** A drag shorter than this in pixels is a click. */
const CLICK = 4;
const ZOOM_STEP = 1.25;
const NOTHING = 'No schematic yet. It appears as soon as the netlist describes a circuit.';
const STALE = 'The netlist has errors. This is the last picture that could be drawn.';

/**
 * The schematic: shows the drawing that the host has laid out, lets the user
 * move about in it, selects a symbol's card by a click and lights the symbols
 * of the card under the cursor.
 */
export class SchematicView {
  private readonly stage = document.createElement('div');
  private readonly empty = document.createElement('div');
  private readonly message = document.createElement('div');
  private readonly stale = document.createElement('div');
  private readonly exportButton: HTMLElement;
  private svg: SVGSVGElement | undefined;
  private drawing: SchematicDrawing | undefined;
  private uri = '';
  private viewport: Viewport = { x: 0, y: 0, scale: 1 };
  /** Until the user has moved, the whole drawing is shown, whatever its size. */
  private moved = false;
  private lit: readonly string[] = [];
  /** Where the drawing's own coordinates begin; the viewport counts from there. */
  private corner = { x: 0, y: 0 };

  constructor(private readonly host: Host, body: HTMLElement) {
    this.stage.className = 'schematic';
    this.stage.tabIndex = 0;
    this.stage.setAttribute('role', 'group');
    this.stage.setAttribute('aria-label', 'Schematic');
    this.stale.className = 'message warning';
    this.stale.setAttribute('role', 'status');
    this.stale.textContent = STALE;
    this.stale.hidden = true;
    this.message.className = 'message';
    this.message.setAttribute('role', 'status');
    this.message.hidden = true;
    this.empty.className = 'empty';
    this.empty.textContent = NOTHING;
    const toolbar = document.createElement('div');
    toolbar.className = 'toolbar';
    toolbar.setAttribute('role', 'toolbar');
    toolbar.setAttribute('aria-label', 'View');
    const space = document.createElement('span');
    space.className = 'space';
    this.exportButton = createButton('SVG', 'secondary', 'Export the schematic as SVG', () => this.save());
    toolbar.append(space, createButton('Show all', 'secondary', 'Show the whole circuit (0 or Home)', () => this.reset()), this.exportButton);
    body.classList.add('nodal-view');
    body.replaceChildren(toolbar, this.stale, this.message, this.stage, this.empty);
    this.stage.hidden = true;
    this.exportButton.hidden = true;
    this.listen();
    new ResizeObserver(() => (this.moved ? this.place() : this.reset())).observe(this.stage);
    host.listen((received) => this.receive(received));
    const kept = host.state();
    host.post({ type: 'ready', ...(kept ? { state: kept } : {}) });
  }

  private receive(message: HostToView): void {
    switch (message.type) {
      case 'schematic': this.show(message.uri, message.drawing, message.stale); break;
      case 'highlight': this.light(message.devices); break;
      case 'message':
        this.message.hidden = false;
        this.message.className = `message ${message.severity}`;
        this.message.textContent = message.text;
        break;
    }
  }

  private show(uri: string, drawing: SchematicDrawing, stale: boolean): void {
    this.stale.hidden = !stale;
    const svg = drawing.svg === '' ? undefined : safeSvg(drawing.svg);
    if (drawing.svg !== '' && !svg) this.host.post({ type: 'error', message: 'The schematic is not an SVG picture.' });
    if (uri !== this.uri) {
      this.uri = uri;
      this.moved = false;
      this.host.keep({ kind: 'schematic', uri });
    }
    this.message.hidden = true;
    this.drawing = drawing;
    this.svg = svg;
    this.stage.hidden = svg === undefined;
    this.exportButton.hidden = svg === undefined;
    this.empty.hidden = svg !== undefined;
    if (!svg) return;
    svg.removeAttribute('width');
    svg.removeAttribute('height');
    const [left = 0, top = 0] = (svg.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
    this.corner = { x: left, y: top };
    svg.setAttribute('class', 'drawing');
    for (const symbol of svg.querySelectorAll<SVGGElement>('[data-device]')) {
      symbol.setAttribute('tabindex', '0');
      symbol.setAttribute('role', 'button');
      symbol.setAttribute('aria-label', `${symbol.dataset.device}: select its card`);
    }
    this.stage.replaceChildren(svg);
    this.light(this.lit);
    if (this.moved) this.place();
    else this.reset();
  }

  /** Lights the symbols of these devices, and puts out all others. */
  private light(devices: readonly string[]): void {
    this.lit = devices;
    const names = new Set(devices.map((name) => name.toLowerCase()));
    let first: Element | undefined;
    for (const symbol of this.svg?.querySelectorAll<SVGGElement>('[data-device]') ?? []) {
      const on = names.has((symbol.dataset.device ?? '').toLowerCase());
      symbol.classList.toggle('lit', on);
      if (on) first ??= symbol;
    }
    if (first) this.bringIntoSight(first);
  }

  private bringIntoSight(symbol: Element): void {
    const box = symbol.getBoundingClientRect();
    const view = this.stage.getBoundingClientRect();
    if (box.width === 0 && box.height === 0) return;
    const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    if (middle.x >= view.left && middle.x <= view.right && middle.y >= view.top && middle.y <= view.bottom) return;
    this.viewport = movedBy(this.viewport, middle.x - (view.left + view.width / 2), middle.y - (view.top + view.height / 2), this.drawnSize, this.size);
    this.place();
  }

  private get size(): Size {
    return { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  private get drawnSize(): Size {
    return { width: this.drawing?.width ?? 1, height: this.drawing?.height ?? 1 };
  }

  private reset(): void {
    if (!this.svg || this.size.width === 0) return;
    this.moved = false;
    this.viewport = fitted(this.drawnSize, this.size);
    this.place();
  }

  private place(): void {
    const { x, y, scale } = this.viewport;
    const { width, height } = this.size;
    if (width > 0 && height > 0) this.svg?.setAttribute('viewBox', `${x + this.corner.x} ${y + this.corner.y} ${width / scale} ${height / scale}`);
  }

  private zoom(factor: number, x: number, y: number): void {
    this.moved = true;
    this.viewport = zoomedAt(this.viewport, factor, x, y, this.drawnSize, this.size);
    this.place();
  }

  private pan(dx: number, dy: number): void {
    this.moved = true;
    this.viewport = movedBy(this.viewport, dx, dy, this.drawnSize, this.size);
    this.place();
  }

  private reveal(target: EventTarget | null): void {
    const name = target instanceof Element ? target.closest<SVGGElement>('[data-device]')?.dataset.device : undefined;
    const device = name === undefined ? undefined : this.drawing?.devices.find((one) => one.name === name);
    if (device) this.host.post({ type: 'reveal', uri: device.uri, start: device.start, end: device.end });
  }

  private listen(): void {
    let drag: { x: number; y: number; far: boolean; target: EventTarget | null } | undefined;
    this.stage.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      drag = { x: event.clientX, y: event.clientY, far: false, target: event.target };
    });
    this.stage.addEventListener('pointermove', (event) => {
      if (!drag) return;
      const dx = drag.x - event.clientX;
      const dy = drag.y - event.clientY;
      if (!drag.far && Math.hypot(dx, dy) < CLICK) return;
      if (!drag.far) this.stage.setPointerCapture(event.pointerId);
      drag.far = true;
      this.pan(dx, dy);
      drag.x = event.clientX;
      drag.y = event.clientY;
    });
    this.stage.addEventListener('pointerup', () => {
      if (drag && !drag.far) this.reveal(drag.target);
      drag = undefined;
    });
    this.stage.addEventListener('pointercancel', () => {
      drag = undefined;
    });
    this.stage.addEventListener('wheel', (event) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
      const bounds = this.stage.getBoundingClientRect();
      if (event.shiftKey) this.pan((event.deltaX || event.deltaY) * lines, 0);
      else this.zoom(ZOOM_STEP ** ((-event.deltaY * lines) / 100), event.clientX - bounds.left, event.clientY - bounds.top);
    }, { passive: false });
    this.stage.addEventListener('dblclick', (event) => {
      if (!(event.target instanceof Element && event.target.closest('[data-device]'))) this.reset();
    });
    this.stage.addEventListener('keydown', (event) => {
      if (this.handleKey(event)) event.preventDefault();
    });
  }

  private handleKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const { width, height } = this.size;
    switch (event.key) {
      case 'Enter': case ' ': this.reveal(event.target); return true;
      case 'ArrowLeft': this.pan(-width * 0.1, 0); return true;
      case 'ArrowRight': this.pan(width * 0.1, 0); return true;
      case 'ArrowUp': this.pan(0, -height * 0.1); return true;
      case 'ArrowDown': this.pan(0, height * 0.1); return true;
      case '+': case '=': this.zoom(ZOOM_STEP, width / 2, height / 2); return true;
      case '-': case '_': this.zoom(1 / ZOOM_STEP, width / 2, height / 2); return true;
      case '0': case 'Home': this.reset(); return true;
      default: return false;
    }
  }

  private save(): void {
    if (!this.drawing) return;
    const bytes = new TextEncoder().encode(standaloneSvg(this.drawing.svg));
    const stem = decodeURIComponent(this.uri.split('/').pop() ?? '').replace(/\.[^.]*$/, '') || 'schematic';
    this.host.post({ type: 'save', name: `${stem}-schematic.svg`, mime: 'image/svg+xml', data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) });
  }
}
