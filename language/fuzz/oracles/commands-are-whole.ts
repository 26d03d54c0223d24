import { parseControl } from '../../src/control/parse-control.js';
import type { ControlCommand, ControlStatement, ControlStructure, Range } from '../../src/control/tree.js';
import type { Oracle } from './oracle.js';

const HEAD = { start: 0, end: 0 };
/** A line that is no command: blank, a comment, or a continuation of nothing. */
const NO_COMMAND = /^[\s\u0000-\u0008\u000e-\u001f\u007f\ufeff]*(?:$|[*#;+$]|\/\/)/;

/**
 * The commands of a script stand in order and hold their words; what stands
 * between is blank or a comment, and structures have each command once. Any text
 * is tried as a script, besides the scripts of the text.
 */
export const commandsAreWhole: Oracle = {
  name: 'commands-are-whole',
  every: 2,
  check({ parsed }) {
    const { text, table } = parsed;
    for (const { start, end, closed } of [...table.controls, { start: 0, end: text.length, closed: false }]) {
      const block = parseControl(text, start, end, closed, HEAD);
      let at = start;
      for (const command of block.commands) {
        const wrong = commandIsNotWhole(command, at, end) ?? between(text, at, command.start);
        if (wrong !== undefined) return `the command at ${command.start} of the script at ${start}: ${wrong}`;
        at = command.end;
      }
      const placed = block.statements.flatMap(commandsOf);
      if (placed.length !== block.commands.length || placed.some((command, i) => command !== block.commands[i])) return `the structures of the script at ${start} have ${placed.length} of ${block.commands.length} commands, or another order`;
      const outside = block.statements.find((statement) => statement.kind === 'structure' && structureIsNotWhole(statement, end));
      if (outside !== undefined) return `the structure at ${outside.start} reaches to ${outside.end}`;
    }
    return undefined;
  },
};

function commandsOf(statement: ControlStatement): ControlCommand[] {
  if (statement.kind === 'command') return [statement];
  const { head, body, alternatives, close } = statement;
  return [head, ...body.flatMap(commandsOf), ...alternatives.flatMap((part) => [part.head, ...part.body.flatMap(commandsOf)]), ...(close === undefined ? [] : [close])];
}

function structureIsNotWhole({ start, end, head, body, alternatives }: ControlStructure, limit: number): boolean {
  const parts = [head, ...body, ...alternatives.flatMap((part) => [part.head, ...part.body])];
  return end > limit || parts.some((part) => part.start < start || part.end > end || (part.kind === 'structure' && structureIsNotWhole(part, end)));
}

function commandIsNotWhole({ name, operands, redirections, substitutions, backquotes, start, end }: ControlCommand, from: number, limit: number): string | undefined {
  if (start < from || end > limit || end < name.end || name.start !== start) return `it reaches from ${start} to ${end}, its place from ${from} to ${limit}`;
  let at = name.end;
  for (const { start: wordStart, end: wordEnd, text } of operands) {
    if (wordStart < at || wordEnd > end || wordEnd - wordStart !== text.length) return `the word ${JSON.stringify(text)} reaches from ${wordStart} to ${wordEnd}`;
    at = wordEnd;
  }
  // The words of a command end at its last one, what ngspice replaces may reach beyond into a comment's place.
  const outside = [...redirections, ...substitutions, ...backquotes].find((range: Range) => range.start < start || range.end > limit || range.end < range.start);
  return outside && `a part reaches from ${outside.start} to ${outside.end}`;
}

function between(text: string, from: number, to: number): string | undefined {
  const lines = text.slice(from, to).split(/\r\n|\r|\n/);
  // What stands behind a command on its last line is its comment.
  const wrong = lines.slice(from === 0 ? 0 : 1).find((line, i, rest) => !(i === rest.length - 1 ? line.trim() === '' || NO_COMMAND.test(line) : NO_COMMAND.test(line)));
  return wrong && `${JSON.stringify(wrong.slice(0, 60))} before it belongs to nothing`;
}
