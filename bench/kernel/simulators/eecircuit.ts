import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BenchCircuit, eecircuitDeck } from '../circuit.js';
import { parseUsage } from './ngspice.js';
import { CannotRun, type Process, type Sample } from './sample.js';

/**
 * ngspice compiled to WebAssembly, in a Node of its own. Its clock is ngspice's
 * own `Total analysis time`, as for the native one: the engine's list of
 * commands gets an `rusage` behind the run, before the results are written.
 */
const PATIENCE = 600_000;

export function eecircuitVersion(root: string): string {
  const manifest = JSON.parse(readFileSync(join(root, 'bench/node_modules/eecircuit-engine/package.json'), 'utf8')) as { version: string };
  return `eecircuit-engine ${manifest.version}`;
}

/** Installs the peer beside the benchmarks, where nothing of the product sees it. */
export function installEecircuit(root: string): void {
  if (existsSync(join(root, 'bench/node_modules/eecircuit-engine'))) return;
  console.log('installing eecircuit-engine for the benchmarks (40 MB)');
  const { status } = spawnSync('npm', ['install', '--prefix', 'bench', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('eecircuit-engine cannot be installed.');
}

export function runEecircuit(circuit: BenchCircuit, folder: string, runs: number): Process {
  const deck = join(folder, 'eecircuit.cir');
  writeFileSync(deck, eecircuitDeck(circuit));
  const { stdout, stderr, error } = spawnSync(process.execPath, [process.argv[1]!, 'in-child', 'eecircuit', deck, String(runs), circuit.loop ? 'loop' : 'run'], { encoding: 'utf8', maxBuffer: 1 << 28, timeout: PATIENCE });
  if (error) throw new CannotRun(error.message);
  const line = stdout.split('\n').find((text) => text.startsWith('{"runs"'));
  if (!line) throw new CannotRun(stderr.trim().split('\n').at(-1) ?? 'it said nothing');
  return JSON.parse(line) as Process;
}

/** What of the engine is used here; its list of commands is no documented part of it, hence the exact version. */
interface Engine {
  commandList: string[];
  start(): Promise<void>;
  setNetList(text: string): void;
  runSim(): Promise<unknown>;
  getInfo(): string;
}

/** The child's work. */
export async function eecircuitInChild(deck: string, count: number, loop: boolean): Promise<void> {
  // The bundle stands elsewhere than the benchmarks' node_modules.
  const module = pathToFileURL(join(process.cwd(), 'bench/node_modules/eecircuit-engine/dist/eecircuit-engine.mjs')).href;
  const { Simulation } = (await import(module)) as { Simulation: new () => Engine };
  const engine = new Simulation();
  // It prints harmless lines as errors.
  console.error = () => undefined;
  await engine.start();
  const text = readFileSync(deck, 'utf8');
  const runs: Sample[] = [];
  for (let i = 0; i < count; i++) {
    engine.setNetList(text);
    // A loop runs while the deck is read and drops its plots; a last one is needed for the file that ends a run.
    engine.commandList = [' ', 'source test.cir', 'destroy all', ...(loop ? ['op'] : ['run', 'rusage all']), 'write out.raw'];
    await engine.runSim();
    runs.push(parseUsage(engine.getInfo()));
  }
  console.log(JSON.stringify({ runs }));
  process.exit(0);
}
