import type { ParsedText } from '../syntax/parse-document.js';
import { cardIndexAt } from '../design/lookup.js';
import { scanCommands } from './scan-commands.js';
import type { ControlBlock, ControlCommand, ControlStatement, ControlStructure, Range } from './tree.js';

/** Commands that an `end` closes. */
const OPENING: ReadonlySet<string> = new Set(['if', 'while', 'repeat', 'dowhile', 'foreach', 'begin']);
const LOOPS: ReadonlySet<string> = new Set(['while', 'repeat', 'dowhile', 'foreach']);

const known = new WeakMap<ParsedText, (ControlBlock | undefined)[]>();

/** The `.control` blocks of a text that end, parsed once for each. A block without its end takes in the rest of the file, which need not be a script. */
export function controlBlocks(parsed: ParsedText): ControlBlock[] {
  const { controls } = parsed.table;
  const blocks: ControlBlock[] = [];
  for (let i = 0; i < controls.length; i++) if (controls[i]!.closed) blocks.push(blockOf(parsed, i));
  return blocks;
}

/** The block that holds an offset behind its `.control` card, the end included. */
export function controlBlockAt(parsed: ParsedText, offset: number): ControlBlock | undefined {
  const index = parsed.table.controls.findIndex((block) => block.start < offset && offset <= block.end);
  return index < 0 ? undefined : blockOf(parsed, index);
}

/** Where the word `.control` of a block stands. */
export function controlHead(parsed: ParsedText, block: Range): Range {
  const { start, end } = parsed.table;
  const index = cardIndexAt(start, end, block.start);
  const head = index < 0 ? block.start : start[index]!;
  return { start: head, end: head + '.control'.length };
}

function blockOf(parsed: ParsedText, index: number): ControlBlock {
  let blocks = known.get(parsed);
  if (blocks === undefined) known.set(parsed, (blocks = []));
  const { start, end, closed } = parsed.table.controls[index]!;
  return (blocks[index] ??= parseControl(parsed.text, start, end, closed, controlHead(parsed, { start, end })));
}

/** Parses the commands of `text[start, end)`. Whatever is written there gives a tree. */
export function parseControl(text: string, start: number, end: number, closed: boolean, head: Range): ControlBlock {
  const commands = scanCommands(text, start, end);
  const block: ControlBlock = { start, end, head, closed, commands, statements: [], stray: [] };
  const open: ControlStructure[] = [];
  let into: ControlStatement[] = block.statements;
  for (const command of commands) {
    const name = command.name.text.toLowerCase();
    const innermost = open[open.length - 1];
    if (OPENING.has(name)) {
      const structure: ControlStructure = {
        kind: 'structure', keyword: name, head: command, body: [], alternatives: [], close: undefined, start: command.start, end: command.end,
      };
      into.push(structure);
      open.push(structure);
      into = structure.body;
    } else if (name === 'else' && innermost?.keyword === 'if') {
      innermost.alternatives.push({ head: command, body: [] });
      into = innermost.alternatives[innermost.alternatives.length - 1]!.body;
    } else if (name === 'end' && innermost !== undefined) {
      innermost.close = command;
      innermost.end = command.end;
      open.pop();
      into = bodyOf(open[open.length - 1]) ?? block.statements;
    } else {
      into.push(command);
      if (name === 'end' || name === 'else' || ((name === 'break' || name === 'continue') && !within(open, command))) block.stray.push(command);
    }
  }
  for (const left of open) left.end = lastOf(commands, left);
  return block;
}

/** Where the next statement of a structure goes: its last part. */
function bodyOf(structure: ControlStructure | undefined): ControlStatement[] | undefined {
  if (structure === undefined) return undefined;
  return structure.alternatives[structure.alternatives.length - 1]?.body ?? structure.body;
}

/** Whether enough loops are open for a `break` or `continue`, which may name how many it leaves. */
function within(open: readonly ControlStructure[], command: ControlCommand): boolean {
  const levels = Number(command.operands[0]?.text ?? 1);
  const loops = open.filter((structure) => LOOPS.has(structure.keyword)).length;
  return loops >= (Number.isFinite(levels) ? levels : 1);
}

function lastOf(commands: readonly ControlCommand[], structure: ControlStructure): number {
  return commands[commands.length - 1]?.end ?? structure.end;
}
