import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { findDevice } from '@nodal/language/reference/devices';
import { isLimit } from '@nodal/language/limits';
import { type Chunk, moduleOf, SOLVER_FILES, type SolverModule, type Vector } from '@nodal/protocol';
import type { EngineSession } from '@nodal/simulation/engine';
import { warmUp } from '@nodal/simulation/warm-up/warm-up';
import { WasmEngine } from '@nodal/simulation/wasm-engine';
import { type BenchCircuit, nodalDeck } from '../circuit.js';
import { CannotRun, type Curve, magnitudes, type Process, type Sample } from './sample.js';

const PATIENCE = 600_000;
/** First letters of the devices whose equations are evaluated in every iteration. */
const TRANSISTORS = 'dqjm';
/** Milliseconds between the warm-up and the run. */
const SETTLED = 300;
/** Milliseconds of work between two looks at results, as the product's worker has it. */
const BUDGET = 10;

/** The circuit's bytes, made once: neither text nor elaboration is in any time here. */
export function encodeForNodal(circuit: BenchCircuit, reltol?: number): Uint8Array {
  const { circuit: elaborated, all } = elaborateText(nodalDeck(circuit, reltol));
  // A card that is not acted on yet would make a run shorter than the others'.
  const wrong = all.filter(({ severity, code }) => severity === 'error' || isLimit(code));
  if (!elaborated || wrong.length > 0) throw new CannotRun(wrong[0]?.message ?? 'there is no circuit');
  return encodeCircuit(elaborated);
}

/** Diodes and transistors of a circuit; 0 where Nodal cannot read it. */
export function countTransistors(circuit: BenchCircuit): number {
  const elaborated = elaborateText(nodalDeck(circuit)).circuit;
  if (!elaborated) return 0;
  const { strings, devices } = elaborated;
  return Array.from(devices.kind).filter((kind) => TRANSISTORS.includes(findDevice(strings[kind]!)!.letter)).length;
}

/**
 * Nodal in a fresh Node: the first run is cold, the later ones are of the same
 * process. With `ready` the engine is first warmed up on its own small circuits,
 * as the editor does before anybody asks for a run.
 */
export function runWasm(bytes: Uint8Array, folder: string, runs: number, { vectors, ready = false }: { vectors?: readonly string[]; ready?: boolean } = {}): Process {
  const file = join(folder, 'circuit.bin');
  const columns = join(folder, 'columns.bin');
  writeFileSync(file, bytes);
  const { stdout, stderr, error } = spawnSync(process.execPath, [process.argv[1]!, 'in-child', ready ? 'nodal-ready' : 'nodal', file, String(runs), ...(vectors ? [columns, ...vectors] : [])], { encoding: 'utf8', maxBuffer: 1 << 28, timeout: PATIENCE });
  if (error) throw new CannotRun(error.message);
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  if (!line) throw new CannotRun(stderr.split('\n').find((text) => /error/i.test(text))?.trim() ?? 'it said nothing');
  const answer = JSON.parse(line) as { runs: Sample[]; names?: string[]; failed?: string };
  if (answer.failed) throw new CannotRun(answer.failed);
  if (!answer.names) return answer;
  const buffer = readFileSync(columns);
  rmSync(columns);
  const numbers = new Float64Array(buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length));
  const length = numbers.length / answer.names.length;
  return { runs: answer.runs, vectors: answer.names.map((name, i): Curve => ({ name, values: numbers.subarray(i * length, (i + 1) * length) })) };
}

/** The same solver compiled for this machine; each run's session is opened anew. */
export function runNative(program: string, bytes: Uint8Array, folder: string, runs: number): Process {
  const file = join(folder, 'circuit.bin');
  writeFileSync(file, bytes);
  const { stdout, stderr, error, status } = spawnSync(program, [file, '--rounds', String(runs)], { encoding: 'utf8', maxBuffer: 1 << 28, timeout: PATIENCE });
  if (error) throw new CannotRun(error.message);
  if (status !== 0) throw new CannotRun(stderr.trim() || `exit ${status}`);
  return { runs: stdout.trim().split('\n').map((line) => JSON.parse(line) as Sample) };
}

