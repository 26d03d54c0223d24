import { scanCommands } from '../control/scan-commands.js';
import type { ControlCommand } from '../control/tree.js';
import { decideDialect } from '../dialect/detect.js';
import { isReadable, type ParsedText } from '../syntax/parsed-text.js';
import { HEAD_ENDS, HEAD_SUBCKT } from '../text/card-head.js';
import { printCard } from './print-card.js';

export interface PrintOptions {
  /** Longest line; 80 when it is not said. */
  width?: number;
  /** Blanks for each `.subckt` around a card; 2 when it is not said. */
  indent?: number;
}

/**
 * Prints a text from its trees: each card in a line of its own, long ones with
 * continuation lines. To parse the result gives the same trees. Comments and
 * blank lines are in no tree and are lost; blocks that hold no cards, and what
 * follows `.end`, are printed as the parse result holds them.
 */
export function printNetlist(parsed: ParsedText, { width = 80, indent = 2 }: PrintOptions = {}): string {
  // A text that is no netlist has no tree.
  if (!isReadable(parsed)) return parsed.text;
  const lines = new NetlistPrinter(parsed, width, indent).lines();
  const printed = join(lines);
  // What spoke for the dialect may have been a comment.
  if (decideDialect(printed).dialect === parsed.dialect) return printed;
  lines.splice(parsed.deck ? 1 : 0, 0, `* nodal: dialect=${parsed.dialect.name}`);
  return join(lines);
}

function join(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

class NetlistPrinter {
  private readonly out: string[] = [];
  private depth = 0;

  constructor(private readonly parsed: ParsedText, private readonly width: number, private readonly indent: number) {}

  lines(): string[] {
    const { parsed, out } = this;
    const { table, text } = parsed;
    // The first line of a deck is its title, whatever it says.
    if (parsed.deck) out.push(parsed.netlist.title?.text ?? '');
    const blocks = table.blocks.slice();
    const controls = table.controls.slice();
    for (let i = 0; i < table.count; i++) {
      const start = table.start[i]!;
      const end = table.end[i]!;
      while (blocks.length > 0 && blocks[0]!.start < start) this.verbatim(text.slice(blocks[0]!.start, blocks.shift()!.end));
      this.card(i);
      if (controls[0]?.start === end) this.control(scanCommands(text, end, controls.shift()!.end));
      if (blocks[0]?.start === start) this.verbatim(text.slice(end, blocks.shift()!.end));
    }
    for (const block of blocks) this.verbatim(text.slice(block.start, block.end));
    if (table.afterEnd !== undefined) out.push(text.slice(table.afterEnd.start, table.afterEnd.end));
    return out;
  }

  private card(index: number): void {
    const { parsed, width, indent } = this;
    const head = parsed.table.head[index]!;
    if (head === HEAD_ENDS && this.depth > 0) this.depth--;
    // Deeper than this nobody sees the structure, and lines would have no room.
    this.out.push(printCard(parsed.card(index), { width, indent: Math.min(this.depth, 8) * indent, dialect: parsed.dialect }));
    if (head === HEAD_SUBCKT) this.depth++;
  }

  private control(commands: readonly ControlCommand[]): void {
    for (const command of commands) this.out.push(printCommand(command));
  }

  /** Lines that are no cards, without the line ends around them. */
  private verbatim(text: string): void {
    const lines = text.split(/\r\n|\r|\n/);
    while (lines.length > 0 && lines[0]!.trim() === '') lines.shift();
    while (lines.length > 0 && lines[lines.length - 1]!.trim() === '') lines.pop();
    for (const line of lines) this.out.push(line);
  }
}

/** A command of a `.control` block in one line. */
export function printCommand(command: ControlCommand): string {
  const parts = [
    ...command.operands.map(({ start, text }) => ({ start, text })),
    ...command.redirections.map(({ start, operator, target }) => ({ start, text: target === undefined ? operator : `${operator} ${target.text}` })),
  ].sort((a, b) => a.start - b.start);
  return [command.name.text, ...parts.map(({ text }) => text)].join(' ');
}
