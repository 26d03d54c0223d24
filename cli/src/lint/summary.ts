import { countFindings, type LintReport } from './finding.js';
import type { Fixed } from './fix.js';

/** `3 errors, 1 warning in 2 files, 40 files checked`: one line on what a check gave. */
export function summaryOf({ findings, checked, leftOut }: LintReport): string {
  const { errors, warnings, notes } = countFindings(findings);
  const files = new Set(findings.map(({ file }) => file)).size;
  const found = findings.length === 0 ? 'no findings' : `${[counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')].filter((part) => !part.startsWith('0 ')).join(', ')} in ${counted(files, 'file')}`;
  return `${found}, ${counted(checked.length, 'file')} checked${leftOut > 0 ? `, ${counted(leftOut, 'file')} left out (no netlist, or ignored)` : ''}`;
}

/** What `--fix` did, a line each. */
export function fixedLines({ files, problems }: Fixed): string[] {
  const lines = [...files].map(([file, count]) => `nodal: ${file}: ${counted(count, 'finding')} fixed`);
  if (lines.length === 0 && problems.length === 0) lines.push('nodal: nothing to fix');
  return [...lines, ...problems.map((problem) => `nodal: ${problem}`)];
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
