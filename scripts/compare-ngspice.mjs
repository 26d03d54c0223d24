#!/usr/bin/env node
// npm run compare:ngspice [DIR|DECK…]: runs decks on a real ngspice and on
// Nodal and prints how far apart they are, worst first. Exit 1 beyond the
// tolerances of scripts/compare/error.mjs, 2 when something could not run.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coverage } from './compare/coverage.mjs';
import { leftOut, prepareDeck } from './compare/deck.mjs';
import { deviceTable } from './compare/devices.mjs';
import { comparePlots } from './compare/plots.mjs';
import { runOn } from './compare/run.mjs';
import { joinPoints, stepScript, withoutAxis } from './compare/steps.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const given = process.argv.length > 2 ? process.argv.slice(2) : [join(root, 'test/reference')];
const ngspice = process.env.NGSPICE ?? 'ngspice';
const nodal = join(root, 'cli/bin/nodal.js');

if (spawnSync(ngspice, ['--version']).error) {
  console.error('compare:ngspice needs a real ngspice: `apt-get install ngspice`, or NGSPICE=/path/to/it.');
  process.exit(2);
}
if (!existsSync(join(root, 'cli/dist/nodal.js'))) execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });

const scratch = mkdtempSync(join(tmpdir(), 'nodal-compare-'));
/** What has no axis of its own: all steps make one plot. */
const POINTS = /^(operating point|transfer function)$/i;
const rows = [];
const notes = new Map();
let broken = 0;
const decks = given.map((path) => resolve(path)).flatMap((path) => (statSync(path).isFile() ? [path] : readdirSync(path).sort().map((file) => join(path, file)).filter((file) => /\.(cir|ckt|sp|spi|spice)$/i.test(file) && statSync(file).isFile())));
const texts = [];
for (const path of decks) {
  const [folder, deck] = [dirname(path), basename(path)];
  const original = readFileSync(path, 'latin1');
  texts.push({ deck, text: original });
  const { text } = prepareDeck(original);
  // The changed deck stands beside a copy of the folder's name so that relative includes still resolve.
  const copy = join(scratch, deck);
  mkdirSync(scratch, { recursive: true });
  writeFileSync(copy, text.replace(/^(\.(?:include|inc|lib)\s+["']?)(?!\/)/gim, `$1${folder}/`), 'latin1');
  const loop = stepScript(readFileSync(copy, 'latin1'), `${copy}.ng.raw`);
  if (loop !== undefined) writeFileSync(`${copy}.loop`, loop, 'latin1');
  const theirs = runOn(ngspice, loop === undefined ? ['-n', '-b', '-r', `${copy}.ng.raw`, copy] : ['-n', '-b', `${copy}.loop`], `${copy}.ng.raw`);
  const ours = runOn(process.execPath, [nodal, 'run', copy, '-r', `${copy}.nd.raw`], `${copy}.nd.raw`);
  for (const [who, side] of [['ngspice', theirs], ['Nodal', ours]]) {
    if (side.error) { broken++; rows.push({ deck, plot: `${who} failed`, vector: side.error, error: Infinity, tolerance: 0 }); }
  }
  if (theirs.error || ours.error) continue;
  const [left, right] = loop === undefined ? [ours.plots, theirs.plots] : [withoutAxis(ours.plots, POINTS), joinPoints(theirs.plots, POINTS)];
  const wrong = leftOut(original);
  const judged = (plots) => plots.map((plot) => ({ ...plot, vectors: plot.vectors.filter(({ name }) => !wrong.has(name)) }));
  // A script's `write` sorts the vectors by name.
  for (const row of comparePlots(judged(left), judged(right), { ordered: loop === undefined })) {
    rows.push({ deck, ...row });
    for (const note of row.notes ?? []) notes.set(note, [...(notes.get(note) ?? []), deck]);
  }
}
rmSync(scratch, { recursive: true, force: true });

rows.sort((a, b) => b.error / (b.tolerance || 1) - a.error / (a.tolerance || 1));
const width = Math.max(4, ...rows.map((r) => r.deck.length));
console.log(`${'deck'.padEnd(width)}  ${'plot'.padEnd(26)} ${'worst vector'.padEnd(24)} ${'error'.padStart(10)} ${'of limit'.padStart(9)}`);
for (const row of rows) {
  console.log(`${row.deck.padEnd(width)}  ${row.plot.padEnd(26)} ${row.vector.slice(0, 60).padEnd(24)} ${row.error.toExponential(2).padStart(10)} ${row.tolerance ? (100 * row.error / row.tolerance).toFixed(2).padStart(8) + '%' : ''.padStart(9)}`);
}
if (notes.size > 0) console.log(`\nhow vectors were matched\n${[...notes].map(([note, where]) => `  ${note} (${[...new Set(where)].join(', ')})`).join('\n')}`);
console.log(`\nworst errors by device, over all decks that it stands in: of the largest value, transients of the span\n${deviceTable(texts, rows)}`);
const { table, empty } = coverage(texts.map(({ text }) => text));
console.log(`\ndecks by device and analysis\n${table}`);
const beyond = rows.filter((r) => !(r.error <= r.tolerance)).length;
console.log(`\n${decks.length} decks, ${rows.length} plots, ${beyond} beyond tolerance, ${empty} empty cells`);
// Not `process.exit`, which cuts what a pipe has not taken yet.
process.exitCode = broken ? 2 : beyond ? 1 : 0;
