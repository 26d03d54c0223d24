import type { RunEvent } from './generated/index.js';
import type { CursorReply, CursorRequest, PlotSummary, TileReply, TileRequest } from './store.js';

/**
 * Messages between the extension host and a webview. Binary parts travel as
 * ArrayBuffers, never as JSON.
 */
/**
 * The page of a view: an empty body, the bundle `dist/webviews/KIND.js` as its
 * only script and `dist/webviews/KIND.css` as its style sheet. The policy is
 * `default-src 'none'; script-src 'nonce-N'; style-src SOURCE 'nonce-N';
 * img-src SOURCE data:; font-src SOURCE` with `<meta property="csp-nonce"
 * content="N">` in the head: @vscode/webview-ui-toolkit tries out one empty
 * style element with that nonce.
 */
export type ViewKind = 'waveform' | 'bode' | 'schematic';

/** What a webview keeps with `setState` and gets back after a reload. */
export interface ViewState {
  kind: ViewKind;
  uri: string;
  hidden?: string[];
  zoom?: { from: number; to: number };
}

/** Webview → host. */
export type ViewToHost =
  | { type: 'ready'; state?: ViewState }
  | { type: 'tiles'; request: TileRequest }
  | { type: 'cursor'; request: CursorRequest }
  /** The user clicked a trace or a symbol: select its card in the text. */
  | { type: 'reveal'; uri: string; start: number; end: number }
  | { type: 'run' }
  | { type: 'stop' }
  /** The user exports the picture: ask where to and write it. */
  | { type: 'save'; name: string; mime: 'image/png' | 'image/svg+xml'; data: ArrayBuffer }
  /** The user's action failed in the view; for the log. */
  | { type: 'error'; message: string };

/** Figures of a run that belong to no axis: what devices do at an operating point. */
export type RunTable = Omit<RunEvent & { event: 'table' }, 'event'>;

/** Host → webview. */
export type HostToView =
  | { type: 'plots'; uri: string; run: number; plots: PlotSummary[]; /** vector names that `.print`/`.plot`/`.probe` ask for, by analysis */ shown: Record<string, string[]>; /** of devices at operating points */ tables: RunTable[]; running: boolean }
  | { type: 'tiles'; reply: TileReply }
  | { type: 'cursor'; reply: CursorReply }
  | { type: 'schematic'; uri: string; drawing: SchematicDrawing; /** the text is broken; this is the last good picture */ stale: boolean }
  /** The editor's selection moved onto a card: light these devices. */
  | { type: 'highlight'; devices: string[] }
  | { type: 'message'; severity: 'error' | 'warning' | 'information'; text: string };

/** What the layout worker hands to the schematic view. */
export interface SchematicDrawing {
  /** The picture; every symbol is a `<g data-device="x1.r1">`. */
  svg: string;
  width: number;
  height: number;
  devices: { name: string; uri: string; start: number; end: number }[];
}
