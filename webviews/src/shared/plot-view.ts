import { axisName, pointerLabel } from '@nodal/drawing/chart/options';
import { paddedRange, type Frame, type Range } from '@nodal/drawing/chart/frame';
import { quantityName } from '@nodal/drawing/chart/plot-data';
import { traceColour, type ChartTheme } from '@nodal/drawing/chart/theme';
import type { CursorReply, HostToView, PlotSummary } from '@nodal/protocol';
import { ChartSurface, type DrawnTrace } from './chart-surface.js';
import { observeTheme } from './editor-theme.js';
import { handleKey, listenToPointer, type Gestures } from './gestures.js';
import type { Host } from './host.js';
import { Legend } from './legend.js';
import { cursorOffsets, hasAxis, plotLabels, stateFor, tracesOf, type Trace } from './plot-model.js';
import { TileCache } from './tile-cache.js';
import { TileScheduler, type Demand } from './tile-scheduler.js';
import { Toolbar } from './toolbar.js';
import { ViewPage } from './view-page.js';
import type { PaneSpec, ViewProfile } from './view-profile.js';
import { ViewWindow } from './view-window.js';

/** A magnitude may be an exact zero; so many decibels below the largest are shown of it. */
const DECIBELS_SHOWN = 240;

type PlotsMessage = Extract<HostToView, { type: 'plots' }>;

/**
 * The waveform and the Bode view: takes plots from the host, asks for tiles and
 * values at the cursor, and draws a frame whenever something has changed.
 */
export class PlotView implements Gestures {
  private readonly page: ViewPage;
  private readonly surface: ChartSurface;
  private readonly legend: Legend;
  private readonly toolbar: Toolbar;
  private readonly scheduler: TileScheduler;
  private readonly view = new ViewWindow();
  private theme: ChartTheme;

  private message: PlotsMessage | undefined;
  private plots: PlotSummary[] = [];
  private plot: PlotSummary | undefined;
  private traces: Trace[] = [];
  private hidden: string[] | undefined;
  private caches: TileCache[] = [];
  /** Ranges of y that the user has chosen by a box, by pane. */
  private readonly chosenY = new Map<string, Range>();
  /** A zoom from before a reload, until the axis is known. */
  private keptZoom: Range | undefined;

  private cursor: number | undefined;
  /** Where the mouse is: under a still mouse the axis may move. */
  private cursorPixel: number | undefined;
  private cursorId = 0;
  private cursorPending = false;
  private cursorWanted = false;
  private panning = 0;
  private zooming = 0;
  private framed = false;

  constructor(private readonly profile: ViewProfile, private readonly host: Host, body: HTMLElement) {
    this.theme = observeTheme((theme) => {
      this.theme = theme;
      this.showLegend();
      this.invalidate();
    });
    this.scheduler = new TileScheduler((request) => host.post({ type: 'tiles', request }));
    this.legend = new Legend((index, visible) => this.toggle(index, visible));
    this.toolbar = new Toolbar({
      choosePlot: (index) => this.choosePlot(index),
      reset: () => this.reset(),
      run: () => host.post({ type: 'run' }),
      stop: () => host.post({ type: 'stop' }),
      save: (format) => this.save(format),
    });
    this.page = new ViewPage(body, this.toolbar.element, this.legend.element, () => host.post({ type: 'run' }));
    this.surface = new ChartSurface(this.page.chart);
    listenToPointer(this.page.chart, this.page.box, this.surface, this);
    this.page.chart.addEventListener('keydown', (event) => {
      if (handleKey(event, this.view.range, this)) event.preventDefault();
    });
    new ResizeObserver(() => this.invalidate()).observe(this.page.chart);
    host.listen((received) => this.receive(received));
    const kept = host.state();
    this.page.showEmpty('No results yet.', false);
    this.toolbar.showPicture(false);
    host.post({ type: 'ready', ...(kept ? { state: kept } : {}) });
  }

