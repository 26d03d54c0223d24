import { readFileSync } from 'node:fs';
import { type Command, CommanderError } from 'commander';
import type { DialectChoice } from '@nodal/language';
import { DEFAULT_SETTINGS } from '@nodal/protocol';
import { decodeNetlist } from '@nodal/server/files/decode';
import { reencoded } from '@nodal/server/files/encode';
import { EXIT_FAILED, EXIT_FINDINGS, EXIT_OK } from '../exit-codes.js';
import { formatFiles, type FormatReport, formattedText } from '../format/format-files.js';
import { dialectOption } from '../input.js';
import { BadOptionError, Configurations } from '../lint/configuration.js';
import { findFiles } from '../lint/find-files.js';
import { designUri } from '../lint/linter.js';

interface FormatCommandOptions {
  check?: boolean;
  stdin?: boolean;
  config?: string;
  dialect?: DialectChoice;
}

/** The name that a text from the standard input has when none is given. */
const STDIN = 'stdin.cir';

/**
 * `nodal format [FILE|DIR|GLOB]…`: formats netlists in place. Exit 0 done, or
 * with `--check` nothing to do; 1 `--check` found files that would change; 2
 * something could not be read, written or formatted.
 */
export function registerFormat(program: Command): void {
  program
    .command('format')
    .description('format netlists in place')
    .argument('[file|dir|glob...]', 'decks and libraries, folders of them, or patterns of names; the working folder when absent')
    .option('--check', 'write nothing, list the files that would change')
    .option('--stdin', 'format the standard input to the standard output; an argument is its name')
    .option('--config <file>', 'the configuration, in place of the nodal.json that stands with the files')
    .addOption(dialectOption())
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new CommanderError(EXIT_FAILED, error.code, error.message);
    })
    .action(run);
}

async function run(args: string[], options: FormatCommandOptions): Promise<void> {
  try {
    process.exitCode = options.stdin ? await formatInput(args, options) : await format(args.length > 0 ? args : ['.'], options);
  } catch (error) {
    if (!(error instanceof BadOptionError)) throw error;
    console.error(`nodal: ${error.message}`);
    process.exitCode = EXIT_FAILED;
  }
}

async function format(args: string[], { check = false, config, dialect }: FormatCommandOptions): Promise<number> {
  const { files, problems, empty } = await findFiles(args);
  for (const line of [...problems, ...empty]) console.error(`nodal: ${line}`);
  const report = await formatFiles(files, Configurations.of({ config }), { check, dialect });
  for (const path of report.changed) console.log(path);
  for (const problem of report.problems) console.error(`nodal: ${problem}`);
  console.error(formatSummary(report, check));
  if (problems.length > 0 || report.problems.length > 0) return EXIT_FAILED;
  return check && report.changed.length > 0 ? EXIT_FINDINGS : EXIT_OK;
}

/** `2 files formatted, 5 files unchanged` */
export function formatSummary({ changed, unchanged, leftOut, problems }: FormatReport, check: boolean): string {
  const parts = [
    `${counted(changed.length)} ${check ? 'would be formatted' : 'formatted'}`,
    `${counted(unchanged)} unchanged`,
    ...(problems.length > 0 ? [`${counted(problems.length)} not formatted`] : []),
    ...(leftOut > 0 ? [`${counted(leftOut)} left out (no netlist, or ignored)`] : []),
  ];
  return parts.join(', ');
}

function counted(files: number): string {
  return `${files} file${files === 1 ? '' : 's'}`;
}

async function formatInput([name = STDIN, ...more]: string[], { check = false, config, dialect }: FormatCommandOptions): Promise<number> {
  if (more.length > 0) throw new BadOptionError('--stdin takes one name at most.');
  const before = readFileSync(0);
  const uri = designUri(name);
  const configured = await Configurations.of({ config }).of(uri);
  const { text } = decodeNetlist(before);
  const formatted = formattedText(uri, text, { options: { ...DEFAULT_SETTINGS.format, ...configured.format }, dialect: dialect ?? configured.dialect ?? 'auto' });
  const answer = 'refused' in formatted ? { reason: formatted.refused } : reencoded(before, () => formatted.text);
  if ('reason' in answer) {
    console.error(`nodal: ${name}: not formatted, because ${answer.reason}`);
    // Whoever takes the output in place of the input must not lose it.
    if (!check) process.stdout.write(before);
    return EXIT_FAILED;
  }
  if (!check) process.stdout.write(answer.bytes);
  return check && !('refused' in formatted) && formatted.text !== text ? EXIT_FINDINGS : EXIT_OK;
}
