import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CIRCUITS } from './kernel/circuits.js';
import { inChild } from './kernel/in-child.js';
import { parseOptions } from './kernel/options.js';
import { provenance, writeMeasured } from './kernel/page.js';
import { errorPlot } from './kernel/plot.js';
import { geometricMean } from './kernel/simulators/sample.js';
import { ngspiceVersion } from './kernel/simulators/ngspice.js';
import { secondsAt, sweep, type Swept } from './kernel/sweep.js';
import { markdown } from './kernel/table.js';

/**
 * Error against time of Nodal and ngspice, so that speed is not bought with
 * looseness: reltol is swept on both, absolute tolerances with it.
 */
const EXPLANATION = `For both simulators reltol is swept, and \`vntol\`, \`abstol\` and \`chgtol\` with it. An error is the root mean square over time of the difference at the run's own points, of the vector's span, for the worst of the saved vectors; it is measured against the closed form or, where there is none, against a run of the same simulator whose reltol is a hundred times smaller than the tightest one of the sweep. Times are medians in milliseconds of solving alone, Nodal's in WebAssembly and in a fresh process each. The last table has Nodal's time at the error that ngspice has at its defaults, interpolated along its curve.`;
const DEFAULT_RELTOL = 1e-3;

const [task, ...rest] = process.argv.slice(2);
if (task === 'in-child') await inChild(rest);
else {
  const options = parseOptions(process.argv.slice(2), CIRCUITS.filter(({ accuracy }) => accuracy));
  const root = process.cwd();
  const version = ngspiceVersion();
  if (!version) {
    console.error('The curves need a real ngspice: apt-get install ngspice.');
    process.exit(2);
  }
  const folder = mkdtempSync(join(tmpdir(), 'nodal-bench-'));
  try {
    const swept = options.circuits.map((circuit) => sweep(circuit, options.rounds, folder));
    const text = `${curvesTable(swept)}\n\n${comparison(swept)}`;
    console.log(text);
    if (options.write) {
      writeMeasured(root, 'accuracy.svg', errorPlot(swept));
      writeMeasured(root, 'accuracy.md', `# Error against time\n\n${provenance(root, [version], 'npm run bench accuracy -- --write')} Rounds: ${options.rounds}.\n\n${EXPLANATION}\n\n![Error against time of each circuit](accuracy.svg)\n\n${text}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function curvesTable(swept: readonly Swept[]): string {
  const rows = swept.flatMap(({ circuit, sweeps }) => {
    const reltols = circuit.accuracy!.reltols;
    return reltols.map((reltol) => {
      const cells = sweeps.flatMap(({ points }) => {
        const point = points.find((each) => each.reltol === reltol);
        return point ? [point.error.toExponential(1), (point.seconds * 1e3).toFixed(1), String(point.points)] : ['—', '—', '—'];
      });
      return [circuit.name, reltol.toExponential(0), ...cells];
    });
  });
  return markdown(['circuit', 'reltol', 'ngspice error', 'ms', 'points', 'Nodal error', 'ms', 'points'], rows);
}

function comparison(swept: readonly Swept[]): string {
  const ratios: number[] = [];
  const rows = swept.map(({ circuit, sweeps, references }) => {
    const [theirs, ours] = [sweeps[0]!, sweeps[1]!];
    const standard = theirs.points.find(({ reltol }) => reltol === DEFAULT_RELTOL);
    const at = standard && secondsAt(ours.points, standard.error);
    const apart = Number.isNaN(references) ? '' : references.toExponential(1);
    if (!standard || !at) return [circuit.name, theirs.reference, '—', '—', '—', ours.cannot ?? theirs.cannot ?? '—', apart];
    const ratio = standard.seconds / at.seconds;
    ratios.push(ratio);
    return [circuit.name, theirs.reference, standard.error.toExponential(1), (standard.seconds * 1e3).toFixed(1), `${at.beyond ? 'at the end of its curve ' : ''}${(at.seconds * 1e3).toFixed(1)}`, ratio.toFixed(2), apart];
  });
  const table = markdown(['circuit', 'measured against', 'error of ngspice at its defaults', 'its ms', 'Nodal ms at that error', 'ngspice ÷ Nodal', 'references apart'], rows);
  return `${table}\n\nGeometric mean at equal error: ${ratios.length ? geometricMean(ratios).toFixed(2) : 'none'} (${ratios.length} circuits).`;
}
