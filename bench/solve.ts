import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Nodal's command-line tool against a real ngspice on the same decks, one after
 * the other, with the same largest step. Whole processes are timed, fastest of
 * three; `solving` is what Nodal says of the solver alone.
 */
const count = (n: number, text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join('\n');

const DECKS: Record<string, string> = {
  'rc ladder, 2000 nodes, transient': `rc ladder\nv1 n0 0 pulse(0 1 1u 10n 10n 20u 40u)\n${count(2000, (i) => `r${i} n${i} n${i + 1} 100\nc${i} n${i + 1} 0 1p`)}\n.tran 0.1u 40u 0 0.1u\n.end\n`,
  'diode ladder, 300 cells, transient': `diode ladder\nv1 n0 0 sin(0 5 100k)\n.model dd d is=1e-14 rs=1 cjo=2p tt=1n\n${count(300, (i) => `r${i} n${i} n${i + 1} 50\nd${i} n${i + 1} 0 dd\nd${i}b 0 n${i + 1} dd\nc${i} n${i + 1} 0 5p`)}\n.tran 50n 20u 0 50n\n.end\n`,
  'bridge rectifier, transient': 'bridge\nv1 a b sin(0 12 50)\nrb b 0 1meg\nd1 a p dm\nd2 b p dm\nd3 n a dm\nd4 n b dm\nc1 p n 100u\nrl p n 1k\nrg n 0 10k\n.model dm d is=7.6e-9 rs=0.03 n=1.7 cjo=30p tt=1u\n.tran 10u 500m 0 10u\n.end\n',
  'lc ladder, 200 cells, AC': `lc ladder\nv1 in 0 ac 1\nrs in n0 50\n${count(200, (i) => `l${i} n${i} n${i + 1} 1u\nc${i} n${i + 1} 0 400p`)}\nrl n200 0 50\n.ac lin 5000 10k 20meg\n.end\n`,
};

const folder = mkdtempSync(join(tmpdir(), 'nodal-bench-'));
const ngspice = process.env.NGSPICE ?? 'ngspice';

function seconds(program: string, args: string[]): { wall: number; err: string } {
  let wall = Infinity;
  let err = '';
  for (let turn = 0; turn < 3; turn++) {
    const start = performance.now();
    const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (result.error) throw result.error;
    if (result.status !== 0) throw new Error(`${program} failed (exit ${result.status}):\n${result.stderr}`);
    const took = (performance.now() - start) / 1e3;
    if (took < wall) { wall = took; err = result.stderr; }
  }
  return { wall, err };
}

try {
  const there = !spawnSync(ngspice, ['--version']).error;
  if (!there) console.log('ngspice is not there (apt-get install ngspice); Nodal alone');
  console.log(`${'deck'.padEnd(38)}${'ngspice s'.padStart(11)}${'nodal s'.padStart(10)}${'ratio'.padStart(8)}${'solving s'.padStart(11)}${'points'.padStart(9)}${'iterations'.padStart(12)}`);
  Object.entries(DECKS).forEach(([name, text], index) => {
    const deck = join(folder, `${index}.cir`);
    writeFileSync(deck, text);
    const theirs = there ? seconds(ngspice, ['-n', '-b', '-r', join(folder, 'ng.raw'), deck]).wall : NaN;
    const ours = seconds(process.execPath, ['cli/bin/nodal.js', 'run', deck, '-r', join(folder, 'nd.raw'), '--stats']);
    const stats = JSON.parse(ours.err.split('\n').find((line) => line.startsWith('{'))!) as { points: number; iterations: number; solve: number };
    console.log(`${name.padEnd(38)}${theirs.toFixed(2).padStart(11)}${ours.wall.toFixed(2).padStart(10)}${(theirs / ours.wall).toFixed(2).padStart(8)}${stats.solve.toFixed(2).padStart(11)}${String(stats.points).padStart(9)}${String(stats.iterations).padStart(12)}`);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
