#!/usr/bin/env node
// npm run check: types, lint and the unit tests of TypeScript. Needs no Rust.
import { join } from 'node:path';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { run, runBeside, say } from './setup/process.mjs';

await holdLock();
ensureDependencies();
const beside = (program, ...args) => runBeside(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root });

/** Each package by its own rules; all tests and benchmarks at once, since each would have the whole language checked again. */
const PROJECTS = ['protocol', 'language', 'server', 'simulation', 'drawing', 'client', 'webviews', 'cli', 'tsconfig.tests.json'];

async function types() {
  for (const project of PROJECTS) {
    say(`tsc ${project}`);
    await beside('typescript/bin/tsc', '-p', project);
  }
}

async function lint() {
  say('eslint');
  await beside('eslint/bin/eslint.js', '.');
}

await Promise.all([types(), lint()]);
if (!process.argv.includes('--no-tests')) {
  say('vitest');
  run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run'], { cwd: root });
}
