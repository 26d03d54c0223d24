#!/usr/bin/env node
// npm run test:mutants: plants known faults, one at a time, and runs the tests
// that must notice. Each fault must turn its test red; one that stays green, or
// whose place is no longer in the file, fails the command.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from './mutants/list.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.slice(2);
const chosen = MUTANTS.filter((m) => only.length === 0 || only.includes(m.name));
let restore = () => {};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { restore(); process.exit(130); });

let caught = 0;
let missed = 0;
for (const mutant of chosen) {
  const file = join(root, mutant.file);
  const original = readFileSync(file, 'utf8');
  const places = original.split(mutant.find).length - 1;
  if (places !== 1) {
    missed++;
    console.log(`STALE   ${mutant.name}: its place stands ${places} times in ${mutant.file}`);
    continue;
  }
  restore = () => writeFileSync(file, original);
  let verdict;
  try {
    writeFileSync(file, original.replace(mutant.find, () => mutant.replace));
    const [program, ...args] = mutant.test;
    verdict = spawnSync(program, args, { cwd: join(root, mutant.cwd ?? '.'), encoding: 'utf8', timeout: 600_000, env: { ...process.env, CI: 'true' } });
  } finally {
    restore();
    restore = () => {};
  }
  const output = verdict.stdout + verdict.stderr;
  // A fault that does not compile proves nothing about the tests.
  const ran = /\d+ (failed|passed)|test result: /.test(output);
  if (verdict.status !== 0 && ran) {
    caught++;
    console.log(`caught  ${mutant.name}`);
  } else {
    missed++;
    console.log(`MISSED  ${mutant.name}${ran ? '' : ': its test did not run\n' + output.slice(-2000)}`);
  }
}
console.log(`${caught} passed, ${missed} failed`);
process.exit(missed ? 1 : 0);
