import { modify } from 'jsonc-parser';
import type { LintSeverity } from './configuration.js';
import type { Project } from './project.js';

/** A `nodal.json` that turns the severity of one rule. */
export function newProject(code: string, severity: LintSeverity): string {
  return `${JSON.stringify({ rules: { [code]: severity } }, undefined, 2)}\n`;
}

/** The edits of a `nodal.json` that give a rule a severity and leave its options, comments and all else; none when its text is no object. */
export function severityEdits({ text, layer }: Project, code: string, severity: LintSeverity): { start: number; end: number; newText: string }[] {
  if (text.trim() === '') return [{ start: 0, end: text.length, newText: newProject(code, severity) }];
  const withOptions = Object.hasOwn(layer.rules, code) && layer.rules[code]!.options !== undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  try {
    return modify(text, withOptions ? ['rules', code, 'severity'] : ['rules', code], severity, { formattingOptions: { insertSpaces: true, tabSize: 2, eol } })
      .map(({ offset, length, content }) => ({ start: offset, end: offset + length, newText: content }));
  } catch {
    // A list or a number, where an object is wanted, has a finding of its own.
    return [];
  }
}
