import type { Corner } from '@nodal/drawing/chart/corner';
import type { PlotSummary, TileRequest } from '@nodal/protocol';
import type { TileCache } from './tile-cache.js';
import type { Trace } from './plot-model.js';

/** A pane of a view: which part of which traces it shows. */
export interface PaneSpec {
  name: string;
  unit: string;
  part: TileRequest['part'];
  traces: Trace[];
}

/** What tells the waveform view and the Bode view apart. */
export interface ViewProfile {
  kind: 'waveform' | 'bode';
  /** Whether the view can show this plot. */
  accepts(plot: PlotSummary): boolean;
  /** Whether the x axis is logarithmic. */
  log: boolean;
  parts: TileRequest['part'][];
  panes(plot: PlotSummary, traces: readonly Trace[]): PaneSpec[];
  /** The marks on a trace of a pane. */
  corners(pane: PaneSpec, trace: Trace, cache: TileCache, whole: { from: number; to: number }): Corner[];
  /**
   * The text beside a trace's name at the cursor.
   * @param values one number, or real and imaginary part
   * @param at the place on the x axis in the frame's coordinate
   */
  valueText(trace: Trace, values: readonly number[], at: number, caches: readonly TileCache[]): string;
  /** What to say when a run has nothing for this view. */
  nothingToShow: string;
}
