/** The colours and the type of a chart; the views fill it from the editor's theme. */
export interface ChartTheme {
  background: string;
  foreground: string;
  /** Labels of the axes. */
  muted: string;
  axis: string;
  grid: string;
  minorGrid: string;
  pointer: string;
  /** Text in the pointer's label; its box has the colour `pointer`. */
  pointerText: string;
  /** The line at the −3 dB point. */
  mark: string;
  traces: string[];
  fontFamily: string;
  fontSize: number;
  /** Width of a trace in pixels. */
  lineWidth: number;
}

const FONT = 'system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, sans-serif';

/** Colours of the traces that keep apart on white for most colour-blind eyes too. */
export const LIGHT_TRACES = ['#0b63b5', '#c8372d', '#1b7f3b', '#b25b00', '#7a3fb8', '#00838f', '#ad1f78', '#6b6b00'];
export const DARK_TRACES = ['#4daafc', '#ff7b72', '#6bd08a', '#f2a65a', '#c9a0ff', '#4fd6dc', '#ff8cc6', '#dede6a'];

export const LIGHT_THEME: ChartTheme = {
  background: '#ffffff',
  foreground: '#1f2328',
  muted: '#57606a',
  axis: '#8c959f',
  grid: '#d8dde3',
  minorGrid: '#eff2f5',
  pointer: '#57606a',
  pointerText: '#ffffff',
  mark: '#57606a',
  traces: LIGHT_TRACES,
  fontFamily: FONT,
  fontSize: 12,
  lineWidth: 1.5,
};

export const DARK_THEME: ChartTheme = {
  background: '#1e1e1e',
  foreground: '#e6e6e6',
  muted: '#a8adb3',
  axis: '#6b7178',
  grid: '#3a3d41',
  minorGrid: '#292b2e',
  pointer: '#a8adb3',
  pointerText: '#1e1e1e',
  mark: '#c0c4c9',
  traces: DARK_TRACES,
  fontFamily: FONT,
  fontSize: 12,
  lineWidth: 1.5,
};

/** The colour of the n-th trace. */
export function traceColour(theme: ChartTheme, index: number): string {
  return theme.traces[index % theme.traces.length] ?? theme.foreground;
}
