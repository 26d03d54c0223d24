#!/usr/bin/env node
// npm run bench [NAME…] [-- OPTIONS]: runs the benchmarks of bench/, all or the
// named ones; those that read options get what follows the names.
// They print and never fail for being slow: a machine that others use cannot be
// timed. What must not grow is held by counters in the tests.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForNode } from './setup/bundled.mjs';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { run, say } from './setup/process.mjs';

await holdLock();
ensureDependencies();
const names = readdirSync(join(root, 'bench')).filter((f) => f.endsWith('.ts')).map((f) => f.slice(0, -3));
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('--'));
const [wanted, options] = firstOption < 0 ? [given, []] : [given.slice(0, firstOption), given.slice(firstOption)];
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(64);
}
// The tool and the server are measured as they are shipped.
if (wanted.length === 0 || wanted.some((name) => ['solve', 'kernel', 'devices', 'accuracy', 'stream', 'stop', 'language', 'editor'].includes(name))) run(process.execPath, ['scripts/build.mjs'], { cwd: root });
else if (wanted.includes('lint')) run(process.execPath, ['scripts/build-cli.mjs'], { cwd: root });
for (const name of wanted.length ? wanted : names) {
  say(`bench ${name}`);
  const outfile = join(root, '.cache/bench', `${name}.mjs`);
  await bundleForNode(`bench/${name}.ts`, outfile);
  run(process.execPath, [outfile, ...options], { cwd: root });
}
