import { basename, extname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { encodeCircuit, elaborateSync, optionsInForce } from '@nodal/language';
import { isOfDevices, tableText } from '@nodal/drawing/numbers/table-text';
import { rawPieces } from '@nodal/simulation/raw/writer';
import type { Circuit } from '@nodal/protocol';
import { shownVectors } from '@nodal/simulation/shown-vectors';
import type { PlotResult, RunResult } from '@nodal/simulation/simulate';
import { EXIT_FAILED, EXIT_FINDINGS, EXIT_INTERRUPTED, EXIT_USAGE } from '../exit-codes.js';
import { dialectOption, findingLine, type IncludeOptions, libraryOption, loadDeck, place, placeFindings, rootOption, unreadable } from '../input.js';
import { type Format, formatResult, measureLines } from '../output/format.js';
import { writePictures } from '../output/pictures.js';
import { originFindings } from '../output/run-findings.js';
import { makeFolder, writeFile } from '../output/write.js';
import { runCircuit } from '../solver.js';

interface RunOptions extends IncludeOptions {
  raw?: string;
  ascii?: boolean;
  format: Format;
  output?: string;
  set: string[];
  stats?: boolean;
  strict?: boolean;
  picture?: string;
}

/**
 * `nodal run FILE…`: every analysis of each file. Exit 0 done, 1 errors in the
 * netlist, 2 a simulation failed (partial results are written), 64 wrong usage.
 */
export function registerRun(program: Command): void {
  program
    .command('run')
    .description('simulate every analysis of netlists')
    .argument('<file...>', 'decks')
    .option('-r, --raw <file>', "write the results as ngspice's raw file (one deck only)")
    .option('--ascii', 'write the raw file as text')
    .addOption(new Option('--format <format>', 'how results are printed').choices(['table', 'csv', 'json']).default('table'))
    .option('-o, --output <dir>', 'write the printed results into this folder, one file per deck and plot')
    .option('--set <name=value>', 'set a parameter, r1, x1.r1, temp or option.reltol; may be repeated', (value, all: string[]) => [...all, value], [])
    .option('--stats', 'print one JSON line per analysis to stderr')
    .option('--strict', 'a failed measure is a failure')
    .addOption(rootOption())
    .addOption(libraryOption())
    .addOption(dialectOption())
    .option('--picture <dir>', 'write a picture (SVG) of the waveforms of each plot into this folder')
    .action(run);
}

async function run(files: string[], options: RunOptions, command: Command): Promise<void> {
  if (options.raw !== undefined && files.length > 1) {
    command.error('nodal: -r takes one deck; several would overwrite each other. Run them one by one, or use -o.', { exitCode: EXIT_USAGE });
  }
  const written = files.map((file) => basename(file, extname(file)));
  const twice = written.find((name, index) => written.indexOf(name) !== index);
  if (twice !== undefined && (options.output !== undefined || options.picture !== undefined)) {
    command.error(`nodal: two of the decks are called ${twice}, so that one's results would overwrite the other's. Run them one by one.`, { exitCode: EXIT_USAGE });
  }
  const set: Record<string, string> = {};
  for (const pair of options.set) {
    const equals = pair.indexOf('=');
    if (equals < 1) command.error(`nodal: --set takes NAME=VALUE, not '${pair}'.`, { exitCode: EXIT_USAGE });
    set[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  let worst = 0;
  for (const file of files) {
    const reason = unreadable(file);
    if (reason) {
      console.error(`nodal: ${reason}`);
      worst = Math.max(worst, EXIT_FINDINGS);
      continue;
    }
    if (files.length > 1 && options.format === 'table' && options.output === undefined) console.log(`\n${file}`);
    const code = await runFile(file, set, options);
    if (code === EXIT_INTERRUPTED) { worst = code; break; }
    worst = Math.max(worst, code);
  }
  process.exitCode = worst;
}

async function runFile(file: string, set: Record<string, string>, options: RunOptions): Promise<number> {
  const started = performance.now();
  const deck = await loadDeck(file, options, 'deck');
  const parsed = performance.now();
  const { circuit, findings } = elaborateSync(deck.design, { set });
  const placed = placeFindings(deck, findings);
  for (const finding of placed) {
    if (finding.severity !== 'hint') console.error(findingLine(finding));
  }
  if (!circuit || placed.some((f) => f.severity === 'error')) return EXIT_FINDINGS;
  const bytes = encodeCircuit(circuit);
  const elaborated = performance.now();

  const { result, interrupted } = await runCircuit(bytes);
  for (const finding of place(deck, originFindings(circuit, result.diagnostics))) console.error(findingLine(finding));
  report(file, circuit, result, options);
  if (options.stats) {
    for (const plot of result.plots) {
      const { points, iterations, rejected, solve } = plot.statistics;
      // All steps of a job have its options, but for those that are stepped.
      const first = plot.step === undefined || plot.step.index === 0;
      console.error(JSON.stringify({
        analysis: plot.analysis, ...(plot.step === undefined ? {} : { step: plot.step.label }), points, iterations, rejected,
        parse: (parsed - started) / 1e3, elaborate: (elaborated - parsed) / 1e3, solve,
        ...(first ? { options: optionsInForce(circuit, circuit.analyses[plot.job]!) } : {}),
      }));
    }
  }
  if (interrupted) return EXIT_INTERRUPTED;
  const failedMeasure = options.strict && result.measures.some((m) => m.value === null);
  return result.outcome === 'done' && !failedMeasure ? 0 : EXIT_FAILED;
}

/** Writes and prints what was asked for. */
function report(file: string, circuit: Circuit, result: RunResult, options: RunOptions): void {
  const { title } = circuit;
  const shown = (plot: PlotResult) => shownVectors(circuit.presentations, plot.analysis, plot.vectors);
  if (options.raw !== undefined) writeFile(options.raw, rawPieces({ title, plots: result.plots, ascii: options.ascii ?? false }));
  const stem = basename(file, extname(file));
  if (options.picture !== undefined) writePictures(options.picture, stem, title, result.plots, shown);
  const texts = formatResult(file, title, result, options.format, shown);
  if (options.output !== undefined) {
    makeFolder(options.output);
    for (const { name, extension, text } of texts) writeFile(join(options.output, `${[stem, name].filter(Boolean).join('.')}.${extension}`), [text]);
  } else {
    for (const { text } of texts) process.stdout.write(text);
  }
  // Devices are CSV, too, in that format.
  const printed = options.format === 'table' ? result.tables : result.tables.filter((table) => !isOfDevices(table));
  if (options.format !== 'json') for (const table of printed) console.log(tableText(table).join('\n'));
  if (options.format !== 'json') for (const line of measureLines(result)) console.log(line);
}
