import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { allFindings, buildDesign, elaborateSync, encodeCircuit, ParseCache } from '@nodal/language';
import { stockCardParser } from '@nodal/language/syntax/parse-document';
import { loadDesign } from '@nodal/server/files/load-design';
import { NodeFileSource } from '@nodal/server/files/node-file-source';
import { LanguageClient } from './support/language-client.js';
import { benchmarkDeck, libraryOf } from './support/netlist.js';

/**
 * How long a netlist takes from its text to findings of syntax and names, what
 * a keystroke costs, and what both hold in memory; the same for libraries, and
 * over the language server's stream. Langium's own parser is the peer. Each
 * size has a process of its own, because memory is measured.
 */
const self = fileURLToPath(import.meta.url);
const [task, argument] = process.argv.slice(2);
const collect = (globalThis as { gc?: () => void }).gc;

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

function timed<T>(work: () => T): { took: number; result: T } {
  const begun = performance.now();
  const result = work();
  return { took: performance.now() - begun, result };
}

function fastest(turns: number, work: () => void): number {
  let best = Infinity;
  for (let i = 0; i < turns; i++) best = Math.min(best, timed(work).took);
  return best;
}

/** Megabytes that the process holds once all garbage is gone. */
function resident(): number {
  for (let i = 0; i < 6; i++) collect!();
  return process.memoryUsage.rss() / 1e6;
}

const URI = 'file:///bench.cir';

/** A deck that is edited. */
class Bench {
  readonly cache = new ParseCache();
  version = 0;
  include = '';

  constructor(public text: string) {}

  check() {
    this.version++;
    const design = buildDesign(URI, (uri) => {
      if (uri === URI) return { uri, version: this.version, text: this.text };
      return uri.endsWith('/part.inc') ? { uri, version: this.version, text: this.include, open: true } : { uri, error: 'no such file' };
    }, this.cache);
    return { work: design.work, findings: allFindings(design).length };
  }

  /** Replaces `length` characters at `at`; the text is made flat outside of what is measured, as an editor's buffer is. */
  edit(at: number, length: number, inserted: string): void {
    this.text = Buffer.from(this.text.slice(0, at) + inserted + this.text.slice(at + length)).toString('latin1');
  }

  find(piece: string, from = this.text.length / 2): number {
    const at = this.text.indexOf(piece, from);
    if (at < 0) throw new Error(`the benchmark's deck has no ${JSON.stringify(piece)}`);
    return at;
  }
}

/** One size: cold, warm, edits, memory. Prints a line of JSON. */
function measureSize(lines: number): void {
  const idle = resident();
  const include = lines >= 1_000_000;
  const text = benchmarkDeck(lines);
  const bench = new Bench(include ? 'deck\n.include part.inc\n.op\n.end\n' : text);
  bench.include = include ? text.slice(text.indexOf('\n') + 1, text.indexOf('.tran')) : '';
  const cold = timed(() => bench.check());
  const held = resident() - idle;
  const rows: [string, number, unknown][] = [];
  const edits = (name: string, turns: number, edit: (turn: number) => void): void => {
    const times: number[] = [];
    let work: unknown;
    for (let turn = 0; turn < turns; turn++) {
      edit(turn);
      const { took, result } = timed(() => bench.check());
      times.push(took);
      work = result.work;
    }
    times.sort((a, b) => a - b);
    rows.push([name, times[times.length >> 1]!, work]);
  };
  /** An edit and the one that takes it back, in turn. */
  const pair = (name: string, edit: () => void, back: string, undo: () => void): void => {
    const times: [number[], number[]] = [[], []];
    const work: unknown[] = [];
    for (let turn = 0; turn < 5; turn++) {
      for (const [i, change] of [edit, undo].entries()) {
        change();
        const { took, result } = timed(() => bench.check());
        times[i]!.push(took);
        work[i] = result.work;
      }
    }
    for (const [i, of] of [name, back].entries()) rows.push([of, times[i]!.sort((a, b) => a - b)[2]!, work[i]]);
  };
  let warm = Infinity;
  if (include) {
    edits('a value in the include', 3, (turn) => { bench.include = bench.include.replace('4.7uH', `4.${turn}uH`); });
  } else {
    warm = fastest(lines <= 1_000 ? 60 : lines <= 10_000 ? 8 : 3, () => void new Bench(text).check());
    const turns = lines <= 10_000 ? 30 : 15;
    edits('a value', turns, (turn) => bench.edit(bench.find('uH') - 1, 1, String(turn % 10)));
    edits('a node name', turns, () => bench.edit(bench.find(' 0 dd'), 0, 'z'));
    pair('.ends removed', () => bench.edit(bench.find('.ends cell', 0), 0, '*'), '.ends put back', () => bench.edit(bench.find('*.ends cell', 0), 1, ''));
    const middle = bench.find('\nr') + 1;
    pair('.subckt opened', () => bench.edit(middle, 0, '.subckt open a b\n'), '.subckt taken away', () => bench.edit(middle, '.subckt open a b\n'.length, ''));
    edits('1,000 lines pasted', 1, () => bench.edit(middle, 0, Array.from({ length: 1000 }, (_, i) => `rp${i} n1 n2 1k\n`).join('')));
    bench.include = Array.from({ length: 100 }, (_, i) => `ri${i} n1 n2 1k`).join('\n');
    bench.edit(middle, 0, '.include part.inc\n');
    bench.check();
    edits('an include changed', turns, (turn) => { bench.include = `${bench.include}\nrj${turn} n1 n2 2k`; });
  }
  console.log(JSON.stringify({ lines: text.split('\n').length - 1, cold: cold.took, warm, held, findings: cold.result.findings, cards: cold.result.work.parsed, rows }));
}

