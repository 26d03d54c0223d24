import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inChild } from './kernel/in-child.js';
import { parseOptions } from './kernel/options.js';
import { provenance, writeMeasured } from './kernel/page.js';
import { race, type RaceOptions, type Simulator, SIMULATORS } from './kernel/race.js';
import { eecircuitVersion, installEecircuit } from './kernel/simulators/eecircuit.js';
import { buildNative } from './kernel/simulators/nodal.js';
import { ngspiceVersion } from './kernel/simulators/ngspice.js';
import { raceTable, summary } from './kernel/table.js';

/**
 * The solver against ngspice, native and in WebAssembly, on the same decks in
 * one run, each in turn. Times are of solving alone, from the set-up of the
 * matrix to the last point, as the simulators' own clocks have them.
 */
const EXPLANATION = `Times are medians in milliseconds of solving alone, from the set-up of the matrix to the last point: ngspice's own \`Total analysis time\` (a clock on the wall; vectors stay in memory), the same figure of \`eecircuit-engine\` (ngspice in WebAssembly), and the time from the start of the analysis to its last point in Nodal, results taken from the solver as its worker takes them. Cold is the first run in a fresh process, ready the first in a fresh process whose engine has run its own small circuits before, as the editor lets it do (simulation/src/warm-up), and warm are later runs of the first process. All store the same one to three vectors. Where two counts stand, they are Nodal's and ngspice's. The difference is the largest of the saved vectors, of its span, at the default tolerances of both; it holds the errors of both.`;

const [task, ...rest] = process.argv.slice(2);
if (task === 'in-child') await inChild(rest);
else {
  const options = parseOptions(process.argv.slice(2));
  const root = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'nodal-bench-'));
  try {
    const simulators = new Set((options.simulators ?? SIMULATORS) as Simulator[]);
    const ngspice = ngspiceVersion();
    if (!ngspice) {
      console.log('ngspice is not there (apt-get install ngspice); its columns are empty');
      simulators.delete('ngspice');
    }
    if (simulators.has('eecircuit')) installEecircuit(root);
    const settings: RaceOptions = { rounds: options.rounds, folder, native: simulators.has('native') ? buildNative(root) : '', simulators };
    const results = race(options.circuits, settings);
    const text = `${raceTable(results)}\n\n${summary(results)}`;
    console.log(text);
    const peers = [...(ngspice ? [ngspice] : []), ...(simulators.has('eecircuit') ? [eecircuitVersion(root)] : [])];
    if (options.write) writeMeasured(root, 'kernel.md', `# The solver against ngspice\n\n${provenance(root, peers, 'npm run bench kernel -- --write')} Rounds: ${options.rounds}.\n\n${EXPLANATION}\n\n${text}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
