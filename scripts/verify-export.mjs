#!/usr/bin/env node
// npm run verify:export [--short] [DECK…]: exports decks to ngspice's dialect,
// hierarchical and flat, and runs the exports on a real ngspice. Each is
// compared with ngspice on the original; where ngspice cannot read that, with
// Nodal on the original. Exit 1 beyond the tolerances of scripts/compare/error.mjs,
// 2 when something could not run. The second line of a deck of
// language/src/export/fixtures that is not for ngspice names its dialect.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareDeck } from './compare/deck.mjs';
import { comparePlots, POLYNOMIAL } from './compare/plots.mjs';
import { runOn } from './compare/run.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ngspice = process.env.NGSPICE ?? 'ngspice';
const nodal = join(root, 'cli/bin/nodal.js');
const short = process.argv.includes('--short');
const given = process.argv.slice(2).filter((word) => !word.startsWith('--'));

if (spawnSync(ngspice, ['--version']).error) {
  console.error('verify:export needs a real ngspice: `apt-get install ngspice`, or NGSPICE=/path/to/it.');
  process.exit(2);
}
if (!existsSync(join(root, 'cli/dist/nodal.js'))) execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });

const fixtures = decksOf('language/src/export/fixtures');
// What Nodal does not simulate yet has no flat form.
const hierarchical = decksOf('language/src/export/fixtures/hierarchical');
// What ngspice has in a flat form only.
const flat = decksOf('language/src/export/fixtures/flat');
const reference = decksOf('test/reference');
const decks = given.length > 0 ? given.map((file) => resolve(file)) : [...(short ? reference.filter((_, i) => i % 6 === 0) : [...reference, ...decksOf('examples')]), ...fixtures, ...hierarchical, ...flat];

/** What ngspice 39 cannot run, or not twice the same way. */
const BEYOND_NGSPICE = [
  [/^\s*\.step\b/im, 'ngspice has no .step'],
  [/^transit frequency and feedback/i, 'at the tolerances of the comparison ngspice finds no step for the flat form, whose rows are in another order'],
  [/^relay driver/i, 'ngspice changes a switch at the end of a step, and those of the forms differ'],
];

const scratch = mkdtempSync(join(tmpdir(), 'nodal-export-'));
const rows = [];
let broken = 0;
for (const deck of decks) verify(deck);
rmSync(scratch, { recursive: true, force: true });

const width = Math.max(4, ...rows.map((row) => row.deck.length));
console.log(`${'deck'.padEnd(width)}  form compared with  ${'plot'.padEnd(26)} ${'worst vector'.padEnd(24)} ${'error'.padStart(10)} ${'of limit'.padStart(9)}`);
for (const row of rows) {
  console.log(`${row.deck.padEnd(width)}  ${row.form.padEnd(4)} ${row.peer.padEnd(13)}  ${row.plot.padEnd(26)} ${row.vector.slice(0, 60).padEnd(24)} ${row.error.toExponential(2).padStart(10)} ${row.tolerance ? (100 * row.error / row.tolerance).toFixed(2).padStart(8) + '%' : ''.padStart(9)}`);
}
const beyond = rows.filter((row) => !(row.error <= row.tolerance)).length;
console.log(`\n${decks.length} decks, ${rows.length} plots, ${beyond} beyond tolerance`);
// Not `process.exit`, which cuts what a pipe has not taken yet.
process.exitCode = broken > 0 ? 2 : beyond > 0 ? 1 : 0;

function decksOf(folder) {
  return readdirSync(join(root, folder)).filter((name) => /\.(cir|net)$/.test(name)).sort().map((name) => join(root, folder, name));
}