/** A library of 20 MB behind a deck of ten lines, from its file; prints a line of JSON. */
async function measureLibrary(file: string): Promise<void> {
  const deck = pathToFileURL(join(file, 'deck.cir')).href;
  const cache = new ParseCache();
  const source = new NodeFileSource();
  const load = async () => {
    const begun = performance.now();
    const design = await loadDesign(deck, source, { cache });
    return { took: performance.now() - begun, design };
  };
  const first = await load();
  const again = await load();
  // The deck was edited, the library was not.
  source.invalidate(deck);
  const edited = await load();
  console.log(JSON.stringify({ first: first.took, again: again.took, edited: edited.took, models: first.design.top.models.size, subcircuits: first.design.top.subcircuits.size, parsed: first.design.work.parsed, findings: allFindings(first.design).length }));
}

/** The language server over its stream: opening to findings, and keystrokes to findings. */
async function measureServer(lines: number, server: string): Promise<{ open: number; keystroke: number; worst: number }> {
  const child = spawn(process.execPath, [server, '--stdio']);
  try {
    const client = new LanguageClient(child);
    await client.start(null);
    await client.findings(() => void client.open('file:///warm.cir', 'spice', 'warm\nr1 a 0\n.op\n'), 'file:///warm.cir');
    const text = benchmarkDeck(lines);
    const [open] = await client.findings(() => void client.open(URI, 'spice', text), URI);
    const rows = text.split('\n');
    const line = rows.findIndex((row, i) => i > rows.length / 2 && row.startsWith('l'));
    const times: number[] = [];
    for (let turn = 0; turn < 21; turn++) {
      // A typing pause, as people make one; the server elaborates the circuit in pauses that are longer.
      await new Promise((done) => setTimeout(done, 150));
      times.push(...await client.findings(() => client.notify('textDocument/didChange', {
        textDocument: { uri: URI, version: turn + 2 },
        contentChanges: [{ range: { start: { line, character: 1 }, end: { line, character: 1 } }, text: '1' }],
      }), URI));
    }
    times.sort((a, b) => a - b);
    return { open: open!, keystroke: times[10]!, worst: times[20]! };
  } finally {
    child.kill();
  }
}

/** Runs a task of this file in a process of its own. */
function inOwnProcess<T>(...args: string[]): T {
  const output = execFileSync(process.execPath, ['--expose-gc', '--max-old-space-size=8000', self, ...args], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output.trim().split('\n').at(-1)!) as T;
}

