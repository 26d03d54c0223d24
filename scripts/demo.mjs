#!/usr/bin/env node
// npm run demo: builds Nodal, lints and simulates the circuits of examples/ with
// the command-line tool, prints what was measured, and writes a picture and a
// raw file of each to out/demo/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { run, say } from './setup/process.mjs';

await holdLock();
ensureDependencies();
run(process.execPath, ['scripts/build.mjs'], { cwd: root });

const out = join(root, 'out/demo');
mkdirSync(out, { recursive: true });
const decks = readdirSync(join(root, 'examples')).filter((f) => f.endsWith('.cir')).sort();
const nodal = (...args) => spawnSync(process.execPath, ['cli/bin/nodal.js', ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });

say(`lint: ${decks.length} circuits`);
const lint = nodal('lint', ...decks.map((d) => join('examples', d)));
process.stdout.write(lint.stdout + lint.stderr);
let failed = lint.status === 0 ? 0 : 1;

const rows = [];
for (const deck of decks) {
  const stem = basename(deck, extname(deck));
  const result = nodal('run', join('examples', deck), '-r', join(out, `${stem}.raw`), '--picture', out, '--stats', '--format', 'json');
  if (result.status !== 0) {
    failed++;
    process.stdout.write(result.stderr);
    rows.push([deck, `failed, exit ${result.status}`, '', '', '']);
    continue;
  }
  const { measures, units } = JSON.parse(result.stdout);
  const stats = result.stderr.split('\n').filter((l) => l.startsWith('{')).map((l) => JSON.parse(l));
  const shown = Object.entries(measures).map(([name, value]) => `${name} = ${value === null ? 'failed' : engineering(value, units[name])}`);
  const analyses = stats.map((s) => `${s.analysis} ${s.points}`).join(', ');
  const solve = stats.reduce((sum, s) => sum + s.solve, 0);
  shown.forEach((text, i) => rows.push([i === 0 ? deck : '', i === 0 ? analyses : '', i === 0 ? `${(1000 * solve).toFixed(1)} ms` : '', text]));
  if (shown.length === 0) rows.push([deck, analyses, `${(1000 * solve).toFixed(1)} ms`, '']);
}
const head = ['circuit', 'analyses and points', 'solving', 'measured'];
const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => (r[i] ?? '').length)));
const line = (cells) => cells.map((c, i) => (c ?? '').padEnd(widths[i])).join('  ').trimEnd();
console.log(`\n${line(head)}\n${widths.map((w) => '─'.repeat(w)).join('  ')}\n${rows.map(line).join('\n')}\n`);
say(`pictures and raw files: ${readdirSync(out).length} files in out/demo/`);
process.exit(failed ? 1 : 0);

/** Six digits with an SI prefix; decibels and radians take none. */
function engineering(value, unit) {
  if (value === 0 || ['dB', 'rad'].includes(unit)) return `${Number(value.toPrecision(6))} ${unit}`.trimEnd();
  const exponent = Math.max(-18, Math.min(12, 3 * Math.floor(Math.log10(Math.abs(value)) / 3)));
  const prefix = { '-18': 'a', '-15': 'f', '-12': 'p', '-9': 'n', '-6': 'µ', '-3': 'm', 0: '', 3: 'k', 6: 'M', 9: 'G', 12: 'T' }[exponent];
  return `${Number((value / 10 ** exponent).toPrecision(6))}${prefix || unit ? ` ${prefix}${unit}` : ''}`;
}
