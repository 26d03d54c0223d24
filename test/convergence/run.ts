import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WasmEngine } from '@nodal/simulation/wasm-engine';
import { solverBytes } from '../../bench/kernel/simulators/nodal.js';
import { hardCircuits } from './deck.js';
import { hasNgspice, runOnNgspice } from './ngspice.js';
import { runOnNodal } from './nodal.js';

/**
 * `npm run verify:convergence [NAME…]`: each hard circuit on Nodal and on
 * ngspice. Exit 1 when Nodal does not solve one.
 */
const wanted = process.argv.slice(2);
const all = hardCircuits(join(process.cwd(), 'test/convergence'));
const circuits = wanted.length ? all.filter(({ name }) => wanted.some((part) => name.includes(part))) : all;
const folder = mkdtempSync(join(tmpdir(), 'nodal-convergence-'));
const engine = await WasmEngine.create(solverBytes());
const peer = hasNgspice();
if (!peer) console.log('ngspice is not there (apt-get install ngspice); its columns are empty');

const width = Math.max(...circuits.map(({ name }) => name.length));
console.log(`${'circuit'.padEnd(width)}  ${'Nodal'.padEnd(18)} ${'iterations'.padStart(10)} ${'of limit'.padStart(9)}  ${'ngspice'.padEnd(10)} solved`);
const counts = { nodal: 0, ngspice: 0, beyond: 0 };
const wrong: string[] = [];
for (const circuit of circuits) {
  const ours = await runOnNodal(circuit, engine);
  const theirs = peer ? runOnNgspice(circuit, folder) : undefined;
  if (ours.solved) counts.nodal++;
  else wrong.push(`${circuit.name}: ${ours.worst}`);
  if (theirs?.solved) counts.ngspice++;
  if (theirs && theirs.way !== 'direct') counts.beyond++;
  const way = ours.statistics ? wayOf(ours.statistics) : 'none';
  console.log(`${circuit.name.padEnd(width)}  ${way.padEnd(18)} ${String(ours.statistics?.iterations ?? '').padStart(10)} ${ours.error === Infinity ? 'failed'.padStart(9) : `${(100 * ours.error).toFixed(1)}%`.padStart(9)}  ${(theirs?.way ?? '').padEnd(10)} ${theirs ? (theirs.solved ? 'yes' : `no: ${theirs.worst}`) : ''}`);
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${circuits.length} circuits: Nodal solves ${counts.nodal}${peer ? `, ngspice ${counts.ngspice}; ${counts.beyond} defeat ngspice's direct Newton` : ''}`);
if (wrong.length) console.log(`\nNot solved by Nodal\n${wrong.map((line) => `  ${line}`).join('\n')}`);
process.exit(wrong.length ? 1 : 0);

/** What the statistics say of the operating point. */
function wayOf(statistics: object): string {
  return 'operatingPoint' in statistics ? String(statistics.operatingPoint) : '';
}
