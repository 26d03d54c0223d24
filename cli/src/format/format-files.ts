import { readFileSync } from 'node:fs';
import { applyFormat, decideDialect, type DialectChoice, type FormatOptions, formatText, parseText } from '@nodal/language';
import { DEFAULT_SETTINGS } from '@nodal/protocol';
import { decodeNetlist } from '@nodal/server/files/decode';
import { reencoded } from '@nodal/server/files/encode';
import { roleOf } from '@nodal/server/role';
import type { Configurations } from '../lint/configuration.js';
import type { FileToLint } from '../lint/find-files.js';
import { designUri, isNetlist } from '../lint/linter.js';
import { writeFile } from '../output/write.js';

/** What formatting did, or would do, with files as they are shown. */
export interface FormatReport {
  changed: string[];
  unchanged: number;
  /** Files of folders that are no netlists, or that `nodal.json` leaves out. */
  leftOut: number;
  /** Files that could not be formatted, with the reason. */
  problems: string[];
}

/** What is configured for a text. */
export interface FormatRules {
  options: FormatOptions;
  dialect: DialectChoice;
}

/** Formats files in place, in the encoding and with the line ends that they have; with `check` nothing is written. */
export async function formatFiles(files: readonly FileToLint[], configurations: Configurations, { check, dialect }: { check: boolean; dialect?: DialectChoice | undefined }): Promise<FormatReport> {
  const report: FormatReport = { changed: [], unchanged: 0, leftOut: 0, problems: [] };
  for (const { path, named } of files) {
    const uri = designUri(path);
    const configured = await configurations.of(uri);
    let before: Uint8Array;
    try {
      before = readFileSync(path);
    } catch (error) {
      report.problems.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const { text } = decodeNetlist(before);
    if (!named && (!isNetlist(uri, text) || configured.lint.ignores(uri))) {
      report.leftOut++;
      continue;
    }
    const formatted = formattedText(uri, text, { options: { ...DEFAULT_SETTINGS.format, ...configured.format }, dialect: dialect ?? configured.dialect ?? 'auto' });
    if ('refused' in formatted) report.problems.push(`${path}: not formatted, because ${formatted.refused}`);
    else if (formatted.text === text) report.unchanged++;
    else {
      const answer = reencoded(before, () => formatted.text);
      if ('reason' in answer) {
        report.problems.push(`${path}: not formatted, because ${answer.reason}`);
        continue;
      }
      if (!check) writeFile(path, [answer.bytes]);
      report.changed.push(path);
    }
  }
  return report;
}

/** A text formatted as what its name and its content say that it is. */
export function formattedText(uri: string, text: string, { options, dialect }: FormatRules): { text: string } | { refused: string } {
  const parsed = parseText(text, roleOf(uri, text) === 'deck', undefined, decideDialect(text, dialect).dialect, false);
  const { edits, refused } = formatText(parsed, options);
  return refused === undefined ? { text: applyFormat(text, edits) } : { refused };
}
