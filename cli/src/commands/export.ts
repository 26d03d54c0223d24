import { type Command, Option } from 'commander';
import { elaborateSync, exportNetlist } from '@nodal/language';
import { EXIT_FAILED, EXIT_FINDINGS } from '../exit-codes.js';
import { findingLine, type IncludeOptions, libraryOption, loadDeck, place, placeFindings, rootOption, unreadable } from '../input.js';
import { writeFile } from '../output/write.js';

interface ExportCommandOptions extends IncludeOptions {
  to: 'ngspice';
  output?: string;
  flat?: boolean;
}

/**
 * `nodal export FILE`: a deck with all that it includes, as one file in another
 * dialect. Exit 0 done, what was lost is told; 1 errors in the netlist, so that
 * nothing is written; 2 could not read or write; 64 wrong usage.
 */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description("write a netlist as one file in ngspice's dialect")
    .argument('<file>', 'deck')
    .addOption(new Option('--to <dialect>', 'the dialect of the output').choices(['ngspice']).default('ngspice'))
    .option('-o, --output <file>', 'write into this file, not to the terminal')
    .option('--flat', 'write every device with numbers, without subcircuits and formulas')
    .addOption(rootOption())
    .addOption(libraryOption())
    .action(run);
}

async function run(file: string, options: ExportCommandOptions): Promise<void> {
  const reason = unreadable(file);
  if (reason) {
    console.error(`nodal: ${reason}`);
    process.exitCode = EXIT_FAILED;
    return;
  }
  const deck = await loadDeck(file, options, 'deck');
  const { circuit, findings } = elaborateSync(deck.design);
  const placed = placeFindings(deck, findings);
  // What Nodal does not simulate may be what ngspice does.
  const errors = placed.filter(({ severity, code }) => severity === 'error' && (options.flat === true || !/^unsupported-(?!encrypted)/.test(code)));
  for (const finding of errors) console.error(findingLine(finding));
  if (errors.length > 0) {
    process.exitCode = EXIT_FINDINGS;
    return;
  }
  const result = exportNetlist(deck.design, circuit, { flat: options.flat ?? false });
  for (const finding of place(deck, result.findings)) console.error(findingLine(finding));
  if (result.text === undefined) {
    process.exitCode = EXIT_FINDINGS;
    return;
  }
  if (options.output === undefined) process.stdout.write(result.text);
  else writeFile(options.output, [result.text]);
}
