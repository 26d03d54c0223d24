import { DARK_THEME, LIGHT_THEME, type ChartTheme } from '@nodal/drawing/chart/theme';

/** How many colours of traces the extension contributes: `nodal.trace1` … */
const TRACE_COLOURS = 8;

/**
 * The chart's colours from the editor's theme. VS Code hands its colours to a
 * webview as custom properties of the root element (`--vscode-editor-background`),
 * the kind of theme as a class of the body.
 * @param property reads a custom property, empty when there is none
 */
export function chartThemeFrom(property: (name: string) => string, bodyClasses: { contains(name: string): boolean }): ChartTheme {
  const highContrast = bodyClasses.contains('vscode-high-contrast') || bodyClasses.contains('vscode-high-contrast-light');
  const dark = bodyClasses.contains('vscode-dark') || (bodyClasses.contains('vscode-high-contrast') && !bodyClasses.contains('vscode-high-contrast-light'));
  const base = dark ? DARK_THEME : LIGHT_THEME;
  const colour = (name: string, otherwise: string): string => property(`--vscode-${name}`).trim() || otherwise;
  const foreground = colour('editor-foreground', base.foreground);
  const background = colour('editor-background', base.background);
  const size = Number.parseFloat(property('--vscode-font-size'));
  return {
    background,
    foreground,
    muted: highContrast ? foreground : colour('descriptionForeground', base.muted),
    axis: highContrast ? colour('contrastBorder', foreground) : base.axis,
    grid: highContrast ? mixed(foreground, background, 0.35) : mixed(foreground, background, 0.16),
    minorGrid: mixed(foreground, background, highContrast ? 0.15 : 0.06),
    pointer: foreground,
    pointerText: background,
    mark: foreground,
    traces: Array.from({ length: TRACE_COLOURS }, (_, index) => colour(`nodal-trace${index + 1}`, base.traces[index % base.traces.length]!)),
    fontFamily: colour('font-family', base.fontFamily),
    fontSize: size > 0 ? Math.min(20, Math.max(9, size - 1)) : base.fontSize,
    lineWidth: highContrast ? 2 : 1.5,
  };
}

/** A mixture of two colours of the form `#rrggbb`; the first one when a form is not known. */
export function mixed(over: string, under: string, share: number): string {
  const top = channels(over);
  const bottom = channels(under);
  if (!top || !bottom) return over;
  return `rgb(${top.map((channel, index) => Math.round(channel * share + bottom[index]! * (1 - share))).join(', ')})`;
}

function channels(colour: string): number[] | undefined {
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
  if (long) return long.slice(1, 4).map((part) => Number.parseInt(part, 16));
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  if (short) return short.slice(1, 4).map((part) => Number.parseInt(part + part, 16));
  const functional = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(colour);
  return functional?.slice(1, 4).map(Number);
}

/** The theme now, and a call whenever the editor changes it. */
export function observeTheme(changed: (theme: ChartTheme) => void): ChartTheme {
  const read = (): ChartTheme => {
    const style = getComputedStyle(document.documentElement);
    return chartThemeFrom((name) => style.getPropertyValue(name), document.body.classList);
  };
  const observer = new MutationObserver(() => changed(read()));
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  return read();
}
