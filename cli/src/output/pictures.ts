import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderChartSvg } from '@nodal/drawing/chart/render-chart-svg';
import type { RunResult } from '@nodal/simulation/simulate';

/** Writes `STEM.ANALYSIS.svg` for each plot that has an axis. */
export function writePictures(folder: string, stem: string, title: string, result: RunResult): string[] {
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  for (const plot of result.plots) {
    if (plot.points < 2 || plot.analysis === 'op') continue;
    const file = join(folder, `${stem}.${plot.analysis}.svg`);
    writeFileSync(file, renderChartSvg({ title, plot, shown: result.shown[plot.analysis] ?? [] }));
    files.push(file);
  }
  return files;
}
