import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchCircuit } from './circuit.js';
import { inChild } from './in-child.js';
import { parseOptions } from './options.js';
import { provenance, writeMeasured } from './page.js';
import { race, type RaceOptions, type Result, type Simulator, SIMULATORS } from './race.js';
import { eecircuitVersion, installEecircuit } from './simulators/eecircuit.js';
import { buildNative } from './simulators/nodal.js';
import { ngspiceVersion } from './simulators/ngspice.js';

/** A benchmark that races Nodal with other simulators on circuits of its own. */
export interface Race {
  /** Of the benchmark and of its page in docs/measured/. */
  readonly name: string;
  readonly title: string;
  /** What is raced and how, in words. */
  readonly explanation: string;
  readonly circuits: readonly BenchCircuit[];
  /** The tables and what they come to. */
  report(results: readonly Result[]): string;
}

/** How all races measure, for their explanations. */
export const HOW = `Times are medians in milliseconds of solving alone, from the set-up of the matrix to the last point: ngspice's own \`Total analysis time\` (a clock on the wall; vectors stay in memory), the same figure of \`eecircuit-engine\` (ngspice in WebAssembly), and the time from the start of the analysis to its last point in Nodal, results taken from the solver as its worker takes them. Cold is the first run in a fresh process, ready the first in a fresh process whose engine has run its own small circuits before, as the editor lets it do (simulation/src/warm-up), and warm are later runs of the first process. All store the same one to three vectors. Where two counts stand, they are Nodal's and ngspice's. The difference is the largest of the saved vectors, of its span, at the default tolerances of both; it holds the errors of both.`;

/** Runs a race as the command line says, or the part of it that belongs into a process of its own. */
export async function runRace({ name, title, explanation, circuits, report }: Race): Promise<void> {
  const [task, ...rest] = process.argv.slice(2);
  if (task === 'in-child') return inChild(rest);
  const options = parseOptions(process.argv.slice(2), circuits);
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
    const text = report(race(options.circuits, settings));
    console.log(text);
    const peers = [...(ngspice ? [ngspice] : []), ...(simulators.has('eecircuit') ? [eecircuitVersion(root)] : [])];
    if (options.write) writeMeasured(root, `${name}.md`, `# ${title}\n\n${provenance(root, peers, `npm run bench ${name} -- --write`)} Rounds: ${options.rounds}.\n\n${explanation}\n\n${text}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
