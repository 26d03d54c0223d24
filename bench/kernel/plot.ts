import type { Swept } from './sweep.js';

/** Size of one circuit's panel and of what stands around its curves, in pixels. */
const PANEL = { width: 340, height: 240, left: 56, right: 12, top: 28, bottom: 40 };
const COLUMNS = 3;
const COLOURS = { ngspice: '#b25b00', Nodal: '#1f5fbf' };

/** Error against time of all circuits, one panel each, with logarithms on both axes: SVG that reads on light and dark ground. */
export function errorPlot(swept: readonly Swept[]): string {
  const rows = Math.ceil(swept.length / COLUMNS);
  const [width, height] = [Math.min(swept.length, COLUMNS) * PANEL.width, rows * PANEL.height + 24];
  const panels = swept.map((each, i) => `<g transform="translate(${(i % COLUMNS) * PANEL.width} ${24 + Math.floor(i / COLUMNS) * PANEL.height})">${panel(each)}</g>`);
  const legend = Object.entries(COLOURS).map(([name, colour], i) => `<circle cx="${PANEL.left + i * 90}" cy="12" r="4" fill="${colour}"/><text x="${PANEL.left + 8 + i * 90}" y="16">${name}</text>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="#555"><rect width="100%" height="100%" fill="#fff"/>${legend}<text x="${PANEL.left + 190}" y="16">the larger mark is reltol 1e-3, the default</text>\n${panels.join('\n')}\n</svg>\n`;
}

function panel({ circuit, sweeps }: Swept): string {
  const all = sweeps.flatMap(({ points }) => points).filter(({ error }) => error > 0 && Number.isFinite(error));
  const title = `<text x="${PANEL.left}" y="18" font-weight="bold">${circuit.name}</text>`;
  if (all.length === 0) return `${title}<text x="${PANEL.left}" y="60">no runs</text>`;
  const x = axis(all.map(({ seconds }) => seconds), PANEL.left, PANEL.width - PANEL.right);
  const y = axis(all.map(({ error }) => error), PANEL.height - PANEL.bottom, PANEL.top);
  const grid = [
    ...x.decades.map((at) => line(x.at(at), PANEL.top, x.at(at), PANEL.height - PANEL.bottom) + `<text x="${x.at(at)}" y="${PANEL.height - PANEL.bottom + 14}" text-anchor="middle">${time(at)}</text>`),
    ...y.decades.map((at) => line(PANEL.left, y.at(at), PANEL.width - PANEL.right, y.at(at)) + `<text x="${PANEL.left - 6}" y="${y.at(at) + 4}" text-anchor="end">1e${Math.round(Math.log10(at))}</text>`),
  ].join('');
  const labels = `<text x="${(PANEL.left + PANEL.width - PANEL.right) / 2}" y="${PANEL.height - 8}" text-anchor="middle">time of solving</text><text transform="translate(12 ${(PANEL.top + PANEL.height - PANEL.bottom) / 2}) rotate(-90)" text-anchor="middle">error of the span</text>`;
  const curves = sweeps.map(({ simulator, points }) => {
    const shown = points.filter(({ error }) => error > 0 && Number.isFinite(error));
    const path = shown.map(({ seconds, error }) => `${x.at(seconds).toFixed(1)},${y.at(error).toFixed(1)}`);
    const marks = shown.map(({ seconds, error, reltol }) => `<circle cx="${x.at(seconds).toFixed(1)}" cy="${y.at(error).toFixed(1)}" r="${reltol === 1e-3 ? 5 : 3}" fill="${COLOURS[simulator]}"/>`);
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${COLOURS[simulator]}" stroke-width="1.5"/>${marks.join('')}`;
  });
  return `${title}${grid}${labels}${curves.join('')}`;
}

/** A logarithmic scale over whole decades. */
function axis(values: readonly number[], from: number, to: number): { at(value: number): number; decades: number[] } {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  return { decades, at: (value) => from + ((to - from) * (Math.log10(value) - low)) / (high - low) };
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#ddd"/>`;
}

function time(seconds: number): string {
  if (seconds < 0.9e-3) return `${Math.round(seconds * 1e6)} µs`;
  return seconds < 0.9 ? `${Math.round(seconds * 1e3)} ms` : `${Math.round(seconds)} s`;
}