  private receive(message: HostToView): void {
    switch (message.type) {
      case 'plots':
        this.takePlots(message);
        break;
      case 'tiles':
        if (this.scheduler.receive(message.reply)) this.invalidate();
        break;
      case 'cursor':
        this.takeCursor(message.reply);
        break;
      case 'message':
        this.page.showMessage(message.severity, message.text);
        break;
    }
  }

  private takePlots(message: PlotsMessage): void {
    const before = this.message;
    this.message = message;
    this.toolbar.showRunning(message.running);
    if (message.uri !== before?.uri) {
      const kept = stateFor(this.host.state(), message.uri);
      this.hidden = kept?.hidden;
      this.keptZoom = kept?.zoom;
      this.view.reset();
      this.chosenY.clear();
    }
    if (message.run !== before?.run || message.uri !== before?.uri) this.page.showMessage(undefined, '');
    const plots = message.plots.filter((plot) => this.profile.accepts(plot));
    if (plots.length === 0) {
      // The last picture stays until the new run has something to show.
      if (message.running && this.plot && message.uri === before?.uri) return;
      this.plot = undefined;
      this.toolbar.showPlots([], 0);
      this.toolbar.showPicture(false);
      this.page.showEmpty(message.running ? 'Simulating…' : message.plots.length > 0 ? this.profile.nothingToShow : 'No results yet.', message.running);
      return;
    }
    const label = this.plot ? plotLabels(this.plots)[this.plots.indexOf(this.plot)] : undefined;
    this.plots = plots;
    const labels = plotLabels(plots);
    const selected = Math.max(0, label === undefined ? preferred(plots) : labels.indexOf(label));
    this.toolbar.showPlots(labels, selected);
    this.showPlot(plots[selected]!);
  }

  private choosePlot(index: number): void {
    const plot = this.plots[index];
    if (!plot || plot === this.plot) return;
    this.view.reset();
    this.chosenY.clear();
    this.showPlot(plot);
    this.keepState();
  }

  private showPlot(plot: PlotSummary): void {
    const before = this.plot;
    this.plot = plot;
    if (before?.run !== plot.run || before.plot !== plot.plot) {
      this.caches = this.profile.parts.map((part) => new TileCache(part, this.profile.log));
      this.scheduler.reset();
      this.cursorPending = false;
      this.traces = tracesOf(plot, this.message?.shown[plot.analysis], this.hidden);
      if (!hasAxis(plot)) for (const trace of this.traces) trace.visible = true;
      this.showLegend();
    }
    if (hasAxis(plot)) this.page.showChart();
    else this.page.showValues('Operating point', this.message?.tables ?? []);
    this.toolbar.showPicture(hasAxis(plot));
    this.askCursor();
    this.invalidate();
  }

  private showLegend(): void {
    this.legend.show(this.traces.map((trace) => ({ name: trace.name, colour: traceColour(this.theme, trace.colour), visible: trace.visible })));
  }

  private toggle(index: number, visible: boolean): void {
    const trace = this.traces[index];
    if (!trace) return;
    trace.visible = visible;
    this.hidden = this.traces.filter((other) => !other.visible).map(({ name }) => name);
    this.showLegend();
    this.keepState();
    this.invalidate();
  }

  private keepState(): void {
    const uri = this.message?.uri;
    if (uri === undefined) return;
    const { from, to } = this.view.range;
    this.host.keep({
      kind: this.profile.kind, uri,
      ...(this.hidden ? { hidden: this.hidden } : {}),
      ...(this.view.isZoomed ? { zoom: { from, to } } : {}),
    });
  }

  // What the hand asks for.

  zoom(factor: number, around: number): void {
    this.view.zoom(factor, around);
    this.zooming = factor < 1 ? 1 : -1;
    this.panning = 0;
    this.moved();
  }

  pan(share: number): void {
    this.view.pan(share);
    this.panning = Math.sign(share);
    this.zooming = 0;
    this.moved();
  }