/** Compiles the native solver; the program's path. */
export function buildNative(root: string): string {
  const { status, stdout, stderr } = spawnSync('cargo', ['build', '--release', '-p', 'nodal-native', '--message-format', 'json', '--manifest-path', 'solver-wasm/Cargo.toml'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  const program = /"executable":"([^"]+)"/.exec(stdout)?.[1];
  if (status !== 0 || !program) throw new Error(`The native solver cannot be built:\n${stderr}`);
  return program;
}

/** The child's work. */
export async function nodalInChild(file: string, count: number, columns: string | undefined, names: readonly string[], ready: boolean): Promise<void> {
  const bytes = readFileSync(file);
  const engine = await WasmEngine.create(solverBytes(moduleOf(bytes)));
  if (ready) {
    await warmUp(engine, { pause() {}, stopped: false });
    // The editor's user does not press Run in the same instant: what is compiled in the background comes to its end.
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
  }
  const runs: Sample[] = [];
  let kept: Kept | undefined;
  for (let i = 0; i < count; i++) {
    const session = engine.open(bytes);
    kept = columns && i === count - 1 ? new Kept() : undefined;
    const ran = runOnce(session, kept);
    session.close();
    if ('failed' in ran) {
      console.log(JSON.stringify(ran));
      return;
    }
    runs.push(ran);
  }
  console.log(JSON.stringify({ runs, ...(kept ? { names: kept.write(columns!, names) } : {}) }));
}

export function solverBytes(module: SolverModule = 'usual'): Uint8Array<ArrayBuffer> {
  const file = join(process.cwd(), 'solver-wasm/pkg', SOLVER_FILES[module]);
  if (!existsSync(file)) throw new Error('The solver is not built: npm run build.');
  return readFileSync(file);
}

/** Runs all jobs; results are taken as in the product's worker, and dropped unless they are kept. */
function runOnce(session: EngineSession, kept: Kept | undefined): Sample | { failed: string } {
  const sample = { seconds: 0, points: 0, iterations: 0, rejected: 0 };
  let failed: string | undefined;
  for (const job of session.jobs) {
    const begun = performance.now();
    let state = session.start(job) ? 'running' : 'failed';
    for (;;) {
      for (const event of session.takeEvents()) {
        if (event.event === 'plotStarted') kept?.begin(event.vectors);
        else if (event.event === 'diagnosed' && event.diagnostic.severity === 'error') failed ??= event.diagnostic.message;
        else if (event.event === 'plotFinished') {
          sample.points += event.statistics.points;
          sample.iterations += event.statistics.iterations;
          sample.rejected += event.statistics.rejected;
        }
      }
      for (let chunk = session.takeChunk(); chunk; chunk = session.takeChunk()) kept?.chunks.push(chunk);
      if (state !== 'running') break;
      state = session.advance(BUDGET);
    }
    sample.seconds += (performance.now() - begun) / 1e3;
    if (state === 'failed') return { failed: failed ?? 'the run failed and did not say why' };
  }
  return sample;
}

/** The numbers of the last plot. */
class Kept {
  private vectors: readonly Vector[] = [];
  chunks: Chunk[] = [];

  begin(vectors: readonly Vector[]): void {
    this.vectors = vectors;
    this.chunks = [];
  }

  /** Writes the axis and the named vectors, one after the other; answers the names. */
  write(file: string, names: readonly string[]): string[] {
    const axis = /^(?:time|frequency)$/.test(this.vectors[0]?.name ?? '') ? [0] : [];
    const chosen = [...axis, ...names.map((name) => this.vectors.findIndex((vector) => vector.name === name)).filter((i) => i >= 0)];
    const columns = chosen.map((i) => this.column(i));
    const all = axis.length ? columns : [new Float64Array(columns[0]?.length ?? 0), ...columns];
    writeFileSync(file, Buffer.concat(all.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength))));
    return [...(axis.length ? [] : ['point']), ...chosen.map((i) => this.vectors[i]!.name)];
  }

  private column(vector: number): Float64Array {
    const numbers = new Float64Array(this.chunks.reduce((length, { columns }) => length + columns[vector]!.length, 0));
    let at = 0;
    for (const { columns } of this.chunks) {
      numbers.set(columns[vector]!, at);
      at += columns[vector]!.length;
    }
    return this.vectors[vector]!.complex ? magnitudes(numbers) : numbers;
  }
}
