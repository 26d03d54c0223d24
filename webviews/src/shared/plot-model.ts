import { quantityName } from '@nodal/drawing/chart/plot-data';
import type { PlotSummary, ViewState } from '@nodal/protocol';

/** A vector that can be shown, with its place among the view's traces. */
export interface Trace {
  name: string;
  /** Index into the plot's vectors. */
  vector: number;
  unit: string;
  /** Index of its colour; it stays whatever else is shown. */
  colour: number;
  visible: boolean;
}

/** More than these are not shown unless asked for. */
const FIRST_TRACES = 6;

/**
 * The traces of a plot and which of them are visible: those that the user left
 * visible; else those that `.print`, `.plot` and `.probe` ask for; else the
 * voltages of the top circuit.
 * @param hidden names that the user has hidden in this view, if he ever changed anything
 */
export function tracesOf(plot: PlotSummary, shown: readonly string[] | undefined, hidden: readonly string[] | undefined): Trace[] {
  // An operating point has no axis: its first vector is a value like the others.
  const first = hasAxis(plot) ? 1 : 0;
  const traces = plot.vectors.slice(first).map((vector, index) => ({
    name: vector.name, vector: index + first, unit: vector.unit, colour: index, visible: false,
  }));
  if (hidden) {
    const gone = new Set(hidden);
    for (const trace of traces) trace.visible = !gone.has(trace.name);
    return traces;
  }
  const asked = new Set(shown?.map((name) => name.toLowerCase()));
  for (const trace of traces) trace.visible = asked.has(trace.name.toLowerCase());
  if (traces.some(({ visible }) => visible)) return recoloured(traces);
  const top = traces.filter(({ name, unit }) => unit === 'V' && !/[.#]/.test(name));
  for (const trace of (top.length > 0 ? top : traces).slice(0, FIRST_TRACES)) trace.visible = true;
  return recoloured(traces);
}

/** The traces that are visible at first get the first colours. */
function recoloured(traces: Trace[]): Trace[] {
  [...traces.filter(({ visible }) => visible), ...traces.filter(({ visible }) => !visible)].forEach((trace, index) => {
    trace.colour = index;
  });
  return traces;
}

export function hasAxis(plot: PlotSummary): boolean {
  return plot.analysis !== 'op';
}

/** One pane for each unit among the visible traces, in order of first appearance. */
export function panesByUnit(plot: PlotSummary, traces: readonly Trace[]): { unit: string; name: string; traces: Trace[] }[] {
  const panes = new Map<string, { unit: string; name: string; traces: Trace[] }>();
  for (const trace of traces) {
    if (!trace.visible) continue;
    let pane = panes.get(trace.unit);
    if (!pane) panes.set(trace.unit, (pane = { unit: trace.unit, name: quantityName(plot.vectors[trace.vector]!), traces: [] }));
    pane.traces.push(trace);
  }
  return [...panes.values()];
}

const ANALYSES: Record<string, string> = { op: 'Operating point', dc: 'DC sweep', ac: 'AC', tran: 'Transient' };

/** What a plot is called in the list of plots: its analysis and its step; a second one of a name gets a number. */
export function plotLabels(plots: readonly PlotSummary[]): string[] {
  const seen = new Map<string, number>();
  return plots.map(({ analysis, step }) => {
    const label = [ANALYSES[analysis] ?? analysis, ...(step === undefined ? [] : [step])].join(' ');
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return count > 1 ? `${label} ${count}` : label;
  });
}

/** Where the values of each vector begin in a CursorReply: a complex one takes two. */
export function cursorOffsets(plot: PlotSummary): number[] {
  let offset = 0;
  return plot.vectors.map(({ complex }) => {
    const at = offset;
    offset += complex ? 2 : 1;
    return at;
  });
}

/** The state that belongs to a document, if the kept one does. */
export function stateFor(kept: ViewState | undefined, uri: string): ViewState | undefined {
  return kept?.uri === uri ? kept : undefined;
}