  box(range: Range, pane: number, values: Range): void {
    this.view.show(range);
    const spec = this.paneSpecs()[pane];
    if (spec && values.to > values.from) this.chosenY.set(spec.unit, values);
    this.moved();
  }

  reset(): void {
    this.view.reset();
    this.chosenY.clear();
    this.panning = 0;
    this.zooming = 0;
    this.moved();
  }

  private moved(): void {
    this.keepState();
    this.invalidate();
  }

  hover(pixel: number | undefined): void {
    this.cursorPixel = pixel;
    this.cursor = pixel === undefined || !this.surface.frame ? undefined : this.surface.coordinateAt(pixel);
    this.askCursor();
  }

  moveCursor(share: number): void {
    const { from, to } = this.view.range;
    const at = (this.cursor ?? (from + to) / 2) + share * (to - from);
    this.cursor = Math.min(to, Math.max(from, at));
    this.cursorPixel = undefined;
    this.surface.point(this.cursor);
    this.askCursor();
  }

  // Values at the cursor: one question at a time, the latest place wins.

  private askCursor(): void {
    const plot = this.plot;
    if (!plot) return;
    if (this.cursor === undefined && hasAxis(plot)) {
      this.legend.setValues('', []);
      return;
    }
    if (plot.points === 0) return;
    if (this.cursorPending) {
      this.cursorWanted = true;
      return;
    }
    this.cursorPending = true;
    this.cursorWanted = false;
    const at = !hasAxis(plot) ? plot.from : this.profile.log ? 10 ** this.cursor! : this.cursor!;
    this.host.post({ type: 'cursor', request: { id: ++this.cursorId, run: plot.run, plot: plot.plot, at } });
  }

  private takeCursor(reply: CursorReply): void {
    if (reply.id !== this.cursorId || !this.plot) return;
    this.cursorPending = false;
    if (this.cursorWanted) this.askCursor();
    if (this.cursor === undefined && hasAxis(this.plot)) return;
    const offsets = cursorOffsets(this.plot);
    const at = this.profile.log ? Math.log10(reply.at) : reply.at;
    const texts = this.traces.map((trace) => {
      const offset = offsets[trace.vector]!;
      const count = this.plot!.vectors[trace.vector]!.complex ? 2 : 1;
      return this.profile.valueText(trace, reply.values.slice(offset, offset + count), at, this.caches);
    });
    const frame = this.surface.frame;
    const heading = !hasAxis(this.plot) ? 'Operating point' : frame ? `${frame.x.name} ${pointerLabel(frame, at)}` : '';
    this.legend.setValues(heading, texts);
  }

  // Frames.

  private invalidate(): void {
    if (this.framed) return;
    this.framed = true;
    requestAnimationFrame(() => {
      this.framed = false;
      this.draw();
    });
  }

  private paneSpecs(): PaneSpec[] {
    return this.plot ? this.profile.panes(this.plot, this.traces) : [];
  }

  private coordinate(value: number): number {
    return this.profile.log ? Math.log10(value) : value;
  }

