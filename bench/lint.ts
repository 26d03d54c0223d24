import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Configurations } from '@nodal/cli/lint/configuration';
import { findFiles } from '@nodal/cli/lint/find-files';
import { Linter } from '@nodal/cli/lint/linter';
import { benchmarkDeck, libraryOf } from './support/netlist.js';

/**
 * How many files `nodal lint` checks in a second: a project of 2,000 files, of
 * which every deck includes two of the libraries that all share. The built tool
 * is timed from its start to its end; what it holds in memory is measured with
 * half of the files and with all, in a process each.
 *
 * There is no other linter to compare with. ngspice reads a deck and its
 * libraries too, one process for each deck, and builds the circuit; it says
 * little about what it reads. Its time for some of the decks, without their
 * analyses, is printed to give a scale.
 */
const DECKS = 1_950;
const LIBRARIES = 50;
const LINES = 60;
const ENTRIES = 40;
const PEER_DECKS = 40;

const [task, argument] = process.argv.slice(2);
if (task === 'memory') {
  const { files } = await findFiles([argument!]);
  const linter = new Linter({}, Configurations.of({}));
  await linter.check(files);
  console.log(process.resourceUsage().maxRSS / 1e3);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'nodal-bench-'));
  try {
    bench(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bench(folder: string): void {
  for (const part of ['a', 'b']) writeProject(join(folder, part), part === 'a' ? 0 : DECKS / 2);
  const tool = join(process.cwd(), 'cli/bin/nodal.js');
  let best = Infinity;
  let said = '';
  for (let turn = 0; turn < 3; turn++) {
    const begun = performance.now();
    const { stderr, error } = spawnSync(process.execPath, [tool, 'lint', '--output', join(folder, 'findings.txt'), folder], { encoding: 'utf8' });
    if (error) throw error;
    best = Math.min(best, (performance.now() - begun) / 1e3);
    said = stderr.trim();
  }
  const files = DECKS + LIBRARIES;
  console.log(`${files} files (${DECKS} decks of ${LINES} lines, ${LIBRARIES} libraries of ${Math.round(libraryOf(ENTRIES).length / 1e3)} kB): ${best.toFixed(2)} s, ${Math.round(files / best)} files/s (best of 3, with the start of the tool)`);
  console.log(`it says: ${said}`);
  console.log(`memory at most: ${memory(join(folder, 'a'))} MB for half of the files, ${memory(folder)} MB for all`);
  const peer = ngspiceSeconds(folder);
  if (peer === undefined) console.log('ngspice is not installed, so there is no scale');
  else console.log(`ngspice loads ${PEER_DECKS} of the decks without their analyses, a process each, in ${peer.toFixed(2)} s: ${(PEER_DECKS / peer).toFixed(1)} decks/s. nodal lint checks ${(files / best / (PEER_DECKS / peer)).toFixed(1)} times as many files in a second. That is no race: ngspice builds circuits for a simulation, and starts anew for each.`);
}

function memory(folder: string): string {
  return Number(spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'memory', folder], { encoding: 'utf8' }).stdout).toFixed(0);
}

/** Half of the project: folders of decks beside a folder of libraries. */
function writeProject(folder: string, from: number): void {
  mkdirSync(join(folder, 'libraries'), { recursive: true });
  for (let i = 0; i < LIBRARIES / 2; i++) writeFileSync(join(folder, `libraries/part${i}.lib`), library(i));
  for (let i = 0; i < DECKS / 2; i++) {
    const place = join(folder, `designs${i % 20}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `deck${from + i}.cir`), deck(i));
  }
}

/** Each library has names of its own. */
function library(number: number): string {
  return libraryOf(ENTRIES).replaceAll(/\b([ds])(\d+)\b/g, `$1${number}_$2`);
}

/** Each deck is another one, and some have a mistake. */
function deck(number: number): string {
  const [title, ...lines] = benchmarkDeck(LINES).split('\n');
  const first = number % (LIBRARIES / 2);
  const second = (number + 1) % (LIBRARIES / 2);
  const part = number % (ENTRIES / 2);
  return [`${title} ${number}`, ...[first, second].map((each) => `.include ../libraries/part${each}.lib`), `x_part n0 0 s${first}_${part}`, ...(number % 10 === 0 ? ['d_wrong n0 0 nowhere'] : []), ...lines].join('\n').replace('rbase=1k', `rbase=${number + 1}`);
}

/** How long ngspice takes to load decks; undefined where it is not installed. */
function ngspiceSeconds(folder: string): number | undefined {
  if (spawnSync('ngspice', ['--version']).error) return undefined;
  const place = join(folder, 'a/peer');
  mkdirSync(place);
  for (let i = 0; i < PEER_DECKS; i++) writeFileSync(join(place, `deck${i}.cir`), deck(i + 1).replace(/^\.(?:tran|print).*\n/gm, '').replace('d_wrong n0 0 nowhere\n', ''));
  const begun = performance.now();
  for (let i = 0; i < PEER_DECKS; i++) spawnSync('ngspice', ['-n', '-b', `deck${i}.cir`], { cwd: place, stdio: 'ignore' });
  return (performance.now() - begun) / 1e3;
}
