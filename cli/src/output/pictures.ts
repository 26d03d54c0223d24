import { join } from 'node:path';
import { renderChartSvg } from '@nodal/drawing/chart/index';
import type { PlotResult } from '@nodal/simulation/simulate';
import { plotName } from './format.js';
import { makeFolder, writeFile } from './write.js';

/** Writes `STEM.ANALYSIS.svg` for each plot that has an axis. */
export function writePictures(folder: string, stem: string, title: string, plots: readonly PlotResult[], shown: (plot: PlotResult) => string[]): void {
  makeFolder(folder);
  plots.forEach((plot, index) => {
    if (plot.points < 2 || plot.analysis === 'op') return;
    const svg = renderChartSvg({ ...plot, title: `${title}: ${plot.title}` }, { kind: plot.analysis === 'ac' ? 'bode' : 'waveform', vectors: shown(plot) });
    writeFile(join(folder, `${stem}.${plotName(plots, index)}.svg`), [svg]);
  });
}
