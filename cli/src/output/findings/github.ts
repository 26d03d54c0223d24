import type { FindingsFormat } from './format.js';

const COMMANDS = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Workflow commands, which GitHub shows beside the changed lines of a pull request. */
export const github: FindingsFormat = ({ findings }, { repositoryPath }) =>
  findings.map(({ file, line, column, endLine, endColumn, severity, code, message }) => {
    // GitHub takes columns of one line only.
    const columns = endLine === line ? { col: column, endColumn: Math.max(column, endColumn) } : {};
    const properties = { file: repositoryPath(file), line, ...columns, endLine, title: code };
    return `::${COMMANDS[severity]} ${Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`).join(',')}::${data(message)}\n`;
  }).join('');

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
