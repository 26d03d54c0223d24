#!/usr/bin/env node
// npm run verify:fuzz [-- --inputs N --seed S --corpus DIR --coverage]: gives the
// language random, mutated and truncated netlists, and tells what throws, hangs or
// loses a character. `--replay FILE` tries a failing input again.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, holdLock, releaseLock, root } from './setup/install.mjs';

await holdLock();
ensureDependencies();
const esbuild = await import('esbuild');
const outfile = join(root, '.cache/fuzz/fuzz.mjs');
await esbuild.build({
  absWorkingDir: root, entryPoints: ['language/fuzz/main.ts'], outfile, bundle: true, conditions: ['nodal-source'], platform: 'node', format: 'esm', target: 'node20', external: ['typescript'], logLevel: 'error',
  banner: { js: "import { createRequire as nodalCreateRequire } from 'node:module'; const require = nodalCreateRequire(import.meta.url);" },
});
releaseLock();
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
