#!/usr/bin/env node
// npm run verify:convergence [NAME…]: the hard circuits of test/convergence on
// Nodal and on a real ngspice, with the way that each of them took.
import { run } from './setup/process.mjs';
import { holdLock, root } from './setup/install.mjs';
import { runBundled } from './setup/bundled.mjs';

await holdLock();
run(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
await runBundled('test/convergence/run.ts');
