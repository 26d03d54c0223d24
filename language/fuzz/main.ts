import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, workerData } from 'node:worker_threads';
import { Campaign, type FailureKind, Trial } from './campaign.js';
import { branchCoverage } from './coverage-report.js';
import { dependsOnTime, type Failure, firstFailure, kindOf } from './failure.js';
import type { FuzzCase } from './fuzz-case.js';
import type { WorkerData } from './messages.js';
import { ORACLES } from './oracles/registry.js';
import { Plan } from './plan.js';
import { readSeeds } from './seeds.js';
import { shrunk } from './shrink.js';
import { work } from './worker.js';

/** Further kinds of failures are counted and not shrunk. */
const MOST_SHRUNK = 25;
const thousands = (value: number) => Math.round(value).toLocaleString('en');

if (isMainThread) process.exitCode = await main();
else work(workerData as WorkerData);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' }, corpus: { type: 'string' }, coverage: { type: 'boolean', default: false }, replay: { type: 'string' },
    },
  });
  const root = process.cwd();
  const settings = { root, corpus: values.corpus, inputs: Number(values.inputs), seed: Number(values.seed), coverage: values.coverage };
  if (!(settings.inputs >= 1) || !Number.isInteger(settings.seed)) {
    console.error('Write --inputs with a positive number and --seed with an integer.');
    return 64;
  }
  if (values.replay !== undefined) return replay(values.replay, settings);

  const folder = join(root, 'language/fuzz/failures');
  rmSync(folder, { recursive: true, force: true });
  const seeds = readSeeds(root, values.corpus);
  const plan = new Plan(settings.inputs, settings.seed, seeds);
  const start = performance.now();
  let told = start;
  const { failures: found, coverage } = await new Campaign(settings, Math.min(2, availableParallelism()), (finished, failed) => {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    console.log(`${thousands(finished).padStart(11)} inputs, ${failed} failures`);
  }).run();
  const seconds = (performance.now() - start) / 1000;

  const failures = await confirmed(found, plan, settings);
  for (const kind of failures.slice(0, MOST_SHRUNK)) await report(kind, plan, settings, folder);
  const total = failures.reduce((sum, { count }) => sum + count, 0);
  if (failures.length > MOST_SHRUNK) console.log(`${failures.length - MOST_SHRUNK} further kinds of failures are not shown.`);

  const { truncated } = plan;
  console.log(`decks      ${seeds.length}, of which ${truncated.decks} truncated ${truncated.everywhere ? 'at every position' : `at ${thousands(truncated.inputs)} positions`} (seed ${settings.seed})`);
  console.log(`inputs     ${thousands(settings.inputs)}`);
  console.log(`seconds    ${seconds.toFixed(1)}`);
  console.log(`inputs/s   ${thousands(settings.inputs / seconds)}`);
  console.log(`failures   ${total}${total > 0 ? ` of ${failures.length} kinds` : ''}`);
  console.log(`coverage   ${values.coverage ? coverageLine(root, coverage) : 'not measured (--coverage)'}`);
  return total > 0 ? 1 : 0;
}

/** Branches reached, folder by folder; those that were not are listed in a file. */
function coverageLine(root: string, coverage: Parameters<typeof branchCoverage>[1]): string {
  const folders = branchCoverage(fileURLToPath(import.meta.url), coverage);
  const file = join(root, '.cache/fuzz/missed-branches.txt');
  writeFileSync(file, folders.flatMap(({ missed }) => missed).map((line) => `${line}\n`).join(''));
  const percent = (covered: number, branches: number) => `${((100 * covered) / branches).toFixed(1)} %`;
  const sum = (of: 'covered' | 'branches') => folders.reduce((total, folder) => total + folder[of], 0);
  return `${percent(sum('covered'), sum('branches'))} of ${sum('branches')} branches (${folders.map(({ folder, covered, branches }) => `${folder} ${percent(covered, branches)}`).join(', ')}); the others are in .cache/fuzz/missed-branches.txt`;
}

/** Without what took long once and does not when it is tried again: other programs use the machine too. */
async function confirmed(found: readonly FailureKind[], plan: Plan, settings: Settings): Promise<FailureKind[]> {
  const trial = new Trial(settings);
  const failures: FailureKind[] = [];
  for (const kind of [...found].sort((a, b) => a.index - b.index)) {
    if (!dependsOnTime(kind.failure)) {
      failures.push(kind);
      continue;
    }
    const again = await trial.try(plan.caseAt(kind.index));
    if (again !== undefined) failures.push({ ...kind, failure: again });
    else console.log(`Input ${kind.index} was given up (${kind.failure.message}), but tried by itself nothing is wrong with it.`);
  }
  await trial.end();
  return failures;
}

type Settings = ConstructorParameters<typeof Trial>[0];

/** Shrinks the first input of a kind of failure, keeps it in a file, and prints it with the command that runs it again. */
async function report({ count, index, failure }: FailureKind, plan: Plan, settings: Settings, folder: string): Promise<void> {
  const input = plan.caseAt(index);
  const small = await smallest(input, failure, settings);
  mkdirSync(folder, { recursive: true });
  const file = `${failure.oracle}-${index}.json`;
  writeFileSync(join(folder, file), `${JSON.stringify({ ...failure, input: small }, undefined, 2)}\n`);
  console.log(`\n${failure.oracle}: ${failure.message}\n  input ${index}${count > 1 ? ` and ${count - 1} more like it` : ''}, shrunk from ${input.text.length} to ${small.text.length} characters:`);
  console.log(`  ${JSON.stringify(small).slice(0, 1_500)}`);
  console.log(`  again: npm run verify:fuzz -- --replay language/fuzz/failures/${file}`);
}

async function smallest(input: FuzzCase, failure: Failure, settings: Settings): Promise<FuzzCase> {
  const oracle = ORACLES.find(({ name }) => name === failure.oracle);
  if (oracle !== undefined) {
    const kind = kindOf(failure);
    return shrunk(input, (candidate) => {
      const found = firstFailure(candidate, [oracle]);
      return found !== undefined && kindOf(found) === kind;
    });
  }
  // What hangs or ends its thread is tried in a thread of its own.
  const trial = new Trial(settings);
  const small = await shrunk(input, async (candidate) => {
    const found = await trial.try(candidate, 5_000);
    return found !== undefined && dependsOnTime(found);
  }, 60);
  await trial.end();
  return small;
}

async function replay(file: string, settings: Settings): Promise<number> {
  const { input } = JSON.parse(readFileSync(file, 'utf8')) as { input: FuzzCase };
  const trial = new Trial(settings);
  const failure = await trial.try(input);
  await trial.end();
  console.log(failure === undefined ? 'It does not fail.' : `${failure.oracle}: ${failure.message}`);
  return failure === undefined ? 0 : 1;
}
