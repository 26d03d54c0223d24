import { type Command, Option } from 'commander';
import { EXIT_FAILED, EXIT_FINDINGS } from '../exit-codes.js';
import { dialectOption, findingLine, type IncludeOptions, libraryOption, loadDeck, placeLint, type PlacedFinding, rootOption, unreadable } from '../input.js';

/** `nodal lint FILE…`: the findings of each file. Exit 0 clean, 1 errors, 2 could not run. */
export function registerLint(program: Command): void {
  program
    .command('lint')
    .description('print the findings of netlists')
    .argument('<file...>', 'decks and libraries')
    .addOption(new Option('--format <format>', 'how to print them').choices(['text', 'json']).default('text'))
    .addOption(rootOption())
    .addOption(libraryOption())
    .addOption(dialectOption())
    .action(lint);
}

async function lint(files: string[], options: { format: 'text' | 'json' } & IncludeOptions): Promise<void> {
  const findings: PlacedFinding[] = [];
  let failed = false;
  for (const file of files) {
    const reason = unreadable(file);
    if (reason) {
      console.error(`nodal: ${reason}`);
      failed = true;
      continue;
    }
    const deck = await loadDeck(file, options);
    // Not by a spread: a file may have more findings than a call takes arguments.
    for (const finding of placeLint(deck)) findings.push(finding);
  }
  if (options.format === 'json') console.log(JSON.stringify(findings, undefined, 2));
  else for (const finding of findings) console.log(findingLine(finding));
  if (failed) process.exitCode = EXIT_FAILED;
  else if (findings.some((f) => f.severity === 'error')) process.exitCode = EXIT_FINDINGS;
}
