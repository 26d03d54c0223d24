import { type Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isColorSupported } from 'picocolors';
import { EXIT_FAILED, EXIT_FINDINGS, EXIT_OK } from '../exit-codes.js';
import { dialectOption, type IncludeOptions, libraryOption, rootOption } from '../input.js';
import { BadOptionError, Configurations } from '../lint/configuration.js';
import { findFiles, type FilesToLint } from '../lint/find-files.js';
import { countFindings, type LintReport } from '../lint/finding.js';
import { fixAll } from '../lint/fix.js';
import { Linter, UnreadableError } from '../lint/linter.js';
import { fixedLines, summaryOf } from '../lint/summary.js';
import { watch } from '../lint/watch.js';
import type { FormatContext } from '../output/findings/format.js';
import { FINDINGS_FORMATS, type FindingsFormatName } from '../output/findings/registry.js';
import { repositoryPaths } from '../output/findings/repository.js';
import { writeFile } from '../output/write.js';

interface LintOptions extends IncludeOptions {
  format: FindingsFormatName;
  output?: string;
  fix?: boolean;
  maxWarnings?: number;
  config?: string;
  rule: string[];
  watch?: boolean;
  color?: boolean;
}

/**
 * `nodal lint [FILE|DIR|GLOB]…`: the findings of netlists. Exit 0 clean; 1
 * errors, or more warnings than allowed; 2 could not run, also for wrong usage,
 * so that a service can tell findings from a failure.
 */
export function registerLint(program: Command): void {
  program
    .command('lint')
    .description('print the findings of netlists')
    .argument('[file|dir|glob...]', 'decks and libraries, folders of them, or patterns of names; the working folder when absent')
    .addOption(new Option('--format <format>', 'how to print them').choices(Object.keys(FINDINGS_FORMATS)).default('text'))
    .option('--output <file>', 'write them into this file, not to the terminal')
    .option('--fix', 'apply the fixes of findings to the files')
    .option('--max-warnings <n>', 'more warnings than this are a failure', wholeNumber)
    .option('--config <file>', 'the configuration, in place of the nodal.json that stands with the files')
    .option('--rule <code=severity>', 'the severity of a rule or a group: off, hint, information, warning or error; may be repeated', (value, all: string[]) => [...all, value], [])
    .option('--watch', 'check again when a file changes, until Ctrl-C')
    .option('--color', 'colours and source lines, also where the output is no terminal')
    .option('--no-color', 'neither')
    .addOption(rootOption())
    .addOption(libraryOption())
    .addOption(dialectOption())
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new CommanderError(EXIT_FAILED, error.code, error.message);
    })
    .action(run);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a whole number from 0 on.');
  return Number(text);
}

async function run(args: string[], options: LintOptions): Promise<void> {
  try {
    process.exitCode = await lint(args.length > 0 ? args : ['.'], options);
  } catch (error) {
    if (!(error instanceof BadOptionError || error instanceof UnreadableError)) throw error;
    console.error(`nodal: ${error.message}`);
    process.exitCode = EXIT_FAILED;
  }
}

async function lint(args: string[], options: LintOptions): Promise<number> {
  if (options.fix && options.watch) throw new BadOptionError('--fix and --watch exclude each other: what is fixed while you type would be lost by the editor.');
  const linter = new Linter(options, Configurations.of(options));
  const files = await findFiles(args);
  for (const problem of files.problems) console.error(`nodal: ${problem}`);
  for (const empty of files.empty) console.error(`nodal: ${empty}`);
  if (options.watch) return watch({ args, linter, tell: (report, found) => tell(report, found, options) });
  if (files.problems.length > 0 && files.files.length === 0) return EXIT_FAILED;
  if (!options.fix) return tell(await linter.check(files.files), files, options);
  const fixed = await fixAll(linter, files.files);
  for (const line of fixedLines(fixed)) console.error(line);
  const code = tell(fixed.report, files, options);
  return fixed.problems.length > 0 ? EXIT_FAILED : code;
}

/** Prints what was found; the exit code. */
function tell(report: LintReport, { problems }: FilesToLint, options: LintOptions): number {
  const output = FINDINGS_FORMATS[options.format](report, contextOf(options));
  if (options.output === undefined) process.stdout.write(output);
  else writeFile(options.output, [output]);
  const { errors, warnings } = countFindings(report.findings);
  const tooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings;
  console.error(summaryOf(report));
  if (tooMany) console.error(`nodal: more warnings than --max-warnings ${options.maxWarnings} allows`);
  if (problems.length > 0) return EXIT_FAILED;
  return errors > 0 || tooMany ? EXIT_FINDINGS : EXIT_OK;
}

function contextOf({ color, output }: LintOptions): FormatContext {
  const rules = process.env.NODAL_RULES_URL;
  return {
    // Of a pipe `isTTY` is undefined, which picocolors takes for its own choice.
    terminal: color ?? (output === undefined && process.stdout.isTTY === true && isColorSupported),
    version: process.env.NODAL_VERSION ?? '0.1.0',
    repositoryPath: repositoryPaths(),
    ruleUrl: (code) => (rules === undefined || rules === '' ? undefined : `${rules.replace(/\/$/, '')}/${code}.md`),
  };
}
