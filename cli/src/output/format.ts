import { isOfDevices } from '@nodal/drawing/numbers/table-text';
import type { MeasureResult, PlotResult, RunResult, TableResult } from '@nodal/simulation/simulate';

export type Format = 'table' | 'csv' | 'json';

/** One text to print, or to write as `STEM.NAME.EXTENSION`. */
export interface FormattedText { name: string; extension: string; text: string }

/** The results of one deck as text. */
export function formatResult(file: string, title: string, result: RunResult, format: Format, shown: (plot: PlotResult) => string[]): FormattedText[] {
  switch (format) {
    case 'json': return [{ name: '', extension: 'json', text: `${JSON.stringify(jsonResult(file, title, result))}\n` }];
    case 'csv': return [
      ...result.plots.map((plot, i) => ({ name: plotName(result.plots, i), extension: 'csv', text: csv(plot) })),
      ...result.tables.filter(isOfDevices).map((devices) => ({ name: deviceTableName(devices), extension: 'csv', text: deviceCsv(devices) })),
    ];
    case 'table': return result.plots.map((plot, i) => ({ name: plotName(result.plots, i), extension: 'txt', text: table(plot, shown(plot)) }));
  }
}

/** The name of a measure; where several analyses have one of that name, with the analysis. */
function measureName({ measures }: RunResult, { name, analysis }: MeasureResult): string {
  return measures.some((other) => other.name === name && other.analysis !== analysis) ? `${name}@${analysis}` : name;
}

/** `name = value`, with where it was found, or `name = failed` with the reason. */
export function measureLines(result: RunResult): string[] {
  return result.measures.map((m) => (m.step === undefined ? '' : `${m.step}: `) + (m.value === null ? `${measureName(result, m)} = failed${m.reason ? ` (${m.reason})` : ''}` : `${measureName(result, m)} = ${number(m.value)}${m.unit ? ` ${m.unit}` : ''}${m.at === null || m.at === undefined ? '' : ` at = ${number(m.at)}`}`));
}

/** Seven digits, as ngspice prints its measures. */
export function number(value: number): string {
  return value.toExponential(6);
}

/** `tran`, or `tran2` where the deck has several. */
export function plotName(plots: readonly PlotResult[], index: number): string {
  const { analysis } = plots[index]!;
  const same = plots.filter((p) => p.analysis === analysis);
  return same.length > 1 ? `${analysis}${same.indexOf(plots[index]!) + 1}` : analysis;
}

/** The columns of a plot by their printed names; a complex vector is two. */
function columnsOf(plot: PlotResult, names: readonly string[]): { name: string; unit: string; at: (i: number) => number }[] {
  const chosen = plot.vectors
    .map((vector, index) => ({ vector, data: plot.columns[index]! }))
    .filter(({ vector }, index) => index === 0 || (names.length ? names.includes(vector.name) : vector.raw));
  return chosen.flatMap(({ vector, data }, index) => {
    // The frequency of an AC plot is complex in the raw file only by form.
    if (index === 0 && vector.complex) return [{ name: vector.name, unit: vector.unit, at: (i: number) => data[2 * i]! }];
    if (vector.complex) {
      return [
        { name: `re(${vector.name})`, unit: vector.unit, at: (i: number) => data[2 * i]! },
        { name: `im(${vector.name})`, unit: vector.unit, at: (i: number) => data[2 * i + 1]! },
      ];
    }
    return [{ name: vector.name, unit: vector.unit, at: (i: number) => data[i]! }];
  });
}

