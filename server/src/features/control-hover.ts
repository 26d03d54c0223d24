import { controlBlockAt, findControlCommand, findControlFunction, findControlVariable } from '@nodal/language';
import type { Cursor } from '../cursor.js';

/** What a word of a `.control` block means, as Markdown; undefined outside of a block and for names that it cannot explain. */
export function controlHoverText({ file, offset }: Cursor): string | undefined {
  const block = controlBlockAt(file.parsed, offset);
  const command = block?.commands.find(({ start, end }) => start <= offset && offset <= end);
  if (command === undefined) return undefined;
  const quoted = command.backquotes.find(({ start, end }) => start <= offset && offset <= end);
  if (quoted !== undefined) return `ngspice hands \`${quoted.text}\` to the system’s shell and puts what it prints here. Nodal never starts programs.`;
  if (offset <= command.name.end) {
    const facts = findControlCommand(command.name.text.toLowerCase());
    if (facts === undefined) return undefined;
    const early = command.name.text.toLowerCase().startsWith('pre_') ? ' It runs before the circuit is read.' : '';
    return `\`\`\`spice\n${facts.signature}\n\`\`\`\n${facts.meaning}${early}\n\n${facts.startsPrograms ? 'It starts another program, which Nodal never does.' : 'Nodal does not run scripts.'}`;
  }
  const substitution = command.substitutions.find(({ start, end }) => start <= offset && offset <= end);
  if (substitution !== undefined) {
    const { kind, name } = substitution;
    const known = findControlVariable(name.toLowerCase())?.meaning;
    switch (kind) {
      case 'vector': return `The value of the vector \`${name}\`.`;
      case 'exists': return `1 when the variable \`${name}\` is set, else 0.`;
      case 'count': return `How many values the variable \`${name}\` has.`;
      case 'variable': return `The value of the variable \`${name}\`.${known === undefined ? '' : ` ${known}`}`;
    }
  }
  const word = wordAround(file.text, offset);
  const setting = /^(?:un)?set(?:cs)?$/i.test(command.name.text) ? findControlVariable(word) : undefined;
  if (setting !== undefined) return `\`${setting.name}\`: ${setting.meaning}`;
  const called = findControlFunction(word);
  return called && `\`\`\`spice\n${called.signature}\n\`\`\`\n${called.meaning}`;
}

function wordAround(text: string, offset: number): string {
  const name = /\w/;
  let start = offset;
  let end = offset;
  while (start > 0 && name.test(text[start - 1]!)) start--;
  while (end < text.length && name.test(text[end]!)) end++;
  return text.slice(start, end).toLowerCase();
}
