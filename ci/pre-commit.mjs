#!/usr/bin/env node
// What pre-commit starts, in its own copy of this repository: builds the tool the
// first time, then runs it with the arguments of the hook and the changed files.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
if (!existsSync(join(root, 'cli/dist/nodal.js'))) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/build-cli.mjs')], { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`nodal: the tool could not be built.\n${stdout}${stderr}`);
    process.exit(2);
  }
}
const { status } = spawnSync(process.execPath, [join(root, 'cli/bin/nodal.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 2);
