import { createColors } from 'picocolors';
import type { LintFinding } from '../../lint/finding.js';
import type { FindingsFormat } from './format.js';

type Colors = ReturnType<typeof createColors>;

/**
 * `file:line:col: severity code: message`, which the problem matcher of the
 * extension reads. On a terminal the source line follows, with the place
 * marked, the places that explain it, and what `--fix` would do.
 */
export const text: FindingsFormat = ({ findings }, { terminal }) => {
  const colors = createColors(terminal);
  let output = '';
  for (const finding of findings) {
    output += `${headLine(finding, colors)}\n`;
    if (terminal) output += details(finding, colors);
  }
  return output;
};

function headLine({ file, line, column, severity, code, message }: LintFinding, colors: Colors): string {
  return `${colors.bold(`${file}:${line}:${column}:`)} ${colored(severity, colors)(severity)} ${colors.dim(`${code}:`)} ${message}`;
}

function colored(severity: LintFinding['severity'], colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error': return colors.red;
    case 'warning': return colors.yellow;
    default: return colors.cyan;
  }
}

function details({ line, column, endLine, endColumn, severity, excerpt, related, fix }: LintFinding, colors: Colors): string {
  const gutter = ' '.repeat(String(line).length);
  const bar = colors.dim('|');
  let output = '';
  if (excerpt.text.trim() !== '') {
    const shown = excerpt.text;
    const from = column - excerpt.column;
    const to = endLine > line ? shown.length : endColumn - excerpt.column;
    const width = Math.max(1, Math.min(to, shown.length) - from);
    // A tab in front of the place stays one, so that the mark stands below it whatever a tab's width is.
    const indent = shown.slice(0, from).replace(/[^\t]/g, ' ');
    output += `${colors.dim(` ${line} |`)} ${printable(shown)}\n ${gutter} ${bar} ${indent}${colored(severity, colors)('^'.repeat(width))}\n`;
  }
  for (const { file, line, column, message } of related) output += ` ${gutter} ${bar} ${colors.dim(`${file}:${line}:${column}:`)} ${message}\n`;
  if (fix !== undefined) output += ` ${gutter} ${bar} ${colors.green(fix.guess ? 'perhaps:' : 'fix:')} ${fix.title}\n`;
  return output;
}

/** Text of a file must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '\ufffd');
}