  private draw(): void {
    const plot = this.plot;
    if (!plot || !hasAxis(plot)) return;
    const { width, height } = this.surface.size;
    if (width < 50 || height < 50) return;
    const axis = plot.vectors[0]!;
    const whole = { from: this.coordinate(plot.from), to: this.coordinate(Math.max(plot.to, plot.end ?? plot.to)) };
    const known = plot.points > 0 && Number.isFinite(whole.from) && Number.isFinite(whole.to);
    this.view.setWhole(known ? whole : { from: 0, to: 1 });
    if (known) {
      for (const cache of this.caches) cache.fit(whole.from, whole.to > whole.from ? whole.to : whole.from + 1);
      if (this.keptZoom) {
        this.view.show(this.keptZoom);
        this.keptZoom = undefined;
      }
    }
    const specs = this.paneSpecs();
    const shownPanes: PaneSpec[] = specs.length > 0 ? specs : [{ name: '', unit: '', part: this.profile.parts[0]!, traces: [] }];
    const frame: Frame = {
      width, height, header: 0,
      x: { ...this.view.range, log: this.profile.log, name: quantityName(axis), unit: axis.unit },
      panes: shownPanes.map((spec) => ({ name: spec.name, unit: spec.unit, range: this.paneRange(spec) })),
    };
    this.surface.draw(frame, shownPanes.flatMap((spec, pane) => this.drawnTraces(spec, pane, frame, whole)), this.theme);
    this.page.describe(`${this.profile.kind === 'bode' ? 'Bode plot' : 'Waveforms'} of ${this.traces.filter(({ visible }) => visible).map(({ name }) => name).join(', ') || 'nothing'} over ${axisName(frame.x.name, frame.x.unit)}`);
    if (this.cursorPixel !== undefined && this.surface.coordinateAt(this.cursorPixel) !== this.cursor) this.hover(this.cursorPixel);
    if (known) this.scheduler.frame(this.demand(plot, whole, specs, frame));
  }

  private drawnTraces(spec: PaneSpec, pane: number, frame: Frame, whole: Range): DrawnTrace[] {
    const cache = this.cacheOf(spec);
    const level = cache.levelFor(frame.x.to - frame.x.from, frame.width);
    return spec.traces.map((trace) => ({
      key: `${spec.part} ${trace.vector}`,
      pane,
      colour: traceColour(this.theme, trace.colour),
      lines: cache.lines(trace.vector, level, frame.x.from, frame.x.to),
      corners: this.profile.corners(spec, trace, cache, whole),
    }));
  }

  private paneRange(spec: PaneSpec): Range {
    const chosen = this.chosenY.get(spec.unit);
    if (chosen) return chosen;
    const cache = this.cacheOf(spec);
    let low = Infinity;
    let high = -Infinity;
    for (const trace of spec.traces) {
      const extent = cache.extent(trace.vector);
      low = Math.min(low, extent.low);
      high = Math.max(high, extent.high);
    }
    if (spec.unit === 'dB') low = Math.max(low, high - DECIBELS_SHOWN);
    return paddedRange(low, high);
  }

  private cacheOf(spec: PaneSpec): TileCache {
    return this.caches.find(({ part }) => part === spec.part)!;
  }

  private demand(plot: PlotSummary, whole: Range, specs: PaneSpec[], frame: Frame): Demand {
    return {
      run: plot.run, plot: plot.plot, points: plot.points, finished: plot.finished,
      appendOnly: plot.analysis !== 'dc',
      axis: { from: whole.from, to: this.coordinate(plot.to) },
      window: this.view.range,
      pixels: frame.width,
      panning: this.panning,
      zooming: this.zooming,
      layers: this.caches.map((cache) => ({
        cache,
        vectors: [...new Set(specs.filter(({ part }) => part === cache.part).flatMap(({ traces }) => traces.map(({ vector }) => vector)))],
      })),
    };
  }

  private save(format: 'png' | 'svg'): void {
    if (!this.surface.frame) return;
    const bytes = format === 'png' ? this.surface.toPng() : new TextEncoder().encode(this.surface.toSvg());
    const stem = decodeURIComponent(this.message?.uri.split('/').pop() ?? '').replace(/\.[^.]*$/, '') || this.profile.kind;
    this.host.post({
      type: 'save',
      name: `${stem}-${this.profile.kind}.${format}`,
      mime: format === 'png' ? 'image/png' : 'image/svg+xml',
      data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    });
  }
}

/** What a run is mostly about: its transient, else a sweep, else whatever it has. */
function preferred(plots: readonly PlotSummary[]): number {
  for (const analysis of ['tran', 'dc']) {
    const index = plots.findIndex((plot) => plot.analysis === analysis);
    if (index >= 0) return index;
  }
  return 0;
}
