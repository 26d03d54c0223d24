import { newlineOf } from '@nodal/language';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reencoded } from '@nodal/server/files/encode';
import { writeFile } from '../output/write.js';
import type { FileToLint } from './find-files.js';
import type { LintFinding, LintFix, LintReport } from './finding.js';
import { designUri, type Linter } from './linter.js';

/** One fix may make place for another; after so many rounds there is no end in sight. */
const MOST_ROUNDS = 10;

/** What fixing did. */
export interface Fixed {
  /** How many findings were fixed in which file, as it is shown. */
  files: Map<string, number>;
  /** Files that could not be written, with the reason. */
  problems: string[];
  /** The findings that are left. */
  report: LintReport;
}

/**
 * Applies the fixes of the findings in the files themselves, and checks again,
 * until nothing changes. Only files that the arguments mean are written, in the
 * encoding and with the line ends that they have. Of fixes that overlap the
 * first is applied; the others have their turn in the next round. What only
 * guesses what was meant is left to a person.
 */
export async function fixAll(linter: Linter, files: readonly FileToLint[]): Promise<Fixed> {
  const own = new Map(files.map(({ path }) => [designUri(path), path]));
  const fixed: Fixed = { files: new Map(), problems: [], report: await linter.check(files) };
  const unwritable = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = false;
    for (const [uri, findings] of findingsByFile(fixed.report.findings)) {
      const path = own.get(uri);
      if (path === undefined || unwritable.has(uri)) continue;
      const fixes = withoutOverlap(findings.map(({ fix }) => fix!));
      const reason = rewrite(fileURLToPath(uri), fixes);
      if (reason !== undefined) {
        unwritable.add(uri);
        fixed.problems.push(`${path}: not fixed, because ${reason}`);
        continue;
      }
      changed = true;
      fixed.files.set(path, (fixed.files.get(path) ?? 0) + fixes.length);
      linter.changed(path);
    }
    if (!changed) break;
    fixed.report = await linter.check(files);
  }
  return fixed;
}

function findingsByFile(findings: readonly LintFinding[]): Map<string, LintFinding[]> {
  const byFile = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    if (finding.fix === undefined || finding.fix.guess || finding.fix.edits.length === 0) continue;
    const ofFile = byFile.get(finding.uri);
    if (ofFile === undefined) byFile.set(finding.uri, [finding]);
    else ofFile.push(finding);
  }
  return byFile;
}

/** The fixes, in order, none of which touches what an earlier one changes. */
export function withoutOverlap(fixes: readonly LintFix[]): LintFix[] {
  const taken = new TakenPlaces();
  return fixes.filter(({ edits }) => {
    const free = edits.every((edit) => taken.isFree(edit));
    if (free) for (const edit of edits) taken.add(edit);
    return free;
  });
}

interface Range { start: number; end: number }

/** Ranges in order, none of which touches another. */
class TakenPlaces {
  private readonly ranges: Range[] = [];

  isFree(range: Range): boolean {
    const at = this.indexOf(range.start);
    const before = this.ranges[at - 1];
    const behind = this.ranges[at];
    return (before === undefined || areApart(before, range)) && (behind === undefined || areApart(range, behind));
  }

  add(range: Range): void {
    this.ranges.splice(this.indexOf(range.start), 0, range);
  }

  /** The index of the first range that begins behind an offset. */
  private indexOf(start: number): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ranges[middle]!.start <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** An insertion beside another edit would come in an order that nobody chose. */
function areApart(first: Range, second: Range): boolean {
  return first.end < second.start || (first.end === second.start && first.start < first.end && second.start < second.end);
}

/** Writes a file with its fixes; the reason when that is not possible. */
function rewrite(path: string, fixes: readonly LintFix[]): string | undefined {
  let before: Uint8Array;
  try {
    before = readFileSync(path);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const answer = reencoded(before, (text) => edited(text, fixes.flatMap(({ edits }) => edits)));
  if ('reason' in answer) return answer.reason;
  writeFile(path, [answer.bytes]);
  return undefined;
}

/** A text after edits that do not overlap; inserted lines end as those of the text do. */
export function edited(text: string, edits: readonly { start: number; end: number; newText: string }[]): string {
  const lineEnd = newlineOf(text);
  let result = '';
  let at = 0;
  for (const { start, end, newText } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, start) + newText.replaceAll(/\r\n|\r|\n/g, lineEnd);
    at = end;
  }
  return result + text.slice(at);
}