function verify(deck) {
  const shown = relative(root, deck);
  const source = readFileSync(deck, 'latin1');
  const beyond = BEYOND_NGSPICE.find(([pattern]) => pattern.test(source));
  if (beyond !== undefined && basename(dirname(deck)) !== 'fixtures') {
    console.log(`${shown} is not compared: ${beyond[1]}`);
    return;
  }
  const expected = originalRun(deck, source);
  for (const form of { hierarchical: ['tree'], flat: ['flat'] }[basename(dirname(deck))] ?? ['tree', 'flat']) {
    const exported = join(scratch, `${basename(deck)}.${form}.cir`);
    const written = spawnSync(process.execPath, [nodal, 'export', deck, '-o', exported, ...(form === 'flat' ? ['--flat'] : [])], { encoding: 'utf8' });
    const fail = (vector) => {
      broken++;
      rows.push({ deck: shown, form, peer: expected.peer, plot: 'failed', vector: vector.trim().split('\n')[0], error: Infinity, tolerance: 0 });
    };
    if (written.status !== 0) { fail(written.stderr || `exit ${written.status}`); continue; }
    const text = readFileSync(exported, 'utf8');
    writeFileSync(exported, withoutCrash(prepareDeck(text).text));
    const run = runOn(ngspice, ['-n', '-b', '-r', `${exported}.raw`, exported], `${exported}.raw`);
    if (run.error) { fail(`ngspice: ${run.error}`); continue; }
    if (expected.error) { fail(`original: ${expected.error}`); continue; }
    // The names in raw files are read byte by byte.
    const names = new Map([...text.matchAll(/^\* renamed: (\S+) was (.+)$/gm)].map(([, to, from]) => [Buffer.from(from).toString('latin1').toLowerCase(), to.toLowerCase()]));
    for (const row of comparePlots(run.plots.map(asWritten), expected.plots, { renamed: (name) => renamedVector(name, names) })) rows.push({ deck: shown, form, peer: expected.peer, ...row });
  }
}

/** Currents of a polynomial, and of a source that the flat form writes as a B, by the names of the original's cards. */
function asWritten(plot) {
  const names = new Set(plot.vectors.map(({ name }) => name));
  const vectors = plot.vectors.map((vector) => {
    const name = vector.name
      .replace(POLYNOMIAL, 'i($1)')
      .replace(/^i\(b([efgh][^.]*)\)$/, 'i($1)')
      .replace(/^i\(b\.(.*\.)(([efgh])[^.]*)\)$/, 'i($3.$1$2)');
    return names.has(name) ? vector : { ...vector, name };
  });
  return { ...plot, vectors };
}

/** `v(x1.$n)` is called `v(x1._n)` when `$n` was renamed to `_n`. */
function renamedVector(name, names) {
  const inner = /^(\w+)\((.*)\)$/.exec(name);
  if (inner === null || names.size === 0) return name;
  return `${inner[1]}(${inner[2].split('.').map((part) => names.get(part) ?? part).join('.')})`;
}

/** ngspice does not come back from the sensitivities of bipolar transistors. */
function withoutCrash(text) {
  return /^q/im.test(text) ? text.replace(/^\.sens\b.*\n/gim, '') : text;
}

/** The numbers that the exports must give: ngspice's on the original if it reads it, else Nodal's. */
function originalRun(deck, source) {
  const copy = join(scratch, basename(deck));
  const folder = dirname(deck);
  const dialect = /^\* (ltspice|pspice|hspice|xyce|spice3)\b/i.exec(source.split(/\r?\n/)[1] ?? '')?.[1].toLowerCase();
  // HSPICE's further numbers of .tran are other steps and times.
  const prepared = prepareDeck(source, { limitSteps: dialect !== 'hspice' }).text.replace(/^(\.(?:include|inc|lib)\s+["']?)(?!\/)/gim, `$1${folder}/`);
  writeFileSync(copy, dialect === undefined ? withoutCrash(prepared) : prepared, 'latin1');
  if (dialect === undefined) {
    const run = runOn(ngspice, ['-n', '-b', '-r', `${copy}.raw`, copy], `${copy}.raw`);
    return { peer: 'ngspice', ...run };
  }
  return { peer: 'Nodal', ...runOn(process.execPath, [nodal, 'run', copy, '-r', `${copy}.nodal.raw`], `${copy}.nodal.raw`) };
}
