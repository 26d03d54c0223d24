import { controlBlocks } from '../control/parse-control.js';
import type { ControlCommand, ControlStatement } from '../control/tree.js';
import { sectionsOf } from '../design/sections.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import { HEAD_ELSE, HEAD_ELSEIF, HEAD_ENDIF, HEAD_ENDS, HEAD_IF, HEAD_SUBCKT } from '../text/card-head.js';

/** Deeper than this nobody sees the structure, and lines would have no room. */
const DEEPEST = 8;

/** How many blocks stand around each card, and around what follows it up to the next. */
export interface Depths {
  card: Uint8Array;
  after: Uint8Array;
}

/**
 * Counts the blocks around each card: subcircuits, branches of `.if`, sections
 * of libraries. A block that nothing closes is none, since nobody knows how far
 * it should reach, unless somebody is still typing it.
 */
export function depthsOf(parsed: ParsedText, unclosedCounts = false): Depths {
  const { count, head } = parsed.table;
  const steps = new Int32Array(count + 1);
  const isBranch = new Uint8Array(count);
  const open: { closing: number; at: number; branches: number[] }[] = [];
  const block = (from: number, to: number): void => {
    steps[from + 1]!++;
    steps[to]!--;
  };
  for (let i = 0; i < count; i++) {
    const kind = head[i]!;
    if (kind === HEAD_SUBCKT || kind === HEAD_IF) {
      open.push({ closing: kind === HEAD_IF ? HEAD_ENDIF : HEAD_ENDS, at: i, branches: [] });
    } else if (kind === HEAD_ELSE || kind === HEAD_ELSEIF) {
      const innermost = open[open.length - 1];
      if (innermost?.closing === HEAD_ENDIF) innermost.branches.push(i);
    } else if (kind === HEAD_ENDS || kind === HEAD_ENDIF) {
      const at = open.findLastIndex(({ closing }) => closing === kind);
      if (at < 0) continue;
      block(open[at]!.at, i);
      for (const branch of open[at]!.branches) isBranch[branch] = 1;
      open.length = at;
    }
  }
  if (unclosedCounts) {
    for (const { at, branches } of open) {
      block(at, count);
      for (const branch of branches) isBranch[branch] = 1;
    }
  }
  for (const { start, end } of sectionsOf(parsed).byStart.values()) if (end < count || unclosedCounts) block(start, end);
  const card = new Uint8Array(count);
  const after = new Uint8Array(count);
  let depth = 0;
  for (let i = 0; i < count; i++) {
    depth += steps[i]!;
    card[i] = Math.min(DEEPEST, depth - isBranch[i]!);
    // What follows a card stands where the block goes on, and not where its end stands.
    after[i] = Math.min(DEEPEST, depth + Math.max(0, steps[i + 1]!));
  }
  return { card, after };
}

/** Calls `each` with the commands of all scripts of a text and how many structures stand around them; with the end of each script the last time. */
export function eachCommand(parsed: ParsedText, each: (command: ControlCommand, depth: number, card: number) => void): void {
  const { table } = parsed;
  let card = 0;
  for (const block of controlBlocks(parsed)) {
    while (card < table.count && table.start[card]! < block.head.start) card++;
    visit(block.statements, 0, card, each);
  }
}

function visit(statements: readonly ControlStatement[], from: number, card: number, each: (command: ControlCommand, depth: number, card: number) => void): void {
  const waiting = statements.map((statement) => ({ statement, depth: from }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { statement, depth } = next;
    if (statement.kind === 'command') {
      each(statement, depth, card);
      continue;
    }
    const inner = statement.close === undefined ? depth : depth + 1;
    each(statement.head, depth, card);
    for (const child of statement.body) waiting.push({ statement: child, depth: inner });
    for (const { head, body } of statement.alternatives) {
      each(head, depth, card);
      for (const child of body) waiting.push({ statement: child, depth: inner });
    }
    if (statement.close !== undefined) each(statement.close, depth, card);
  }
}
