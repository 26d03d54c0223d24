import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { FINDINGS_FORMATS, type FindingsFormatName } from '../output/findings/registry.js';
import { type ConfigurationOptions, Configurations } from './configuration.js';
import { type FilesToLint, findFiles } from './find-files.js';
import type { LintReport } from './finding.js';
import { fixAll } from './fix.js';
import { Linter } from './linter.js';
import { fixedLines, summaryOf } from './summary.js';

/** A folder with files, given as text with `--- name` lines, in which `nodal lint` is asked as on the command line. */
export class LintFolder {
  readonly folder = mkdtempSync(join(tmpdir(), 'nodal-lint-'));

  constructor(files: string) {
    for (const [, name, text] of files.matchAll(/^--- (.+)\n([^]*?)(?=^--- |(?![^]))/gm)) this.write(name!, text!);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), content);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'latin1');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  linter(options: ConfigurationOptions = {}): Linter {
    return new Linter({}, Configurations.of(options));
  }

  /** The files that arguments mean; the working folder when there are none. */
  async find(...args: string[]): Promise<FilesToLint> {
    const found = await findFiles(args.length === 0 ? [this.folder] : args.map((argument) => (/^[*]/.test(argument) ? argument : join(this.folder, argument))), this.folder);
    return { files: found.files, problems: found.problems.map((line) => this.shorten(line)), empty: found.empty.map((line) => this.shorten(line)) };
  }

  async report(linter = this.linter(), ...args: string[]): Promise<LintReport> {
    return linter.check((await this.find(...args)).files);
  }

  /** What is printed, with the summary below. */
  async lint(options: ConfigurationOptions & { format?: FindingsFormatName; terminal?: boolean } = {}, ...args: string[]): Promise<string> {
    const report = await this.report(this.linter(options), ...args);
    const output = FINDINGS_FORMATS[options.format ?? 'text'](report, {
      terminal: options.terminal ?? false,
      version: '1.2.3',
      repositoryPath: (file) => relative(this.folder, file),
      ruleUrl: (code) => `https://example.org/rules/${code}.md`,
    });
    return this.shorten(`${output.replaceAll(/\x1b\[\d+m/g, '')}${options.format === undefined ? `${summaryOf(report)}\n` : ''}`);
  }

  /** What `--fix` says, with the summary of what is left below. */
  async fix(...args: string[]): Promise<string> {
    const fixed = await fixAll(this.linter(), (await this.find(...args)).files);
    return this.shorten([...fixedLines(fixed), summaryOf(fixed.report)].join('\n'));
  }

  private shorten(text: string): string {
    return text.replaceAll(`${this.folder}/`, '').replaceAll(this.folder, '.');
  }
}
