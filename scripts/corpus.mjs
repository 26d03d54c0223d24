#!/usr/bin/env node
// npm run corpus -- DIR… [--list CODE|KIND]… [--json FILE] [--library DIR]… [--seconds N] [--ngspice [--uses N]] [--sample N --seed S --verdicts FILE]: checks every
// netlist under the folders as `nodal lint` does, a deck with what it includes,
// a library by itself, and prints what is found how often. A finding that says
// that the text is wrong is counted apart from one that says that Nodal does
// not simulate something. With --ngspice every deck is also given to a real ngspice:
// one that it accepts deserves no error; so are decks that use --uses N subcircuits
// or models of each library. `--list accepted` shows those that get one.
// `--sample` chooses by a seed so many errors in files that `nodal lint` would look at, and holds them against people's verdicts.
// Exit 0 whatever is found, 2 when a check broke down.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { acceptedBy } from './corpus/ngspice.mjs';
import { printSample, readVerdicts, sampleOf } from './corpus/sample.mjs';
import { Tally } from './corpus/tally.mjs';
import { decksOf } from './corpus/wrap.mjs';
import { bundleForNode } from './setup/bundled.mjs';
import { root } from './setup/install.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'string', multiple: true, default: [] }, json: { type: 'string' }, library: { type: 'string', multiple: true, default: [] }, seconds: { type: 'string', default: '60' }, ngspice: { type: 'boolean', default: false }, uses: { type: 'string', default: '2' }, sample: { type: 'string' }, seed: { type: 'string', default: '1' }, verdicts: { type: 'string' } },
});
if (positionals.length === 0) {
  console.error('npm run corpus -- DIR… [--list CODE of a finding, or KIND of what is left alone]… [--json FILE] [--library DIR]… [--seconds N for one file] [--ngspice [--uses N of each library]] [--sample N [--seed S] [--verdicts FILE]]');
  process.exit(64);
}
const limit = 1000 * Number(values.seconds);

/** Names that no netlist has. What is left is told by its content. */
const OTHERS = new Set(`7z asy asy_ avi bat bmp bz2 c cnt cpp cs css csproj dat db defs directory djvu dll doc docx exe gif git gitignore gz h hlp html htm ico ini iss jpeg jpg js json
  jar lock log m manifest mat md mp3 mp4 o obj odp ods odt pdf png ppt prb ps py qsch qsym raw resx rtf s1p s2p s3p s4p sch sh sln so svg swf tar tgz tif tiff tld tse ttf wav wmf xls
  xlsx xml yml yaml zip`.split(/\s+/));

function* filesUnder(path) {
  let entries;
  try {
    if (statSync(path).isFile()) { yield path; return; }
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    console.error(`corpus: ${path}: ${error.message}`);
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory() && entry.name !== '.git') yield* filesUnder(join(path, entry.name));
    else if (entry.isFile() && !OTHERS.has(/\.([^.]*)$/.exec(entry.name)?.[1].toLowerCase() ?? '')) yield join(path, entry.name);
  }
}

const files = positionals.flatMap((folder) => [...filesUnder(resolve(folder))]);
const checker = await bundled();
const tally = new Tally(positionals.length === 1 ? resolve(positionals[0]) : process.cwd(), new Set(values.list), values.sample !== undefined);
const started = Date.now();
let worker = startWorker();
const uses = mkdtempSync(join(tmpdir(), 'nodal-uses-'));
let shown = 0;
for (const [index, file] of files.entries()) {
  if (process.stderr.isTTY ? Date.now() - shown > 200 : Date.now() - shown > 10_000) {
    shown = Date.now();
    process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${index} of ${files.length} files, ${Math.round((shown - started) / 1000)} s: ${relative(process.cwd(), file).slice(-100)}${process.stderr.isTTY ? '' : '\n'}`);
  }
  const answer = await check(file);
  tally.add(file, answer);
  if (values.ngspice) {
    if (answer.role === 'deck') tally.addPeer(file, answer, await acceptedBy(file));
    for (const { offer, text } of decksOf(file, answer.offers ?? [], Number(values.uses))) {
      const deck = join(uses, 'deck.cir');
      writeFileSync(deck, text);
      const behaviour = await acceptedBy(deck);
      const used = behaviour === undefined ? undefined : await check(deck, true);
      tally.addPeer(`${file} (${offer.name})`, used, behaviour);
    }
  }
}
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
await worker.terminate();
rmSync(checker, { force: true });
rmSync(uses, { recursive: true, force: true });
tally.print((Date.now() - started) / 1000);
if (values.sample !== undefined) printSample(sampleOf(tally.errors.filter(({ linted }) => linted), Number(values.sample), values.seed), readVerdicts(values.verdicts));
if (values.json) writeFileSync(values.json, JSON.stringify(tally.report(), undefined, 1));
// Not exit(): what a pipe has not yet taken would be lost.
process.exitCode = tally.broken.length ? 2 : 0;

/** What the worker says of a file; an exception, an exhausted memory and a check without end are answers too. */
function check(file, anew = false) {
  return new Promise((done) => {
    const events = { message: (answer) => finish(answer), error: (error) => restart(error.message), exit: (code) => restart(`the checker left with code ${code}`) };
    const finish = (answer) => {
      clearTimeout(timer);
      for (const [name, listener] of Object.entries(events)) worker.off(name, listener);
      done(answer);
    };
    const restart = async (reason) => {
      const old = worker;
      clearTimeout(timer);
      for (const [name, listener] of Object.entries(events)) old.off(name, listener);
      // What ends a worker may come as several errors; nobody waits for the later ones.
      old.on('error', () => {});
      worker = startWorker();
      await old.terminate();
      done({ broken: reason });
    };
    const timer = setTimeout(() => restart(`no end after ${limit / 1000} s`), limit);
    for (const [name, listener] of Object.entries(events)) worker.on(name, listener);
    worker.postMessage({ path: file, anew });
  });
}

function startWorker() {
  return new Worker(checker, { workerData: { libraries: values.library.map((folder) => resolve(folder)) }, resourceLimits: { maxOldGenerationSizeMb: 3000 } });
}

async function bundled() {
  const folder = join(root, '.cache/corpus');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `check-${process.pid}.mjs`);
  await bundleForNode('scripts/corpus/check-file.mjs', outfile);
  return outfile;
}
