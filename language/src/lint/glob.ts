/**
 * Patterns of file names as `.gitignore` and VS Code have them: `*` and `?`
 * within a name, `**` across folders, `{a,b}` for one or the other, `[a-z]` for
 * a letter. A pattern without a slash means a name in any folder.
 */
const known = new Map<string, RegExp>();

/** Whether a pattern means a file, by its path below the folder that the pattern is relative to. */
export function matchesGlob(pattern: string, path: string): boolean {
  let expression = known.get(pattern);
  if (expression === undefined) known.set(pattern, (expression = expressionOf(pattern)));
  return expression.test(path);
}

function expressionOf(pattern: string): RegExp {
  let glob = pattern.replaceAll('\\', '/').replace(/^\.?\/+/, '');
  // A folder stands for all that is in it.
  if (glob.endsWith('/')) glob += '**';
  if (!pattern.replace(/\/$/, '').includes('/')) glob = `**/${glob}`;
  let source = '';
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at]!;
    if (glob.startsWith('**/', at)) {
      source += '(?:.*/)?';
      at += 2;
    } else if (glob.startsWith('**', at)) {
      source += '.*';
      at++;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{' && glob.includes('}', at)) {
      depth++;
      source += '(?:';
    } else if (character === '}' && depth > 0) {
      depth--;
      source += ')';
    } else if (character === ',' && depth > 0) source += '|';
    else if (character === '[') {
      const end = glob.indexOf(']', at + 2);
      if (end < 0) source += '\\[';
      else {
        const letters = glob.slice(at + 1, end).replaceAll('\\', '\\\\').replaceAll('[', '\\[').replace(/^!/, '^');
        source += `[${letters}]`;
        at = end;
      }
    } else source += character.replace(/[.+^$()|\\{}\]]/, '\\$&');
  }
  try {
    // A folder that is named without a slash stands for all that is in it, too.
    return new RegExp(`^${source}${')'.repeat(depth)}(?:/.*)?$`, 'i');
  } catch {
    // A range such as [z-a] means nothing.
    return /^(?!)/;
  }
}
