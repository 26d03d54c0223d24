#!/usr/bin/env node
// npm run check: types, lint and the unit tests of TypeScript. Needs no Rust.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { run, say } from './setup/process.mjs';

await holdLock();
ensureDependencies();
const npx = (program, args) => run(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root });

const projects = ['protocol', 'language', 'language/test', 'language/fuzz', 'server', 'simulation', 'drawing', 'client', 'webviews', 'cli', 'test', 'test/schematic', 'test/round-trip', 'test/typing', 'test/defects', 'test/convergence', 'test/parameters', 'test/examples', 'bench'].filter((p) => existsSync(join(root, p, 'tsconfig.json')));
for (const project of projects) {
  say(`tsc ${project}`);
  npx('typescript/bin/tsc', ['-p', project]);
}
say('eslint');
npx('eslint/bin/eslint.js', ['.']);
if (!process.argv.includes('--no-tests')) {
  say('vitest');
  npx('vitest/vitest.mjs', ['run']);
}
