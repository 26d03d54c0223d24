#!/usr/bin/env node
// npm run coverage:devices: how many random points the tests of derivatives compare of
// each device, and how often they hit each branch of its equations
// (`covers` in solver-wasm/core/src/devices/equation_tests.rs). Exit 1 when one fails.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup/install.mjs';

const run = spawnSync('cargo', ['tests', '--lib', '--', 'central_differences', '--nocapture'], {
  cwd: join(root, 'solver-wasm'), encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TS_RS_EXPORT_DIR: join(root, '.cache/typescript') },
});
if (run.error) throw run.error;
const rows = [...run.stdout.matchAll(/^(?:test .*? \.\.\. )?covered\t(.*)$/gm)].map(([, line]) => line.split('\t'));
rows.sort(([a], [b]) => a.localeCompare(b, 'en'));
// A device stands in the first of its lines.
const table = [['device', 'points', 'branch', 'hits'], ...rows.map((row, place) => (row[0] === rows[place - 1]?.[0] ? ['', '', ...row.slice(2)] : row))];
const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column].length)));
for (const row of table) console.log(row.map((cell, column) => (column % 2 === 1 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd());
const least = Math.min(...rows.map(([, , , hits]) => Number(hits)));
console.log(`\n${new Set(rows.map(([device]) => device)).size} devices, ${rows.length} branches, the rarest hit ${least} times`);
process.exitCode = run.status ?? 1;
if (run.status !== 0) console.error(run.stdout.split('\n').filter((line) => !line.includes('covered\t')).join('\n'));
