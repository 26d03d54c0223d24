#!/usr/bin/env node
// npm run verify:typing [-- --edits N --seed S --every N]: replays a recorded day
// of typing against the language server, compares with a fresh start after every
// thousand edits, and tells what differs and how the memory grows.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, holdLock, releaseLock, root } from './setup/install.mjs';

await holdLock();
ensureDependencies();
const esbuild = await import('esbuild');
const outfile = join(root, '.cache/typing/typing.mjs');
await esbuild.build({
  absWorkingDir: root, entryPoints: ['test/typing/main.ts'], outfile, bundle: true, conditions: ['nodal-source'], platform: 'node', format: 'esm', target: 'node20', logLevel: 'error',
  banner: { js: "import { createRequire as nodalCreateRequire } from 'node:module'; const require = nodalCreateRequire(import.meta.url);" },
});
releaseLock();
const { status } = spawnSync(process.execPath, ['--expose-gc', outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