function quote(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** `op.mosfet`, and the step's label behind it. */
function deviceTableName({ analysis, title }: TableResult): string {
  return `${analysis}.${title.replace(/^.*?: /, '').replace(/[^\w=+-]+/g, '-')}`;
}

/** Devices by rows, their variables by columns. */
function deviceCsv({ columns, rows }: TableResult): string {
  const regions = rows.some(({ region }) => region);
  const lines = [['device', ...columns.map(({ name }) => name), ...(regions ? ['region'] : [])].map(quote)];
  for (const { name, values, region } of rows) lines.push([quote(name), ...values.map((value) => (value === null ? '' : String(value))), ...(regions ? [region ?? ''] : [])]);
  return `${lines.map((line) => line.join(',')).join('\n')}\n`;
}

function csv(plot: PlotResult): string {
  const columns = columnsOf(plot, []);
  const rows = [columns.map((c) => quote(c.name)).join(',')];
  for (let i = 0; i < plot.points; i++) rows.push(columns.map((c) => String(c.at(i))).join(','));
  return `${rows.join('\n')}\n`;
}

/** Numbers without an axis: an operating point, a transfer function, sensitivities at rest, totals of noise. */
function isList({ analysis, title, vectors }: PlotResult): boolean {
  return analysis === 'op' || analysis === 'tf' || (analysis === 'sens' && vectors[0]?.complex === false) || title.startsWith('Integrated Noise');
}

/** What has no axis is a list, operating points and transfer functions of steps a table; what has an axis is a table of the asked columns, or one line when none is asked for. */
function table(plot: PlotResult, shown: readonly string[]): string {
  const head = `${plot.title}: ${plot.points} points${plot.complete ? '' : ', incomplete'}\n`;
  if (isList(plot)) {
    if (plot.points === 0) return head;
    if (plot.points > 1 || (plot.analysis === 'op' && plot.vectors[0]?.node === null && plot.vectors[0].device === null)) return `${head}${rows(plot, shown)}`;
    const columns = plot.vectors.map((vector, i) => ({ vector, data: plot.columns[i]! })).filter(({ vector }) => (shown.length ? shown.includes(vector.name) : vector.raw));
    const width = Math.max(...columns.map(({ vector }) => vector.name.length), 4);
    return `${plot.title}\n${columns.map(({ vector, data }) => `  ${vector.name.padEnd(width)} ${number(data[0]!).padStart(14)} ${vector.unit}\n`).join('')}`;
  }
  return shown.length === 0 ? head : `${head}${rows(plot, shown)}`;
}

/** The asked columns, or those of the raw file, point by point. */
function rows(plot: PlotResult, shown: readonly string[]): string {
  const columns = columnsOf(plot, shown);
  const widths = columns.map((c) => Math.max(14, c.name.length + 2));
  const lines = [`${columns.map((c, i) => c.name.padStart(widths[i]!)).join('')}\n`];
  for (let i = 0; i < plot.points; i++) lines.push(`${columns.map((c, k) => number(c.at(i)).padStart(widths[k]!)).join('')}\n`);
  return lines.join('');
}

function jsonResult(file: string, title: string, result: RunResult) {
  return {
    file,
    title,
    outcome: result.outcome,
    plots: result.plots.map((plot) => ({
      analysis: plot.analysis,
      title: plot.title,
      ...(plot.step === undefined ? {} : { step: plot.step }),
      complete: plot.complete,
      points: plot.points,
      vectors: plot.vectors.map((vector, i) => {
        const data = plot.columns[i]!;
        const base = { name: vector.name, quantity: vector.quantity, unit: vector.unit };
        if (!vector.complex) return { ...base, values: Array.from(data.subarray(0, plot.points)) };
        return {
          ...base,
          real: Array.from({ length: plot.points }, (_, k) => data[2 * k]!),
          imaginary: Array.from({ length: plot.points }, (_, k) => data[2 * k + 1]!),
        };
      }),
    })),
    // With steps a measure has a value for each, in the order of the runs.
    measures: result.measures.some((m) => m.step !== undefined) ? stepped(result) : Object.fromEntries(result.measures.map((m) => [measureName(result, m), m.value])),
    units: Object.fromEntries(result.measures.map((m) => [measureName(result, m), m.unit])),
    tables: result.tables.map(({ analysis, title, figures, columns, rows }) => ({
      analysis, title, figures, columns,
      // The index of a device means nothing outside of the circuit.
      rows: rows.map(({ name, values, region }) => ({ name, values, ...(region ? { region } : {}) })),
    })),
  };
}

function stepped(result: RunResult): Record<string, { step: string; value: number | null }[]> {
  const byName: Record<string, { step: string; value: number | null }[]> = {};
  for (const { name, step, value } of result.measures) (byName[name] ??= []).push({ step: step ?? '', value });
  return byName;
}
