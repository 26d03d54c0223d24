#!/usr/bin/env node
// npm run build:cli: the command-line tool alone, in a second and without Rust. It
// lints, formats, exports and serves editors; it simulates when the solver was
// built before.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { say } from './setup/process.mjs';

const TOOL = 'cli/dist/nodal.js';
const MODULE = 'nodal_solver_wasm_bg.wasm';

await holdLock();
ensureDependencies();
const solver = join(root, 'solver-wasm/pkg', MODULE);
const isBuilt = existsSync(solver);
const sizes = await bundle({ only: (outfile) => outfile === TOOL, external: isBuilt ? [] : ['@nodal/solver-wasm'] });
if (isBuilt) copyFileSync(solver, join(root, 'cli/dist', MODULE));
// A solver of another build would not fit.
else rmSync(join(root, 'cli/dist', MODULE), { force: true });
say(`${TOOL}: ${(sizes[TOOL] / 1000).toFixed(1)} kB${isBuilt ? '' : ', without the solver: nodal run needs npm run build'}`);
