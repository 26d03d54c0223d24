import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WasmEngine } from '@nodal/simulation/wasm-engine';
import { TEN_MILLION } from './ladders.js';
import { encodeForNodal, solverBytes } from './simulators/nodal.js';

/** Points between two looks at the memory. */
const LOOK = 1_000_000;

/** Ten million points in a fresh process, whose chunks are dropped as they come: prints how its memory goes. */
export function stream(folder: string): string {
  const file = join(folder, 'stream.bin');
  writeFileSync(file, encodeForNodal(TEN_MILLION));
  const { stdout, stderr, status } = spawnSync(process.execPath, [process.argv[1]!, 'in-child', 'stream', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

export async function streamInChild(file: string): Promise<void> {
  const engine = await WasmEngine.create(solverBytes());
  const session = engine.open(readFileSync(file));
  const begun = performance.now();
  session.start(session.jobs[0]!);
  const memory: string[] = [];
  let points = 0;
  let next = LOOK;
  let state: string = 'running';
  while (state === 'running') {
    state = session.advance(10);
    session.takeEvents();
    for (let chunk = session.takeChunk(); chunk; chunk = session.takeChunk()) points += chunk.points;
    if (points < next) continue;
    memory.push((process.memoryUsage.rss() / 1e6).toFixed(0));
    next += LOOK;
  }
  console.log(`${points} points in ${((performance.now() - begun) / 1e3).toFixed(1)} s (${state}); resident after each million: ${memory.join(', ')} MB`);
}
