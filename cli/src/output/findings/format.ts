import type { LintReport } from '../../lint/finding.js';

/** What forms of output may want to know besides the findings. */
export interface FormatContext {
  /** Colours, and source lines below the findings: somebody reads it. */
  terminal: boolean;
  /** The version of the tool. */
  version: string;
  /** A file's path as the service that reads the output knows it: from the root of the repository. */
  repositoryPath(file: string): string;
  /** The page of a rule, where pages are published. */
  ruleUrl(code: string): string | undefined;
}

/** One form of output: the whole text for one check. */
export type FindingsFormat = (report: LintReport, context: FormatContext) => string;
