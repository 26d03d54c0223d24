#!/usr/bin/env node
// npm run build:cli: the command-line tool alone, in a second and without Rust. It
// lints, formats, exports and serves editors; it simulates when the solver was
// built before.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, SOLVER_FILES } from './bundle.mjs';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { say } from './setup/process.mjs';

const TOOL = 'cli/dist/nodal.js';

await holdLock();
ensureDependencies();
const built = SOLVER_FILES.map((file) => join(root, 'solver-wasm/pkg', file));
const isBuilt = built.every(existsSync);
const sizes = await bundle({ only: (outfile) => outfile === TOOL, external: isBuilt ? [] : ['@nodal/solver-wasm'] });
SOLVER_FILES.forEach((file, i) => {
  const placed = join(root, 'cli/dist', file);
  if (isBuilt) copyFileSync(built[i], placed);
  // A solver of another build would not fit.
  else rmSync(placed, { force: true });
});
say(`${TOOL}: ${(sizes[TOOL] / 1000).toFixed(1)} kB${isBuilt ? '' : ', without the solver: nodal run needs npm run build'}`);
