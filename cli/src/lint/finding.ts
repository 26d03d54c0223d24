import type { Finding, Severity } from '@nodal/language';

/** A place as people and tools read it: lines and columns from 1, columns in UTF-16 units, the end behind the last character. */
export interface FilePlace {
  /** As it is shown: relative to the working folder where it lies in it. */
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** A finding with all that the forms of output need; nothing of the design that it came from is held by it. */
export interface LintFinding extends FilePlace {
  uri: string;
  severity: Severity;
  code: string;
  message: string;
  /** The line where it begins, or what of a very long one stands around it. */
  excerpt: Excerpt;
  related: readonly (FilePlace & { message: string })[];
  fix: LintFix | undefined;
  tags: readonly NonNullable<Finding['tags']>[number][];
}

export interface Excerpt {
  text: string;
  /** The column, from 1, of the first character of `text`. */
  column: number;
}

/** Edits of the finding's own file. */
export interface LintFix {
  title: string;
  /** Only a guess at what was meant, which somebody should look at first. */
  guess: boolean;
  edits: (FilePlace & { start: number; end: number; newText: string })[];
}

/** What one check of all files gave. */
export interface LintReport {
  /** By file in the order of the arguments, a file that is included behind the first that includes it; then by place. */
  findings: LintFinding[];
  /** The files that were checked, as they are shown. Included ones that no argument names are not among them. */
  checked: string[];
  /** Files of folders and globs that are no netlists. */
  leftOut: number;
}

export interface Counts { errors: number; warnings: number; notes: number }

/** How many findings there are; notes are informations and hints. */
export function countFindings(findings: readonly Pick<LintFinding, 'severity'>[]): Counts {
  const counts: Counts = { errors: 0, warnings: 0, notes: 0 };
  for (const { severity } of findings) counts[severity === 'error' ? 'errors' : severity === 'warning' ? 'warnings' : 'notes']++;
  return counts;
}
