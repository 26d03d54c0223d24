import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { simulate } from './simulate.js';
import { solver } from './solver.fixture.js';

/** The native solver, compiled without optimisation: the same bits even so. */
const workspace = join(import.meta.dirname, '../../solver-wasm');
const folder = mkdtempSync(join(tmpdir(), 'nodal-bits-'));
let program: string;

beforeAll(() => {
  const built = spawnSync('cargo', ['build', '-p', 'nodal-native', '--message-format', 'json'], { cwd: workspace, encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(built.status, built.stderr).toBe(0);
  program = /"executable":"([^"]+)"/.exec(built.stdout)![1]!;
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** FNV-1a over the high words and the low words, as `solver-wasm/native` prints it. */
function hash(column: Float64Array): string {
  let low = 0x811c9dc5;
  let high = 0x811c9dc5;
  const words = new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
  for (let i = 0; i < words.length; i += 2) {
    low = Math.imul(low ^ words[i]!, 0x01000193);
    high = Math.imul(high ^ words[i + 1]!, 0x01000193);
  }
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Between them every device and every analysis. */
const DECKS: Record<string, string> = {
  'a bridge rectifier with its models at two temperatures': `bridge
v1 a b sin(0 10 50)
d1 a p dx
d2 b p dx
d3 0 a dx
d4 0 b dx
c1 p 0 100u
r1 p 0 1k tc1=1m
.model dx d(is=1e-14 rs=0.1 cjo=10p tt=10n bv=100)
.tran 0.1m 40m
.temp 50
.end
`,
  'coupled inductors and a pulse': `transformer
v1 in 0 dc 0 ac 1 pulse(0 1 1u 10n 10n 5u 10u)
r1 in p 10
l1 p 0 1m
l2 s 0 4m
k1 l1 l2 0.99
r2 s 0 1k
c2 s 0 1n
.tran 10n 50u
.ac dec 20 1k 10meg
.end
`,
  'controlled sources and swept diodes': `controlled
v1 in 0 1
e1 a 0 in 0 2
g1 0 b a 0 1m
r1 b 0 1k
vs b c 0
r2 c 0 2k
f1 0 d vs 3
r3 d 0 1k
h1 e 0 vs 100
r4 e f 1k
d1 f 0 dx
i1 0 f 1m
.model dx d(is=1e-15 n=1.2 rs=1)
.dc v1 -2 2 0.05 i1 0 2m 1m
.op
.end
`,
  'waveforms of sources': `sources
v1 a 0 exp(0 1 1u 2u 5u 3u)
v2 b 0 pwl(0 0 1u 1 2u 0.5 9u 2)
v3 c 0 sffm(0 1 1meg 5 100k)
v4 d 0 am(1 0 10k 1meg 0)
r1 a x 1k
r2 b x 1k
r3 c x 1k
r4 d x 1k
c1 x 0 100p
.tran 10n 10u
.end
`,
};

test.each(Object.entries(DECKS))('%s: native and WASM give the same bits', async (_name, deck) => {
  const { circuit, all } = elaborateText(deck);
  expect(circuit, all.map(({ message }) => message).join('\n')).toBeDefined();
  const bytes = encodeCircuit(circuit!);
  const file = join(folder, 'circuit.bin');
  writeFileSync(file, bytes);
  const { stdout, status } = spawnSync(program, [file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(status).toBe(0);
  const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as { event: string; plot: number; hashes: string[] });
  const native = lines.filter(({ event }) => event === 'columns').map(({ plot, hashes }) => ({ plot, hashes }));
  const { plots, outcome } = await simulate(bytes, { engine: await solver() });
  expect(outcome).toBe('done');
  expect(plots.map(({ plot, columns }) => ({ plot, hashes: columns.map(hash) }))).toEqual(native);
});
