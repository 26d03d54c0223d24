/**
 * How long the language takes for netlists of 1,000, 10,000 and 100,000 lines:
 * parsing, design with all rules, elaboration; cold (first time in the process)
 * and warm (median), and one keystroke in the middle. Prints a table.
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { generatedNetlist } from './netlists.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'nodal-bench-'));
const sizes = process.argv.slice(2).map(Number).filter((size) => size > 0);
try {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'language/src/index.ts')], bundle: true, platform: 'node', format: 'cjs', write: false, conditions: ['nodal-source'], logLevel: 'error',
  });
  const file = join(folder, 'language.cjs');
  writeFileSync(file, outputFiles[0].text);
  const language = await import(pathToFileURL(file).href);
  const rows = (sizes.length > 0 ? sizes : [1000, 10_000, 100_000]).map((size) => measure(language, size));
  console.table(Object.fromEntries(rows.map(({ lines, ...row }) => [lines.toLocaleString('en'), row])));
  const first = rows[0];
  const last = rows[rows.length - 1];
  console.log(`Parse and check per line: ${(first.checked * 1000 / first.lines).toFixed(2)} µs at ${first.lines} lines, ${(last.checked * 1000 / last.lines).toFixed(2)} µs at ${last.lines} lines (warm).`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(language, lines) {
  const uri = 'file:///generated.cir';
  const text = generatedNetlist(lines);
  const check = (source, cache, version) => language.buildDesign(uri, () => ({ uri, version, text: source }), cache);
  const cold = timed(() => check(text, new language.ParseCache(), 1));
  if (language.allFindings(cold.result).some((finding) => finding.severity === 'error')) throw new Error('The generated netlist has errors.');
  const runs = lines > 20_000 ? 3 : 15;
  const parse = median(runs, () => language.parseText(text, true));
  const checked = median(runs, () => language.allFindings(check(text, new language.ParseCache(), 1)));
  const elaborated = median(runs, () => language.elaborateSync(cold.result));
  const middle = text.indexOf('\nr', text.length / 2) + 1;
  const cache = new language.ParseCache();
  check(text, cache, 1);
  let version = 1;
  let typed = text;
  const keystroke = median(runs, () => {
    typed = `${typed.slice(0, middle + 1)}x${typed.slice(middle + 1)}`;
    return language.allFindings(check(typed, cache, ++version));
  });
  const round = (value) => Number(value.toFixed(1));
  return { lines, cold: round(cold.ms), parse: round(parse), checked: round(checked), elaborated: round(elaborated), keystroke: round(keystroke) };
}

function timed(work) {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

function median(runs, work) {
  const times = Array.from({ length: runs }, () => timed(work).ms).sort((a, b) => a - b);
  return times[Math.floor(runs / 2)];
}
