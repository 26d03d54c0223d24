import { cornerFrequencies, type Corner } from '@nodal/drawing/chart/corner';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import type { Trace } from '../shared/plot-model.js';
import type { TileCache } from '../shared/tile-cache.js';
import type { ViewProfile } from '../shared/view-profile.js';

/** The level whose 2048 columns are fine enough for a corner; its points are raw up to four a column. */
const CORNER_LEVEL = 3;

/** Magnitude in dB above phase in degrees, over the logarithm of the frequency; the −3 dB points are marked. */
export const BODE: ViewProfile = {
  kind: 'bode',
  accepts: (plot) => plot.analysis === 'ac',
  log: true,
  parts: ['decibel', 'phase'],
  panes(_plot, traces) {
    const visible = traces.filter((trace) => trace.visible);
    return visible.length === 0 ? [] : [
      { name: 'Magnitude', unit: 'dB', part: 'decibel', traces: visible },
      { name: 'Phase', unit: '°', part: 'phase', traces: visible },
    ];
  },
  corners(pane, trace, cache, whole): Corner[] {
    if (pane.part !== 'decibel') return [];
    const { x, y } = ascendingPoints(trace, cache, whole);
    return cornerFrequencies(x, y);
  },
  valueText(trace, [real, imaginary], at, caches) {
    if (real === undefined || imaginary === undefined) return '';
    const magnitude = formatQuantity(20 * Math.log10(Math.hypot(real, imaginary)), 'dB');
    const angle = nearestTurn((Math.atan2(imaginary, real) * 180) / Math.PI, drawnValueAt(trace, caches.find(({ part }) => part === 'phase'), at));
    return `${magnitude}  ${formatQuantity(angle, '°')}`;
  },
  nothingToShow: 'This run has no AC results. Add a card such as ".ac dec 20 10 10meg" to the netlist.',
};

/** The finest points at hand of a trace in all of the sweep; neighbours that two tiles share stand once. */
function ascendingPoints(trace: Trace, cache: TileCache, whole: { from: number; to: number }): { x: number[]; y: number[] } {
  const x: number[] = [];
  const y: number[] = [];
  for (const runs of cache.lines(trace.vector, CORNER_LEVEL, whole.from, whole.to)) {
    for (const run of runs) {
      for (let index = run.start; index < run.end; index++) {
        if (x.length > 0 && run.x[index]! < x.at(-1)!) continue;
        x.push(run.x[index]!);
        y.push(run.y[index]!);
      }
    }
  }
  return { x, y };
}

function drawnValueAt(trace: Trace, cache: TileCache | undefined, at: number): number {
  let nearest = NaN;
  let distance = Infinity;
  for (const runs of cache?.lines(trace.vector, CORNER_LEVEL, at, at) ?? []) {
    for (const run of runs) {
      for (let index = run.start; index < run.end; index++) {
        if (Math.abs(run.x[index]! - at) >= distance) continue;
        distance = Math.abs(run.x[index]! - at);
        nearest = run.y[index]!;
      }
    }
  }
  return nearest;
}

/** The angle of the same direction that is nearest to the drawn, continuous phase. */
export function nearestTurn(angle: number, drawn: number): number {
  return Number.isFinite(drawn) ? angle + 360 * Math.round((drawn - angle) / 360) : angle;
}