async function main(): Promise<void> {
  type Size = { lines: number; cold: number; warm: number; held: number; findings: number; cards: number; rows: [string, number, { documents: number; parsed: number; checked: number }][] };
  const sizes = ['1000', '10000', '100000', '1000000'].map((size) => inOwnProcess<Size>('size', size));
  console.log('from text to findings of syntax and names (1,000,000 lines: as an include)');
  console.log(`${'lines'.padStart(9)}${'cold ms'.padStart(10)}${'warm ms'.padStart(10)}${'MB held'.padStart(10)}${'us/line'.padStart(10)}${'cards'.padStart(10)}${'findings'.padStart(10)}`);
  for (const { lines, cold, warm, held, cards, findings } of sizes) {
    console.log(`${String(lines).padStart(9)}${ms(cold).padStart(10)}${(warm === null ? '' : ms(warm)).padStart(10)}${held.toFixed(0).padStart(10)}${((1e3 * Math.min(cold, warm ?? Infinity)) / lines).toFixed(2).padStart(10)}${String(cards).padStart(10)}${String(findings).padStart(10)}`);
  }
  console.log('\nafter an edit, ms (cards parsed, cards looked at again)');
  for (const { lines, rows } of sizes) for (const [name, took, work] of rows) console.log(`${String(lines).padStart(9)}  ${name.padEnd(24)}${ms(took).padStart(8)}   (${work.parsed}, ${work.checked})`);

  const folder = mkdtempSync(join(tmpdir(), 'nodal-bench-'));
  try {
    const library = libraryOf(40_000);
    writeFileSync(join(folder, 'big.lib'), library);
    writeFileSync(join(folder, 'deck.cir'), 'deck\n.lib big.lib\nv1 in 0 1\nr1 in a 1k\nd1 a 0 d1999\nx1 a b s100\nr2 b 0 1k\nr3 b 0 1k\n.op\n.end\n');
    const { first, again, edited, models, subcircuits, parsed } = inOwnProcess<Record<string, number>>('library', folder);
    console.log(`\na deck of ten lines with a library of ${(library.length / 1e6).toFixed(1)} MB (${models} models, ${subcircuits} subcircuits): first ${ms(first!)} ms, again ${ms(again!)} ms, after an edit of the deck ${ms(edited!)} ms; ${parsed} cards parsed`);

    const million = join(folder, 'million.cir');
    writeFileSync(million, benchmarkDeck(1_000_000));
    const begun = performance.now();
    const tool = spawnSync(process.execPath, ['cli/bin/nodal.js', 'lint', million], { encoding: 'utf8', maxBuffer: 1 << 28 });
    console.log(`nodal lint, 1,000,000 lines: ${((performance.now() - begun) / 1e3).toFixed(1)} s, exit ${tool.status}${tool.status === 0 ? '' : `: ${(tool.stderr || tool.stdout).slice(0, 200)}`}`);

    console.log('\nthe language server over its stream, ms (its pause for typing included)');
    for (const lines of [1_000, 10_000, 100_000]) {
      const { open, keystroke, worst } = await measureServer(lines, 'dist/server.node.js');
      console.log(`${String(lines).padStart(9)}  open ${ms(open)}, keystroke ${ms(keystroke)} (worst ${ms(worst)})`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  console.log('\nagainst Langium\'s own parser, 10,000 lines');
  const text = benchmarkDeck(10_000);
  stockCardParser().parseNetlist('title\nr1 a 0 1k\n', true);
  const stock = fastest(2, () => void stockCardParser().parseNetlist(text, true));
  const ours = fastest(4, () => void new Bench(text).check());
  console.log(`  parsing alone ${ms(stock)} ms; Nodal, with names and rules, ${ms(ours)} ms: ${(stock / ours).toFixed(1)} times as fast`);

  console.log('\non to the circuit');
  const rates: number[] = [];
  for (const size of [1_000, 10_000, 100_000]) {
    const deck = benchmarkDeck(size);
    const design = buildDesign(URI, (uri) => (uri === URI ? { uri, version: 1, text: deck } : { uri, error: 'no such file' }));
    let bytes = 0;
    const elaborate = fastest(size <= 1_000 ? 60 : size <= 10_000 ? 8 : 2, () => {
      const { circuit, findings } = elaborateSync(design, {});
      if (!circuit) throw new Error(`the benchmark's deck has errors: ${findings.map((p) => p.message).slice(0, 3).join('; ')}`);
      bytes = encodeCircuit(circuit).length;
    });
    rates.push(elaborate / size);
    console.log(`${String(size).padStart(9)}  ${ms(elaborate)} ms, ${bytes} bytes`);
  }
  console.log(`  growth from 10,000 to 100,000 lines, per line: ${(rates[2]! / rates[1]!).toFixed(2)} (1 is linear)`);
}

if (task === 'size') measureSize(Number(argument));
else if (task === 'library') await measureLibrary(argument!);
else await main();
