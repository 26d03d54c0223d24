import type { LintFinding } from '../../lint/finding.js';
import type { FindingsFormat } from './format.js';

/** An array of findings, for scripts. What a finding lacks is left out. */
export const json: FindingsFormat = ({ findings }) => {
  if (findings.length === 0) return '[]\n';
  // Each by itself: a file may have more findings than one string holds comfortably as a tree.
  return `[\n${findings.map((finding) => JSON.stringify(shape(finding), undefined, 2).replaceAll(/^/gm, '  ')).join(',\n')}\n]\n`;
};

function shape({ file, line, column, endLine, endColumn, severity, code, message, related, fix, tags }: LintFinding) {
  return {
    file, line, column, endLine, endColumn, severity, code, message,
    ...(tags.length > 0 ? { tags } : {}),
    ...(related.length > 0 ? { related } : {}),
    ...(fix === undefined ? {} : { fix: { title: fix.title, guess: fix.guess, edits: fix.edits.map(({ line, column, endLine, endColumn, newText }) => ({ line, column, endLine, endColumn, newText })) } }),
  };
}
