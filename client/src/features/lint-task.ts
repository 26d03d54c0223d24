/** A task of `tasks.json` that checks netlists: `{ "type": "nodal", "command": "lint", "paths": ["designs"] }`. */
export interface LintTaskDefinition {
  type: 'nodal';
  command: 'lint';
  /** Files, folders and patterns; the folder of the workspace when absent. */
  paths?: string[];
  /** Further options of `nodal lint`. */
  options?: string[];
}

/** A task that is offered without a `tasks.json`. */
export interface OfferedTask {
  /** VS Code puts `nodal:` before it. */
  name: string;
  definition: LintTaskDefinition;
}

export const OFFERED_TASKS: readonly OfferedTask[] = [
  { name: 'lint workspace', definition: { type: 'nodal', command: 'lint' } },
  { name: 'lint this file', definition: { type: 'nodal', command: 'lint', paths: ['${file}'] } },
];

/** The arguments of the command-line tool for a task; undefined when the definition is none of ours. */
export function lintArguments(definition: { readonly type: string; readonly [name: string]: unknown }): string[] | undefined {
  const { type, command, paths, options } = definition;
  if (type !== 'nodal' || command !== 'lint') return undefined;
  const named = texts(paths);
  return ['lint', ...texts(options), '--', ...(named.length > 0 ? named : ['.'])];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string' && item !== '') : [];
}
